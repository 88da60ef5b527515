"""What was taken from a key is taken at once: not one request that is sent after the answer is accepted."""

import asyncio
import datetime
import json
import os
import random
import time
from collections import Counter

import pytest
from support.agency import agency
from support.hammer import Hammer, Shot
from support.manager import Manager, request_bytes
from support.server import server
from support.wire import Connection

TRIALS = int(os.environ.get("PROMISE_TRIALS", "500"))
CONNECTIONS = 16


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Kind:
    """One way to take something from a key. `prepare` makes a key and says what to call, what takes it, and what is answered then."""

    def __init__(self, name: str, code: str, prepare) -> None:
        self.name, self.code, self.prepare = name, code, prepare


def revoke(manager, brands, _):
    key = manager.create("revoked", ["query"], None)
    return key["token"], "/v1/", manager.bytes("DELETE", f"/api-keys/{key['id']}")


def narrow_scope(manager, brands, _):
    key = manager.create("narrowed", ["query", "configure"], brands)
    return key["token"], f"/v1/brands/{brands[0]}", manager.bytes("PATCH", f"/api-keys/{key['id']}", {"scopes": ["ingest"]})


def narrow_brands(manager, brands, _):
    key = manager.create("narrowed", ["query"], brands)
    return key["token"], f"/v1/brands/{brands[0]}", manager.bytes("PATCH", f"/api-keys/{key['id']}", {"brand_ids": brands[1:]})


def archive(manager, _, creator):
    brand = manager.connection.request(
        "POST", "/v1/brands", headers=bearer(creator), body=json.dumps({"name": "Gone", "website": "https://gone.example", "description": ""})
    ).json()["id"]
    key = manager.create("archived", ["query"], [brand])
    return key["token"], f"/v1/brands/{brand}", request_bytes("DELETE", f"/v1/brands/{brand}", bearer(creator))


def rotate_now(manager, brands, _):
    key = manager.create("rotated", ["query"], None)
    return key["token"], "/v1/", manager.bytes("POST", f"/api-keys/{key['id']}/rotate", {"overlap_seconds": 0})


KINDS = [
    Kind("revoke", "key_revoked", revoke),
    Kind("narrowing of scopes", "scope_missing", narrow_scope),
    Kind("narrowing of brands", "brand_not_granted", narrow_brands),
    Kind("archive", "brand_archived", archive),
    Kind("rotate now", "key_rotated", rotate_now),
]


def judge(kind: str, code: str, trial: int, seed: int, shots: list[Shot], since: float) -> tuple[int, int]:
    """Every request sent since then got the one refusal; before, the key worked."""
    accepted, late = count(kind, code, trial, seed, shots, since)
    assert accepted, f"{kind}, trial {trial}, seed {seed}: the key never worked"
    return accepted, late


def count(kind: str, code: str, trial: int, seed: int, shots: list[Shot], since: float) -> tuple[int, int]:
    """How many were accepted before, and how many, sent since then, got the one refusal, which all of these must."""
    late = [shot for shot in shots if shot.sent > since]
    codes = Counter(json.loads(shot.body).get("code") if shot.status != 200 else 200 for shot in late)
    assert set(codes) == {code}, f"{kind}, trial {trial}, seed {seed}: {dict(codes)}"
    return sum(shot.status == 200 for shot in shots if shot.sent <= since), len(late)


@pytest.fixture(scope="module")
def scene():
    with agency() as org, server(org.program, environment={"LATCHKEY_LOG_LEVEL": "error"}) as running:
        manager = Manager(org, running)
        yield org, running, manager
        manager.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_is_accepted_after_the_answer(kind, scene, capsys):
    org, running, manager = scene
    seed = int(os.environ.get("PROMISE_SEED", random.randrange(1 << 32)))
    pick = random.Random(seed)
    creator = manager.create("maker of brands", ["create-brand", "query"], None)["token"]
    totals = Counter()

    async def trials():
        async with Hammer(running, CONNECTIONS) as hammer:
            for trial in range(TRIALS):
                token, path, taking = kind.prepare(manager, org.brand_ids()[:2], creator)
                call = request_bytes("GET", path, bearer(token))
                answer, shots = await hammer.against(
                    call, lambda: hammer.once(taking), before=pick.uniform(0.003, 0.03), after=2)
                assert answer.status in (200, 201), f"{kind.name}: {answer.status} {answer.body[:300]}"
                accepted, late = judge(kind.name, kind.code, trial, seed, shots, answer.answered)
                totals.update(accepted=accepted, late=late)

    asyncio.run(trials())
    with capsys.disabled():
        print(f"\n  seed {seed}: {TRIALS} × {kind.name}, {totals['accepted']} accepted before, 0 of {totals['late']} after", end=" ")


def test_nothing_is_accepted_after_the_expiry(scene, capsys):
    _, running, manager = scene
    totals = Counter()

    async def hammered(hammer, life):
        """The end of a key that lives so many seconds, and every shot at it; `None` where it was over before the key was made."""
        # To the millisecond, and rounded up: the moment itself is over.
        moment = datetime.datetime.fromtimestamp(int((time.time() + life) * 1000 + 1) / 1000, datetime.timezone.utc)
        expiry = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        made = manager.send(
            "POST", "/api-keys", {"name": "expiring", "scopes": ["query"], "brand_access": "all", "expires_at": expiry})
        if made.status == 422 and time.time() > moment.timestamp():
            return None
        assert made.status == 201, made

        async def passes():
            while (rest := moment.timestamp() - time.time()) > 0:
                await asyncio.sleep(rest)
            return Shot(0, time.monotonic(), 200, b"")

        token = made.json()["token"]
        end, shots = await hammer.against(request_bytes("GET", "/v1/", bearer(token)), passes, before=0, after=2)
        return end.answered, shots

    async def trials():
        async with Hammer(running, CONNECTIONS) as hammer:
            for trial in range(TRIALS):
                # A disk that pauses while a key is made may take all of a short life; such a key says nothing, so the next lives longer.
                accepted = late = 0
                for life in (0.06, 0.25, 1, 4, 16):
                    if found := await hammered(hammer, life):
                        accepted, late = count("expiry", "key_expired", trial, 0, found[1], found[0])
                    if accepted:
                        break
                assert accepted, f"expiry, trial {trial}: the key never worked"
                totals.update(accepted=accepted, late=late)

    asyncio.run(trials())
    with capsys.disabled():
        print(f"\n  {TRIALS} × expiry, {totals['accepted']} accepted before, 0 of {totals['late']} after", end=" ")


def test_another_process_on_the_same_data_knows_within_a_second(scene, capsys):
    org, running, manager = scene
    lags = []
    creator = manager.create("maker of brands", ["create-brand", "query"], None)["token"]
    with server(org.program) as second, Connection(second) as other:
        for kind in KINDS:
            for _ in range(5):
                token, path, taking = kind.prepare(manager, org.brand_ids()[:2], creator)
                deadline = time.monotonic() + 2
                while other.request("GET", path, headers=bearer(token)).status != 200:
                    assert time.monotonic() < deadline, f"{kind.name}: the second process does not know the key"

                async def take():
                    async with Hammer(running, 1) as hammer:
                        return await hammer.once(taking)

                answer = asyncio.run(take())
                assert answer.status in (200, 201)
                while (refused := other.request("GET", path, headers=bearer(token))).status == 200:
                    assert time.monotonic() < answer.answered + 5, f"{kind.name}: still accepted after 5 s"
                lags.append(time.monotonic() - answer.answered)
                assert refused.code == kind.code
                for _ in range(10):
                    assert other.request("GET", path, headers=bearer(token)).code == kind.code
    with capsys.disabled():
        print(f"\n  longest lag {max(lags) * 1000:.0f} ms", end=" ")
    assert max(lags) < 1.0


def test_foreign_and_missing_ids_are_told_apart_by_nothing(scene, capsys):
    """Bodies and headers to the byte, but for what the caller sent himself; time by its median, in alternation."""
    org, running, manager = scene
    program = org.program
    program.ok("org", "create", "--name", "Contoso", "--admin", "cy@contoso.example", "--password-stdin", input="a long password 1\n")
    foreign_org = next(each for each in program.json("org", "list") if each["name"] == "Contoso")
    foreign_key = program.json("key", "create", "--org", foreign_org["slug"], "--name", "theirs", "--scope", "query", "--all-brands")["id"]
    missing_key = "lk_" + "".join(random.choices("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", k=12))
    own = manager.base
    pairs = [
        ("GET", f"{own}/api-keys/{foreign_key}", f"{own}/api-keys/{missing_key}"),
        ("DELETE", f"{own}/api-keys/{foreign_key}", f"{own}/api-keys/{missing_key}"),
        ("GET", f"{own}/api-keys/{foreign_key}/usage", f"{own}/api-keys/{missing_key}/usage"),
        ("GET", f"/v1/organizations/{foreign_org['id']}/api-keys", "/v1/organizations/4711/api-keys"),
        ("GET", f"/v1/organizations/{foreign_org['id']}/api-keys/{foreign_key}", f"/v1/organizations/4711/api-keys/{missing_key}"),
    ]

    def seen(method, path):
        start = time.perf_counter()
        answer = manager.connection.request(method, path, headers={**bearer(manager.token), "X-Request-Id": "same"})
        elapsed = time.perf_counter() - start
        headers = sorted((name, value) for name, value in answer.headers if name.lower() not in ("date", "ratelimit"))
        text = answer.text
        for own_word in (foreign_key, missing_key, str(foreign_org["id"]), "4711"):
            text = text.replace(own_word, "·")
        return (answer.status, [(name, value if name.lower() != "content-length" else "·") for name, value in headers], text), elapsed

    for method, foreign, missing in pairs:
        times = {foreign: [], missing: []}
        for _ in range(150):
            order = [foreign, missing]
            random.shuffle(order)
            answers = {}
            for path in order:
                answers[path], elapsed = seen(method, path)
                times[path].append(elapsed)
            assert answers[foreign] == answers[missing]
            assert answers[foreign][0] == 404
        medians = [sorted(values)[len(values) // 2] for values in times.values()]
        with capsys.disabled():
            print(f"\n  {method} {foreign.split('/')[-1]}: {medians[0] * 1e6:.0f} and {medians[1] * 1e6:.0f} µs", end=" ")
        assert abs(medians[0] - medians[1]) < 0.3 * max(medians), f"{method} {foreign}: {medians}"
