"""The life of a key from the command line: making, changing and rotating it."""

import hashlib
import json
import re
import stat
import subprocess
import time

import pytest
from support.agency import agency
from support.dashboard import TOKEN
from support.life import IMPACT_FIELDS, KEY_FIELDS, Life, eventually
from support.program import BINARY, Program
from support.server import server
from support.wire import get

COMMANDS = [
    *(("key", name) for name in (
        "create", "list", "show", "edit", "rotate", "traffic", "finish-rotation", "revoke", "receipt", "usage", "check", "hints", "narrow")),
    ("policy", "show"), ("policy", "set"), ("approval", "list"), ("approval", "approve"), ("approval", "reject"),
    ("admin-token", "create"), ("admin-token", "list"), ("admin-token", "revoke"),
]


@pytest.fixture
def life():
    with agency() as org:
        yield Life(org)


# --- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_names_every_option_with_words_beside_it(command, tmp_path):
    text = Program(tmp_path).ok(*command, "--help", data=False).out
    assert f"USAGE: latchkey {' '.join(command)}" in text and "--data" in text and "--json" in text, text
    listed = text.split("OPTIONS:\n")[1].splitlines()
    for line, following in zip(listed, [*listed[1:], ""], strict=True):
        if line.startswith("  -"):
            assert re.search(r"\S {2,}\S|> \w", line) or following.startswith(" " * 20), f"{line} is not explained:\n{text}"
    words = [line for line in text.splitlines() if not line.startswith("USAGE:")]
    assert max(map(len, words)) <= 80, "it does not fit a terminal"


# --- making and changing ---------------------------------------------------------------------------------------------


def test_a_key_is_made_with_every_part_of_its_grant(life):
    brand = life.org.brand_ids()[0]
    key = life.json(
        "key create", "--name", "Nightly", "--scope", "query", "--brand", str(brand), "--expires", "30d", "--address", "203.0.113.0/24",
        "--address", "2001:db8::7", "--limit", "60/10", "--rotates-itself")
    assert set(key) >= KEY_FIELDS | {"token", "awaits_approval"}
    assert TOKEN.fullmatch(key["token"]) and key["token"].startswith(key["id"]) and key["key"] == key["token"]
    assert (key["state"], key["scopes"], key["brand_access"], key["brand_ids"]) == ("active", ["query"], "specific", [brand])
    assert key["addresses"] == ["203.0.113.0/24", "2001:db8::7"] and key["limit"] == {"requests_per_minute": 60, "burst": 10}
    assert key["rotates_itself"] and not key["secret_supplied"] and not key["awaits_approval"]
    assert [key[name] for name in ("last_used_at", "last_used_address", "last_used_client", "replaces", "rotation")] == [None] * 5
    shown = life.json("key show", key["id"])
    assert set(shown) >= KEY_FIELDS | {"hints", "receipt"} and "token" not in shown and "key" not in shown
    sheet = life.text("key show", key["id"])
    for words in ("203.0.113.0/24, 2001:db8::7", "60 a minute, 10 at once", "Nightly", "query", "active"):
        assert words in sheet, sheet
    assert key["token"] not in sheet


def test_a_limit_without_a_burst_allows_a_minutes_requests_at_once(life):
    key = life.json("key create", "--name", "n", "--scope", "query", "--all-brands", "--limit", "60")
    assert key["limit"] == {"requests_per_minute": 60, "burst": 60}


def test_each_field_is_changed_alone_and_the_others_stay(life):
    first, second, _ = life.org.brand_ids()
    key = life.org.create_key("Plain", ["query", "configure"], [first], "--expires", "90d")
    before = life.json("key show", key["id"])

    def after(*change: str) -> dict:
        answer = life.json("key edit", key["id"], *change)
        assert (answer.pop("awaits_approval"), answer.pop("others_unchanged")) == (False, [])
        shown = life.json("key show", key["id"])
        assert (shown.pop("hints"), shown.pop("receipt")) == (None, None) and shown == answer
        changed = {name for name in KEY_FIELDS if answer[name] != previous[name]}
        previous.update(answer)
        return {name: answer[name] for name in changed}

    previous = dict(before)
    assert after("--name", "Renamed") == {"name": "Renamed"}
    assert after("--scope", "query") == {"scopes": ["query"]}
    assert after("--brand", str(second)) == {"brand_ids": [second]}
    assert after("--all-brands") == {"brand_access": "all", "brand_ids": []}
    assert after("--brand", str(first), "--brand", str(second)) == {"brand_access": "specific", "brand_ids": [first, second]}
    assert after("--expires", "never") == {"expires_at": None}
    assert after("--expires", "2099-01-01") == {"expires_at": "2099-01-02T00:00:00.000Z"}
    assert after("--address", "10.0.0.0/8") == {"addresses": ["10.0.0.0/8"]}
    assert after("--any-address") == {"addresses": []}
    assert after("--limit", "5") == {"limit": {"requests_per_minute": 5, "burst": 5}}
    assert after("--limit", "none") == {"limit": None}
    assert after("--rotates-itself") == {"rotates_itself": True}
    assert after("--no-rotates-itself") == {"rotates_itself": False}
    changes = life.events().count("key.changed")
    assert changes == 13
    assert after("--name", "Renamed") == {}
    assert life.events().count("key.changed") == changes, "what is like this already has an entry"


def test_people_are_told_before_and_after(life):
    key = life.org.create_key("Plain", ["query", "configure"], None)
    text = life.text("key edit", key["id"], "--scope", "query", "--limit", "60/10")
    assert re.search(r"scopes +query, configure +query\n", text) and re.search(r"limit +none +60 a minute, 10 at once", text), text
    assert "name" not in text
    assert "already" in life.text("key edit", key["id"], "--scope", "query")


def test_a_rehearsal_shows_the_impact_and_changes_nothing(life):
    first, second, _ = life.org.brand_ids()
    key = life.org.create_key("Watched", ["query"], [first, second])
    life.past(key["id"], 3, "brands.read", first, requests=40)
    life.past(key["id"], 2, "brands.read", second, requests=2)
    life.past(key["id"], 31, "brands.read", second, requests=1000)
    events = life.events()
    answer = life.json("key edit", key["id"], "--brand", str(first), "--dry-run")
    assert set(answer) == {"dry_run", "key", "impact", "awaits_approval", "others_unchanged"} and answer["dry_run"] is True
    assert answer["key"]["brand_ids"] == [first] and set(answer["impact"]) == IMPACT_FIELDS
    impact = answer["impact"]
    assert (impact["requests"], impact["considered"], impact["days"]) == (2, 42, 30)
    assert impact["brands"] == [{"brand_id": second, "requests": 2}]
    assert impact["reasons"] == [{"code": "brand_not_granted", "requests": 2}]
    assert [(source["address"], source["client"], source["requests"]) for source in impact["sources"]] == [("203.0.113.7", "looker/1", 2)]
    text = life.text("key edit", key["id"], "--brand", str(first), "--dry-run")
    assert "2 of the 42 requests" in text and "203.0.113.7" in text and "Nothing was changed" in text, text
    harmless = life.json("key edit", key["id"], "--address", "203.0.113.0/24", "--dry-run")["impact"]
    assert (harmless["requests"], harmless["considered"]) == (0, 42)
    ended = life.json("key revoke", key["id"], "--dry-run")
    assert ended["key"]["state"] == "revoked" and ended["impact"]["requests"] == 42
    rotated = life.json("key rotate", key["id"], "--overlap", "1h", "--dry-run")
    assert rotated["key"]["state"] == "rotating" and rotated["key"]["rotation"]["successor_id"] is None
    archived = life.json("brand archive", str(second), "--dry-run")
    assert archived["impact"]["requests"] == 2 and archived["impact"]["keys"] == [{"key_id": key["id"], "requests": 2}]
    assert life.json("key show", key["id"])["brand_ids"] == [first, second]
    assert life.events() == events


# --- a secret of one's own -------------------------------------------------------------------------------------------


def test_a_token_is_made_away_from_the_server_and_only_its_hash_travels(life, tmp_path):
    bare = Program(tmp_path / "nowhere")
    made = bare.ok("token", "new", "--json", data=False).json()
    assert TOKEN.fullmatch(made["token"]) and made["token"].startswith(made["id"] + "_")
    assert made["token_sha256"] == hashlib.sha256(made["token"].encode()).hexdigest()
    assert not (tmp_path / "nowhere").exists()
    key = life.json(
        "key create", "--name", "Own", "--scope", "query", "--all-brands", "--secret-id", made["id"], "--secret-sha256",
        made["token_sha256"].upper())
    assert (key["id"], key["token"], key["secret_supplied"]) == (made["id"], None, True)
    with server(life.program) as running:
        assert get(running, "/v1/", made["token"]).status == 200
        successor = bare.ok("token", "new", "--json", data=False).json()
        rotated = life.json(
            "key rotate", key["id"], "--secret-id", successor["id"], "--secret-sha256", successor["token_sha256"])
        assert rotated["token"] is None and rotated["key"]["id"] == successor["id"]
        eventually("the successor works", lambda: get(running, "/v1/", successor["token"]).status == 200)
    said = "".join(outcome.out + outcome.err for outcome in life.program.outcomes)
    assert made["token"] not in said and successor["token"] not in said


def test_a_token_goes_into_a_new_file_that_only_its_owner_reads(tmp_path):
    program, file = Program(tmp_path), tmp_path / "token"
    outcome = program.ok("token", "new", "--out", str(file), data=False)
    token = file.read_text()
    assert TOKEN.fullmatch(token) and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert token not in outcome.out and hashlib.sha256(token.encode()).hexdigest() in outcome.out and token[:15] in outcome.out
    again = program.refused("token", "new", "--out", str(file), data=False)
    assert "there already" in again.err and file.read_text() == token
    assert "cannot be made" in program.refused("token", "new", "--out", str(tmp_path / "no" / "file"), data=False).err


def test_a_token_that_could_not_be_printed_is_no_success(tmp_path):
    with open("/dev/full", "w") as full:
        done = subprocess.run([BINARY, "token", "new"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
    assert done.returncode == 1 and "could not be written" in done.stderr, done


# --- rotation --------------------------------------------------------------------------------------------------------


def test_a_running_server_takes_up_a_rotation_and_its_end_by_itself(life):
    key = life.org.create_key("Nightly", ["query"], None, "--limit", "600")
    with server(life.program) as running:
        assert get(running, "/v1/", key["token"]).status == 200
        answer = life.json("key rotate", key["id"], "--overlap", "24h", "--quiet", "6h")
        new, old = answer["key"], answer["rotated"]
        assert TOKEN.fullmatch(answer["token"]) and (old["id"], old["state"], new["replaces"]) == (key["id"], "rotating", key["id"])
        assert all(new[name] == key[name] for name in ("name", "scopes", "brand_access", "expires_at", "limit"))
        assert old["rotation"]["successor_id"] == new["id"] and old["rotation"]["quiet_seconds"] == 21_600
        assert old["rotation"]["finished"] is False
        eventually("the successor works", lambda: get(running, "/v1/", answer["token"]).status == 200)
        aging = eventually("the old key says that it ends", lambda: (
            lambda reply: reply if reply.header("Sunset") else None)(get(running, "/v1/", key["token"])))
        assert aging.status == 200
        traffic = eventually("both keys' requests are counted", lambda: (
            lambda report: report if report["old"] and report["new"] else None)(life.json("key traffic", key["id"])))
        assert traffic["stragglers"] == [] and traffic["quiet"] is False and traffic["old"][0]["address"] == "127.0.0.1"
        assert "THE OLD KEY" in life.text("key traffic", key["id"])
        assert "already" in life.refused("key rotate", key["id"])
        finished = life.json("key finish-rotation", key["id"])
        assert finished["state"] == "rotated" and finished["rotation"]["finished"] and finished["receipt"]["cause"] == "rotated"
        eventually("the old key ends", lambda: get(running, "/v1/", key["token"]).code == "key_rotated")
        assert get(running, "/v1/", answer["token"]).status == 200
        life.json("key edit", new["id"], "--scope", "ingest")
        eventually("a narrowing is taken up", lambda: get(running, f"/v1/brands/{life.org.brand_ids()[0]}", answer["token"]).code == "scope_missing")


def test_a_rotation_without_an_overlap_ends_the_old_key_at_once(life):
    key = life.org.create_key("Now", ["query"], None)
    text = life.text("key rotate", key["id"], "--overlap", "0", "--expires", "2099-01-01")
    token = TOKEN.search(text)
    assert token and "works no longer" in text and "only time" in text, text
    shown = life.json("key show", key["id"])
    assert shown["state"] == "rotated" and shown["receipt"]["cause"] == "rotated"
    assert life.json("key show", token.group(0)[:15])["expires_at"] == "2099-01-02T00:00:00.000Z"


def test_who_has_not_changed_over_is_named(life):
    key = life.org.create_key("Late", ["query"], None)
    life.text("key rotate", key["id"], "--overlap", "7d")
    life.past(key["id"], 0, "brands.list", requests=3)
    report = life.json("key traffic", key["id"])
    assert [(source["client"], source["accepted"]) for source in report["stragglers"]] == [("looker/1", 3)]
    text = life.text("key traffic", key["id"])
    assert "Not seen with the new key yet:\n  203.0.113.7 (looker/1)" in text, text
    successor = report["rotation"]["successor_id"]
    assert key["id"] in life.refused("key traffic", successor)
