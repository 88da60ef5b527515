"""Reports of leaked keys to a running server."""

import json
import random
import time

import pytest
from support import tokens
from support.agency import agency
from support.life import Life, eventually
from support.server import launch, server
from support.wire import Connection, get, send_json

OFTEN = {"LATCHKEY_LEAKS_PER_MINUTE": "10000"}


@pytest.fixture
def life():
    with agency() as org:
        yield Life(org)


def test_a_reported_key_ends_within_a_second_and_only_the_real_one(life):
    leaked, spared = (life.org.create_key(name, ["query"], None) for name in ("Leaked", "Spared"))
    with server(life.program) as running:
        report = {"tokens": [leaked["key"], tokens.make(id=spared["id"]), tokens.make()], "url": f"https://paste.example/{leaked['key']}"}
        assert get(running, "/v1/", leaked["key"]).status == 200
        answer = send_json(running, "POST", "/v1/leaks", report)
        assert (answer.status, answer.json()) == (202, {"received": 3})
        eventually("the key ends", lambda: get(running, "/v1/", leaked["key"]).code == "key_revoked", seconds=1)
        assert get(running, "/v1/", spared["key"]).status == 200
        assert leaked["key"][-38:] not in running.log
    events = [event for event in life.json("audit list", "--limit", "50") if event["action"].startswith("key.leak")]
    assert len(events) == 1 and leaked["key"][-38:] not in json.dumps(events), events


def test_what_was_taken_is_seen_to_after_a_crash(life):
    keys = [life.org.create_key(f"Leaked {number}", ["query"], None) for number in range(20)]
    running = launch(life.program)
    try:
        assert send_json(running, "POST", "/v1/leaks", {"tokens": [key["key"] for key in keys]}).status == 202
    finally:
        running.kill()
    with server(life.program) as again:
        for key in keys:
            eventually("each key ends", lambda: get(again, "/v1/", key["key"]).code == "key_revoked")
    assert life.events().count("key.leaked") == 20 == life.events().count("key.revoked")
    assert life.program.json("audit", "verify")["intact"]


@pytest.mark.parametrize("response", ["revoke", "flag"])
def test_the_time_until_the_answer_does_not_say_which_tokens_are_real(life, response, capsys):
    """By its median, in alternation: a key that works, one that does not exist, and another secret behind a real id."""
    life.program.ok("policy", "set", "--org", life.org.slug, "--on-leak", response)
    real = [life.org.create_key(f"Key {number}", ["query"], None)["key"] for number in range(8)]
    kinds = {
        "real": lambda: random.choice(real),
        "unknown": lambda: tokens.make(),
        "pretending": lambda: tokens.make(id=tokens.public_id(random.choice(real))),
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    with server(life.program, environment=OFTEN) as running, Connection(running) as connection:
        for number in range(200):
            for kind in random.sample(list(kinds), len(kinds)):
                # Each from a place of its own, so that a real one is a new leak every time.
                body = json.dumps({"tokens": [kinds[kind]()], "url": f"https://paste.example/{number:04}"})
                start = time.perf_counter()
                answer = connection.request("POST", "/v1/leaks", body=body)
                times[kind].append(time.perf_counter() - start)
                assert (answer.status, answer.body) == (202, b'{"received":1}')
    medians = {kind: sorted(values)[len(values) // 2] for kind, values in times.items()}
    with capsys.disabled():
        print("\n  " + ", ".join(f"{kind} {median * 1e6:.0f} µs" for kind, median in medians.items()), end=" ")
    assert max(medians.values()) < 1.3 * min(medians.values()), medians
