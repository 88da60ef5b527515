"""The life of a key from the command line: ending it, watching it, taking away what it does not need."""

import json
import sqlite3

import pytest
from support.agency import agency
from support.life import KEY_FIELDS, Life, eventually
from support.server import server
from support.wire import Connection, get

@pytest.fixture
def life():
    with agency() as org:
        yield Life(org)


# --- the end, and its receipt ----------------------------------------------------------------------------------------


def test_a_revoke_prints_its_receipt_which_counts_what_was_refused_afterwards(life):
    key = life.org.create_key("Ends", ["query"], None)
    assert "no receipt" in life.refused("key receipt", key["id"])
    with server(life.program) as running:
        assert get(running, "/v1/", key["token"]).status == 200
        eventually("the use is written", lambda: life.json("key show", key["id"])["last_used_at"])
        answer = life.json("key revoke", key["id"])
        assert answer["state"] == "revoked" and set(answer) >= KEY_FIELDS | {"receipt"}
        eventually("the key ends", lambda: get(running, "/v1/", key["token"]).status == 401)
        for _ in range(3):
            assert get(running, "/v1/", key["token"]).code == "key_revoked"
        receipt = eventually("the refusals are counted", lambda: (
            lambda found: found if found["refusals_since"] == 4 else None)(life.json("key receipt", key["id"])))
    assert (receipt["key_id"], receipt["cause"], receipt["last_address"]) == (key["id"], "revoked", "127.0.0.1")
    # The command ends the key a moment before the server hears of it; what was accepted in between moves the moment.
    assert receipt["effective_at"] == max(answer["receipt"]["effective_at"], receipt["last_accepted_at"])
    again = life.json("key revoke", key["id"])
    assert again["receipt"] == receipt, "revoking twice is harmless, and says what the first did"
    sheet = life.text("key receipt", key["id"])
    assert receipt["effective_at"] in sheet and "Refused since  4" in sheet, sheet


# --- what a key does -------------------------------------------------------------------------------------------------


def test_usage_is_told_in_numbers_and_as_a_chart(life):
    first, second, _ = life.org.brand_ids()
    key = life.org.create_key("Busy", ["query"], [first])
    life.past(key["id"], 5, "brands.read", first, requests=100)
    life.past(key["id"], 40, "brands.read", first, requests=7)
    with server(life.program) as running, Connection(running) as connection:
        for _ in range(3):
            headers = {"Authorization": f"Bearer {key['token']}", "User-Agent": "etl/2"}
            assert connection.request("GET", "/v1/brands", headers=headers).status == 200
        assert connection.request("GET", f"/v1/brands/{second}", headers=headers).status == 403
        report = eventually("all is counted", lambda: (
            lambda found: found if found["accepted"] == 103 and found["refused"] == 1 else None)(life.json("key usage", key["id"])))
    assert {"key_id", "from", "until", "hours", "operations", "brands", "outcomes", "sources", "refusals"} <= set(report)
    assert {entry["operation"]: entry["requests"] for entry in report["operations"]} == {"brands.read": 101, "brands.list": 3}
    assert {entry["brand_id"]: entry["requests"] for entry in report["brands"]} == {first: 100, None: 4}
    assert {entry["outcome"]: entry["requests"] for entry in report["outcomes"]} == {"allowed": 103, "brand_not_granted": 1}
    assert [(call["code"], call["brand_id"], call["client"]) for call in report["refusals"]] == [("brand_not_granted", second, "etl/2")]
    assert {source["client"] for source in report["sources"]} == {"looker/1", "etl/2"}
    assert all(hour["accepted"] + hour["refused"] for hour in report["hours"]) and len(report["hours"]) in (2, 3)
    assert life.json("key usage", key["id"], "--days", "60")["accepted"] == 110
    assert life.json("key usage", key["id"], "--days", "2")["accepted"] == 3
    text = life.text("key usage", key["id"])
    assert "103 accepted, 1 refused." in text and "█" * 40 + " 100" in text and "3, 1 refused" in text, text
    assert f"{first} Fabrikam" in text and "brand_not_granted" in text
    quiet = life.org.create_key("Quiet", ["query"], None)
    assert "Last used: never" in life.text("key usage", quiet["id"])


def test_a_check_says_why_and_exits_as_a_test_does(life):
    first, second, third = life.org.brand_ids()
    key = life.org.create_key("Checked", ["query"], [first, second], "--address", "203.0.113.0/24")
    life.program.ok("brand", "archive", "--org", life.org.slug, str(second))
    there = ("--address", "203.0.113.9")

    def check(*more: str):
        outcome = life.program.run(*life.arguments("key check", key["id"], *more))
        assert outcome.err == "", outcome
        return outcome.status, outcome.out

    assert check("--operation", "query", "--brand", str(first), *there) == (0, "Allowed.\n")
    for more, code in [
        (("--operation", "query", "--brand", str(second), *there), "brand_archived"),
        (("--operation", "query", "--brand", str(third), *there), "brand_not_granted"),
        (("--operation", "configure", "--brand", str(first), *there), "scope_missing"),
        (("--operation", "brands.list"), "address_not_allowed"),
        (("--operation", "brands.list", "--address", "198.51.100.1"), "address_not_allowed"),
    ]:
        status, text = check(*more)
        assert status == 1 and f"Refused ({code})" in text and "An admin of Northwind Agency" in text, text
        status, text = check(*more, "--json")
        answer = json.loads(text)
        assert status == 1 and set(answer) == {"allowed", "operation", "brand_id", "code", "reason", "remedy"}
        assert (answer["allowed"], answer["code"]) == (False, code)
    status, text = check("--operation", "query", *there, "--json")
    assert status == 0 and json.loads(text) == {
        "allowed": True, "operation": "query", "brand_id": None, "code": None, "reason": None, "remedy": None}


def test_a_key_that_was_changed_in_the_database_is_checked_as_the_gate_would(life):
    key = life.org.create_key("Forged", ["query"], [life.org.brand_ids()[0]])
    with sqlite3.connect(life.program.data / "latchkey.sqlite") as database:
        database.execute("UPDATE api_keys SET brand_access = 'all' WHERE id = ?", (key["id"],))
    outcome = life.program.run(*life.arguments("key check", key["id"], "--operation", "query"))
    assert outcome.status == 1 and "key_sealed_wrong" in outcome.out, outcome
    assert life.json("key list")[0]["state"] == "tampered"


# --- least privilege -------------------------------------------------------------------------------------------------


def test_what_a_key_has_not_needed_is_found_and_taken_away(life):
    first, second, _ = life.org.brand_ids()
    wide = life.org.create_key("Wide", ["query", "create-brand"], [first, second])
    young = life.org.create_key("Young", ["query", "create-brand"], [first, second])
    assert life.json("key hints") == []
    for key in (wide, young):
        life.past(key["id"], 61, "brands.read", second, requests=5)
        life.past(key["id"], 1, "brands.read", first, requests=9)
    life.age(wide["id"], 70)
    expected = {"unused_scopes": ["create-brand"], "unused_brand_ids": [second], "days": 60}
    assert life.json("key hints") == [{"key_id": wide["id"], "hints": expected}]
    assert life.json("key hints", wide["id"])["hints"] == expected == life.json("key show", wide["id"])["hints"]
    assert life.json("key hints", young["id"])["hints"] is None
    assert f"the scope create-brand, nor the brand {second}" in life.text("key hints", wide["id"])
    assert "too early" in life.refused("key narrow", young["id"], "--yes")

    # Asked, and answered in three ways that are no yes.
    for answer in ("no\n", "\n", ""):
        assert "Nothing was changed" in life.refused("key narrow", wide["id"], input=answer)
    assert "--yes" in life.refused("key narrow", wide["id"], "--json")
    rehearsed = life.json("key narrow", wide["id"], "--dry-run")
    assert rehearsed["impact"]["requests"] == 0 and rehearsed["key"]["scopes"] == ["query"]
    assert sorted(life.json("key show", wide["id"])["scopes"]) == ["create-brand", "query"]

    text = life.text("key narrow", wide["id"], input="yes\n")
    assert "Changed" in text, text
    narrowed = life.json("key show", wide["id"])
    assert (narrowed["scopes"], narrowed["brand_ids"], narrowed["hints"]) == (["query"], [first], None)
    assert "too early" in life.text("key hints", wide["id"])


def test_narrowing_with_yes_asks_nothing(life):
    first, second, _ = life.org.brand_ids()
    key = life.org.create_key("Wide", ["query"], [first, second])
    life.past(key["id"], 61, "brands.read", first)
    life.past(key["id"], 1, "brands.read", first)
    life.age(key["id"], 70)
    assert life.json("key narrow", key["id"], "--yes")["brand_ids"] == [first]


# --- lists -----------------------------------------------------------------------------------------------------------


def test_keys_are_listed_by_state_and_in_every_order(life):
    made = {name: life.org.create_key(name, ["query"], None, "--expires", expiry)["id"]
            for name, expiry in (("b", "20d"), ("C", "never"), ("a", "10d"))}
    life.text("key revoke", made["C"])
    rotated = life.json("key rotate", made["b"], "--overlap", "1h")

    def names(*more: str) -> list[str]:
        return [key["name"] for key in life.json("key list", *more)]

    assert names("--sort", "name") == ["a", "b", "b", "C"] and names("--sort", "name", "--reverse") == ["C", "b", "b", "a"]
    assert names("--sort", "expires") == ["a", "b", "b", "C"]
    assert names()[-3:] == ["a", "C", "b"] and names("--reverse")[:3] == ["b", "C", "a"]
    assert names("--state", "revoked") == ["C"]
    assert [key["id"] for key in life.json("key list", "--state", "rotating")] == [made["b"]]
    assert sorted(key["id"] for key in life.json("key list", "--state", "active")) == sorted([made["a"], rotated["key"]["id"]])
    assert names("--state", "expired") == [] == names("--state", "pending")
    assert len(names("--limit", "2")) == 2 and names("--sort", "name", "--offset", "3") == ["C"]
    assert "4 in all" in life.text("key list", "--limit", "2")
