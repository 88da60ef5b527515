"""The rules that keys keep to, from the command line: policy, four eyes, admin tokens; and what each mistake is told."""

import json
import re

import pytest
from support.agency import agency
from support.life import Life, days_between, eventually
from support.manager import Manager
from support.server import server
from support.wire import get

@pytest.fixture
def life():
    with agency() as org:
        yield Life(org)


# --- policy and four eyes --------------------------------------------------------------------------------------------


def test_the_policy_is_shown_and_changed_field_by_field(life):
    start = {"longest_life_days": None, "unused_days": None, "on_leak": "revoke", "four_eyes": False}
    assert life.json("policy show") == start
    assert life.json("policy set", "--longest-life", "30d") == {**start, "longest_life_days": 30, "awaits_approval": False}
    old = life.org.create_key("Old", ["query"], None)["id"]
    life.age(old, 61)
    rehearsed = life.json("policy set", "--unused", "60", "--dry-run")
    assert (rehearsed["keys_revoked"], rehearsed["awaits_approval"], rehearsed["policy"]["unused_days"]) == (1, False, 60)
    assert life.json("policy show")["unused_days"] is None
    assert "Nothing was changed. One key was unused" in life.text("policy set", "--unused", "60", "--dry-run")
    assert "One key was unused for so long" in life.text("policy set", "--unused", "60")
    assert life.json("policy set", "--unused", "60", "--on-leak", "flag")["unused_days"] == 60
    assert life.json("policy show") == {"longest_life_days": 30, "unused_days": 60, "on_leak": "flag", "four_eyes": False}
    for expiry in ("31d", "never"):
        assert "30 days at most" in life.refused("key create", "--name", "long", "--scope", "query", "--all-brands", "--expires", expiry)
    life.json("key create", "--name", "short", "--scope", "query", "--all-brands", "--expires", "30d")
    standard = life.json("key create", "--name", "standard", "--scope", "query", "--all-brands")
    assert days_between(standard["created_at"], standard["expires_at"]) == pytest.approx(30, abs=0.001)
    assert life.json("policy set", "--longest-life", "off", "--unused", "off")["longest_life_days"] is None
    text = life.text("policy show")
    assert "any" in text and "kept" in text and "flagged" in text


def test_four_eyes_hold_the_command_line_to_a_second_person(life):
    life.org.add_member("bea@northwind.example", "admin")
    brand = life.org.brand_ids()[0]
    life.text("policy set", "--four-eyes", "on")
    broad = life.json("key create", "--name", "Broad", "--scope", "query", "--all-brands")
    assert (broad["awaits_approval"], broad["state"]) == (True, "pending")
    narrow = life.json("key create", "--name", "Narrow", "--scope", "query", "--brand", str(brand))
    assert (narrow["awaits_approval"], narrow["state"]) == (False, "active")
    rehearsed = life.json("key edit", narrow["id"], "--all-brands", "--dry-run")
    assert rehearsed["awaits_approval"] is True
    widened = life.json("key edit", narrow["id"], "--all-brands")
    assert widened["awaits_approval"] is True and widened["brand_access"] == "specific"
    waits = life.json("approval list")
    assert [(each["kind"], each["key_id"], each["requested_by"], each["tampered"]) for each in waits] == [
        ("key", broad["id"], "command line", False), ("key_change", narrow["id"], "command line", False)]
    assert waits[1]["changes"] == {"brands": {"before": str(brand), "after": "all"}}
    assert waits[1]["grant"]["brands"] == "all" and waits[1]["grant"]["scopes"] == "query" and not waits[1]["outdated"]
    assert "beside it this one would" in life.refused("key edit", narrow["id"], "--scope", "query", "--scope", "configure")
    text = life.text("approval list")
    assert "Broad" in text and f"brands from {brand} to all" in text, text
    for each in waits:
        assert "asked for this yourself" in life.refused("approval approve", str(each["id"]))

    with server(life.program) as running:
        assert get(running, "/v1/", broad["token"]).code == "key_awaits_approval"
        manager = Manager(life.org, running)
        manager.send("POST", f"/approvals/{waits[0]['id']}/approve", expect=200)
        assert get(running, "/v1/", broad["token"]).status == 200
        # What a person asked for, the command line may agree to: a second pair of eyes.
        asked = manager.create("Asked", ["query"], None)
        assert asked["awaits_approval"] is True
        waiting = next(each for each in life.json("approval list") if each["key_id"] == asked["id"])
        assert waiting["requested_by"].startswith(life.org.admin)
        assert life.json("approval approve", str(waiting["id"]))["decision"] == "approved"
        eventually("the approved key works", lambda: get(running, "/v1/", asked["token"]).status == 200)
        manager.close()

    assert "Turned down" in life.text("approval reject", str(waits[1]["id"]))
    assert life.json("key show", narrow["id"])["brand_access"] == "specific" and life.json("approval list") == []
    assert life.text("approval list") == "Nothing waits for approval.\n"
    assert "99" in life.refused("approval approve", "99")
    # A new secret for a broad key is one thing, a longer life another.
    assert "second admin" in life.refused("key rotate", broad["id"], "--expires", "never")
    life.json("key rotate", broad["id"])
    # Switching it off needs four eyes too.
    assert life.json("policy set", "--four-eyes", "off") == {
        "longest_life_days": None, "unused_days": None, "on_leak": "revoke", "four_eyes": True, "awaits_approval": True}
    assert [each["changes"] for each in life.json("approval list")] == [{"four_eyes": {"before": "on", "after": "off"}}]


# --- admin tokens ----------------------------------------------------------------------------------------------------


def test_an_admin_token_is_made_for_an_admin_used_listed_and_ended(life):
    life.org.add_member("vic@northwind.example", "viewer")
    made = life.json("admin-token create", "--owner", life.org.admin, "--name", "Terraform", "--days", "7d")
    assert re.fullmatch(r"lka_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}", made["token"]) and made["token"].startswith(made["id"] + "_")
    assert (made["owner"], made["name"], made["state"]) == (life.org.admin, "Terraform", "active")
    assert "no admin" in life.refused("admin-token create", "--owner", "vic@northwind.example", "--name", "n")
    assert "no member" in life.refused("admin-token create", "--owner", "who@northwind.example", "--name", "n")
    assert "365" in life.refused("admin-token create", "--owner", life.org.admin, "--name", "n", "--days", "366")
    organization = life.program.json("org", "list")[0]["id"]
    with server(life.program) as running:
        path = f"/v1/organizations/{organization}/api-keys"
        assert get(running, path, made["token"]).status == 200
        assert get(running, "/v1/brands", made["token"]).code == "key_wrong_kind"
        (listed,) = life.json("admin-token list")
        assert "token" not in listed and listed["last_used_address"] == "127.0.0.1"
        assert "Terraform" in life.text("admin-token revoke", made["id"])
        eventually("the token ends", lambda: get(running, path, made["token"]).status == 401, seconds=1.5)
    assert life.json("admin-token list")[0]["state"] == "revoked"
    assert made["token"] not in life.text("admin-token list")
    key = life.org.create_key("k", ["query"], None)
    assert "admin token" in life.refused("admin-token revoke", key["id"])


# --- what each mistake is told ---------------------------------------------------------------------------------------

FULL = ("key create", "--name", "K", "--scope", "query", "--all-brands")
USAGE = 64

MISTAKES = {
    "a block with bits set behind the prefix": ((*FULL, "--address", "203.0.113.7/24"), r"203\.0\.113\.0/24", USAGE),
    "an address that is none": ((*FULL, "--address", "localhost"), r"--address.*203\.0\.113\.0/24", USAGE),
    "a limit of nothing": ((*FULL, "--limit", "0"), r"--limit.*60/10", USAGE),
    "a limit beyond all": ((*FULL, "--limit", "1000001"), r"1000000", USAGE),
    "a burst that is no number": ((*FULL, "--limit", "60/x"), r"60/10", USAGE),
    "a limit in three parts": ((*FULL, "--limit", "1/2/3"), r"60/10", USAGE),
    "an expiry that overflows": ((*FULL, "--expires", "99999999999999999y"), r"90d", USAGE),
    "an id without a hash": ((*FULL, "--secret-id", "lk_000000000000"), r"both", USAGE),
    "a hash without an id": ((*FULL, "--secret-sha256", "0" * 64), r"both", USAGE),
    "a hash too short": ((*FULL, "--secret-id", "lk_000000000000", "--secret-sha256", "0" * 63), r"64", USAGE),
    "an admin token's id": ((*FULL, "--secret-id", "lka_000000000000", "--secret-sha256", "0" * 64), r"admin token", 1),
    "an id that is taken": ((*FULL, "--secret-id", "{key}", "--secret-sha256", "0" * 64), r"taken", 1),
    "an edit of nothing": (("key edit", "{key}"), r"what to change", USAGE),
    "both kinds of brands": (("key edit", "{key}", "--brand", "1", "--all-brands"), r"either", USAGE),
    "both kinds of addresses": (("key edit", "{key}", "--address", "::1", "--any-address"), r"either", USAGE),
    "an edit of a revoked key": (("key edit", "{revoked}", "--name", "n"), r"revoked", 1),
    "an edit of nobody's key": (("key edit", "lk_000000000000", "--name", "n"), r"no key lk_0", 1),
    "an edit to no brand of ours": (("key edit", "{key}", "--brand", "999"), r"no brand 999", 1),
    "a rehearsal of what is not allowed": (("key edit", "{key}", "--brand", "999", "--dry-run"), r"no brand 999", 1),
    "an overlap too long": (("key rotate", "{key}", "--overlap", "8d"), r"7 days", 1),
    "an overlap that is no span": (("key rotate", "{key}", "--overlap", "tomorrow"), r"24h", USAGE),
    "a silence longer than the overlap": (("key rotate", "{key}", "--overlap", "1h", "--quiet", "2h"), r"overlap", 1),
    "a silence without an overlap": (("key rotate", "{key}", "--overlap", "0", "--quiet", "2h"), r"overlap", 1),
    "a rehearsal of a rotation that is not allowed": (("key rotate", "{key}", "--overlap", "8d", "--dry-run"), r"7 days", 1),
    "a rotation of a revoked key": (("key rotate", "{revoked}"), r"revoked", 1),
    "an end of no rotation": (("key finish-rotation", "{key}"), r"not being rotated", 1),
    "the traffic of no rotation": (("key traffic", "{key}"), r"not rotated", 1),
    "usage of no days": (("key usage", "{key}", "--days", "0"), r"days", USAGE),
    "usage of too many days": (("key usage", "{key}", "--days", "91"), r"1 to 90", USAGE),
    "a check of no operation": (("key check", "{key}", "--operation", "fly"), r"brands\.read", 1),
    "a check without a brand": (("key check", "{key}", "--operation", "brands.read"), r"which", 1),
    "a check from a block": (("key check", "{key}", "--operation", "query", "--address", "10.0.0.0/8"), r"one address", USAGE),
    "a state that is none": (("key list", "--state", "dead"), r"rotating", USAGE),
    "an order that is none": (("key list", "--sort", "size"), r"last-used", USAGE),
    "a policy of nothing": (("policy set",), r"what to change", USAGE),
    "a life of too many days": (("policy set", "--longest-life", "4000d"), r"3650", 1),
    "four eyes half open": (("policy set", "--four-eyes", "maybe"), r"on or off", USAGE),
    "a leak that is ignored": (("policy set", "--on-leak", "ignore"), r"(?s)revoke.*flag", USAGE),
    "a receipt of nobody's key": (("key receipt", "lk_000000000000"), r"no key lk_0", 1),
}


@pytest.fixture(scope="module")
def standing():
    with agency() as org:
        life = Life(org)
        key, revoked = org.create_key("existing", ["query"], None), org.create_key("revoked", ["query"], None)
        life.text("key revoke", revoked["id"])
        yield life, {"key": key["id"], "revoked": revoked["id"], "token": key["token"]}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_changes_nothing(mistake, standing):
    life, names = standing
    (command, *more), expected, status = MISTAKES[mistake]
    before = (life.json("key list"), life.json("policy show"), life.events())
    outcome = life.program.refused(*life.arguments(command, *[part.format(**names) for part in more]))
    assert re.search(expected, outcome.err) and outcome.status == status, outcome
    assert outcome.out == "", outcome
    assert (life.json("key list"), life.json("policy show"), life.events()) == before


@pytest.mark.parametrize(
    "place", [("key edit", "{key}", "--limit", "{token}"), ("key show", "{key}", "{token}"), ("key check", "{key}", "--operation", "{token}"),
              ("key create", "--name", "K", "--scope", "query", "--brand", "{token}"), ("{token}",), ("key rotate", "{token}", "--overlap", "x")],
    ids=["a limit", "one argument too many", "an operation", "a brand", "a command", "a key"])
def test_a_whole_key_in_the_wrong_place_is_not_printed_back(place, standing):
    life, names = standing
    outcome = life.program.run(*life.arguments(*[part.format(**names) for part in place]))
    assert 0 < outcome.status < 128, outcome
    assert names["token"][16:] not in outcome.out + outcome.err, outcome
