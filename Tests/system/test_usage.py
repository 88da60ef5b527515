"""What keys do is counted: exactly while the server lives, and but for the last second when it is killed."""

import time

from support.agency import agency
from support.manager import Manager
from support.server import server
from support.wire import Connection

# What gathers in memory is written once a second.
INTERVAL = 1.0


def bearer(token: str, client: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "User-Agent": client}


def counted(program, org, key_id: str) -> dict:
    return program.json("key", "usage", "--org", org.slug, key_id)


def test_every_request_is_counted_once_by_operation_brand_outcome_and_source():
    with agency() as org, server(org.program) as running:
        manager = Manager(org, running)
        first, second = org.brand_ids()[:2]
        key = manager.create("counted", ["query"], [first, second])
        calls = [
            ("/v1/brands", "looker/2", 7), (f"/v1/brands/{first}", "looker/2", 5), (f"/v1/brands/{second}", "curl/8", 3),
            ("/v1/brands/4711", "curl/8", 2), ("/v1/brands?limit=nonsense", "curl/8", 1),
        ]
        with Connection(running) as connection:
            for path, client, times in calls:
                for _ in range(times):
                    connection.request("GET", path, headers=bearer(key["token"], client))
            for _ in range(4):
                assert connection.request("POST", "/v1/brands", headers=bearer(key["token"], "curl/8"), body="{}").code == "scope_missing"
            usage = manager.send("GET", f"/api-keys/{key['id']}/usage?days=1", expect=200).json()
            assert {each["outcome"]: each["requests"] for each in usage["outcomes"]} == {
                "allowed": 16, "brand_not_granted": 2, "scope_missing": 4}
            assert (usage["accepted"], usage["refused"]) == (16, 6)
            assert sum(hour["accepted"] for hour in usage["hours"]) == 16
            brands = {each["brand_id"]: each["requests"] for each in usage["brands"]}
            assert brands[first] == 5 and brands[second] == 3 and 4711 not in brands
            sources = {each["client"]: (each["accepted"], each["refused"]) for each in usage["sources"]}
            assert sources == {"looker/2": (12, 0), "curl/8": (4, 6)}
            assert {each["address"] for each in usage["sources"]} == {"127.0.0.1"}
            assert [each["code"] for each in usage["refusals"]] == ["scope_missing"] * 4 + ["brand_not_granted"] * 2
            # Attempts of others with a wrong secret are no requests of this key.
            guess = key["token"][:16] + "A" * 32
            connection.request("GET", "/v1/brands", headers=bearer(guess + "000000", "guesser"))
            again = manager.send("GET", f"/api-keys/{key['id']}/usage?days=1", expect=200).json()
            assert "guesser" not in str(again)
        manager.close()


def test_a_stop_loses_nothing_and_a_kill_at_most_the_last_interval():
    with agency() as org:
        key = org.create_key("killed", ["query"], None)
        sent = []
        with server(org.program) as running:
            with Connection(running) as connection:
                for _ in range(500):
                    assert connection.request("GET", "/v1/brands", key=key["key"]).status == 200
            assert running.terminate() == 0
        assert counted(org.program, org, key["id"])["accepted"] == 500
        for round_number in range(5):
            before = counted(org.program, org, key["id"])["accepted"]
            sent = []
            with server(org.program) as running, Connection(running) as connection:
                start = time.monotonic()
                while time.monotonic() < start + 2.0 + round_number / 7:
                    assert connection.request("GET", "/v1/brands", key=key["key"]).status == 200
                    sent.append(time.monotonic())
                running.kill()
                killed = time.monotonic()
            now = counted(org.program, org, key["id"])["accepted"] - before
            # A flush begins once a second and takes its time on a slow disk: the margin is for that.
            surely = sum(moment < killed - INTERVAL - 0.5 for moment in sent)
            assert surely <= now <= len(sent), f"round {round_number}: {surely} <= {now} <= {len(sent)}"
            assert org.program.run("audit", "verify").status == 0
