"""Nothing acknowledged is lost: a write whose answer was sent survives SIGKILL."""

import http.client
import json
import os
import random
import threading
import time
from dataclasses import dataclass, field

from support.agency import Agency, agency
from support.dashboard import Dashboard
from support.server import launch
from support.wire import Connection

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
# What a client sees when the server dies under it. Anything else is a fault of the test or the server.
CUT_OFF = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


@dataclass
class Acknowledged:
    """What the server said is done. A change that was asked for without an answer may be there or not, so its subject is
    `uncertain` and nothing is claimed of it."""

    keys: dict[str, str] = field(default_factory=dict)  # token: "works" or "revoked"
    brands: dict[int, str] = field(default_factory=dict)  # id: "there" or "archived"
    uncertain: set = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """Does its work again and again until the server is gone."""

    def __init__(self, work, said: Acknowledged) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.said = said
        self.done = 0

    def run(self) -> None:
        try:
            while True:
                self.work()
                self.done += 1
        except CUT_OFF:
            pass
        except BaseException as error:  # noqa: BLE001 (a failure in a thread must reach the test)
            self.said.faults.append(f"{type(error).__name__}: {error}")


def key_work(org: Agency, dashboard: Dashboard, said: Acknowledged, label: str, dice: random.Random):
    """Creates a key in the dashboard and revokes every other one."""
    number = 0

    def work() -> None:
        nonlocal number
        number += 1
        name = f"{label} {number}"
        token, _ = dashboard.create_key(org.slug, name, ["query"], None)
        said.keys[token] = "works"
        if dice.random() < 0.5:
            said.uncertain.add(token)
            dashboard.revoke_key(org.slug, token[:15], name)
            said.keys[token] = "revoked"
            said.uncertain.discard(token)

    return work


def brand_work(server, key: str, said: Acknowledged, label: str, dice: random.Random):
    """Creates a brand with an API key and archives every other one."""
    connection = Connection(server)
    number = 0

    def work() -> None:
        nonlocal number
        number += 1
        body = json.dumps({"name": f"{label} {number}", "website": "https://brand.example", "description": "A brand."})
        answer = connection.request("POST", "/v1/brands", key=key, headers={"Content-Type": "application/json"}, body=body)
        assert answer.status == 200, f"POST /v1/brands: {answer.status} {answer.text}"
        brand = answer.json()["id"]
        said.brands[brand] = "there"
        if dice.random() < 0.5:
            said.uncertain.add(brand)
            answer = connection.request("DELETE", f"/v1/brands/{brand}", key=key)
            assert answer.status in (200, 204), f"DELETE /v1/brands/{brand}: {answer.status} {answer.text}"
            said.brands[brand] = "archived"
            said.uncertain.discard(brand)

    return work


def check(server, said: Acknowledged, key: str, where: str) -> None:
    """Everything that was acknowledged is there."""
    with Connection(server) as connection:
        for token, state in said.keys.items():
            if token in said.uncertain:
                continue
            answer = connection.request("GET", "/v1/brands", key=token)
            seen = answer.status if answer.status == 200 else answer.code
            assert seen == (200 if state == "works" else "key_revoked"), f"{where}: key {token[:15]} {state}, yet {seen}"
        listed = {brand["id"] for brand in connection.request("GET", "/v1/brands?limit=100000", key=key).json()["items"]}
        for brand, state in said.brands.items():
            if brand in said.uncertain:
                continue
            answer = connection.request("GET", f"/v1/brands/{brand}", key=key)
            seen = answer.status if answer.status == 200 else answer.code
            assert seen == (200 if state == "there" else "brand_archived"), f"{where}: brand {brand} {state}, yet {seen}"
            assert (brand in listed) == (state == "there"), f"{where}: brand {brand} {state}, yet the list says otherwise"


def test_every_acknowledged_change_survives_sigkill_and_the_audit_chain_holds(capsys):
    seed = int(os.environ.get("CRASH_SEED", random.randrange(1 << 32)))
    dice = random.Random(seed)
    everything = Acknowledged()
    changes = {"keys": 0, "revoked": 0, "brands": 0, "archived": 0}
    cookies: list[dict[str, str]] = []

    with agency() as org:
        maker = org.create_key("maker", ["create-brand", "query"], None)["key"]
        running = launch(org.program)
        # A busy machine acknowledges little before each kill: it gets more rounds, until each kind of change is there as often.
        for round_number in range(ROUNDS * 4):
            if round_number >= ROUNDS and all(count >= ROUNDS for count in changes.values()):
                break
            where = f"round {round_number + 1}, at least {ROUNDS}, seed {seed}"
            said = Acknowledged()
            dashboards = [Dashboard(running), Dashboard(running)]
            if not cookies:
                # Once; that the sessions outlive each crash is part of what is tested.
                for dashboard in dashboards:
                    dashboard.sign_in(org.admin, org.password)
                cookies = [dashboard.cookies for dashboard in dashboards]
            for dashboard, jar in zip(dashboards, cookies, strict=True):
                dashboard.cookies = jar
            label = f"r{round_number}"
            clients = [
                Client(key_work(org, dashboards[0], said, f"{label} a", random.Random(dice.random())), said),
                Client(key_work(org, dashboards[1], said, f"{label} b", random.Random(dice.random())), said),
                Client(brand_work(running, maker, said, f"{label} c", random.Random(dice.random())), said),
                Client(brand_work(running, maker, said, f"{label} d", random.Random(dice.random())), said),
            ]
            for client in clients:
                client.start()
            time.sleep(dice.uniform(0.1, 1.2))
            running.kill()
            for client in clients:
                client.join(30)
                assert not client.is_alive(), f"{where}: a client hangs"
            assert not said.faults, f"{where}: {said.faults}"

            verdict = org.program.run("audit", "verify")
            assert verdict.status == 0, f"{where}: {verdict}"
            running = launch(org.program)
            check(running, said, maker, where)

            changes["keys"] += len(said.keys)
            changes["revoked"] += sum(state == "revoked" for state in said.keys.values())
            changes["brands"] += len(said.brands)
            changes["archived"] += sum(state == "archived" for state in said.brands.values())
            everything.keys |= said.keys
            everything.brands |= said.brands
            everything.uncertain |= said.uncertain
        check(running, everything, maker, f"after all rounds, seed {seed}")
        assert running.terminate() == 0
        org.program.ok("audit", "verify")

    with capsys.disabled():
        print(f"\n  seed {seed}: at least {ROUNDS} kills, acknowledged {changes}", end=" ")
    # A run in which nothing was acknowledged would prove nothing.
    assert all(count >= ROUNDS for count in changes.values()), changes
