"""`latchkey scan`: where it looks, what it prints, how it exits, what `--revoke` does."""

import json
import os
from pathlib import Path

import pytest
from support import tokens
from support.agency import agency
from support.life import Life, eventually
from support.program import Program
from support.server import server
from support.tokens import public_id
from support.wire import get


class Scan:
    """`latchkey scan` in a folder, without a server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = Program(folder / "no-data")

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *arguments, expect: int, input: str | None = None):
        outcome = self.program.run("scan", *map(str, arguments), data=False, input=input)
        assert outcome.status == expect, outcome
        return outcome

    def json(self, *arguments, expect: int = 1, input: str | None = None) -> dict:
        return self.run(*arguments, "--json", expect=expect, input=input).json()

    def found(self, *arguments, **more) -> dict[str, list[dict]]:
        """The places of each public id."""
        return {token["id"]: token["places"] for token in self.json(*arguments, **more)["tokens"]}


@pytest.fixture
def scan(tmp_path):
    return Scan(tmp_path)


def places(found: list[dict]) -> list[tuple]:
    return [(place["path"], place["line"], place["column"]) for place in found]


# --- what is printed, and how it exits -------------------------------------------------------------------------------


def test_ids_and_places_are_printed_and_never_a_secret(scan):
    key, admin = tokens.make(), tokens.make("lka_")
    env = scan.write("site/.env", f"# settings\nKEY={key}\n")
    script = scan.write("site/jobs/nightly.sh", f'curl -H "Authorization: Bearer {admin}" …\necho {key}{admin}\n')
    for arguments in ((scan.folder / "site",), (env, script), ("--json", scan.folder / "site")):
        outcome = scan.run(*arguments, expect=1)
        for token in (key, admin):
            assert public_id(token) in outcome.out and token[-38:] not in outcome.out + outcome.err, outcome
    text = scan.run(scan.folder / "site", expect=1).out
    assert f"{public_id(key)}: an API key" in text and f"{public_id(admin)}: an admin token" in text
    assert f"{env}:2:5" in text and f"{script}:1:32" in text and "Found 2 tokens in 4 places." in text and "2 files" in text, text
    answer = scan.json(scan.folder / "site")
    assert set(answer) == {"tokens", "skipped", "complete", "compared", "files", "repositories", "objects", "bytes"}
    assert [(token["id"], token["kind"], token["known"], token["receipt"]) for token in answer["tokens"]] == [
        (public_id(key), "key", None, None), (public_id(admin), "admin_token", None, None)]
    assert places(answer["tokens"][0]["places"]) == [(str(env), 2, 5), (str(script), 2, 6)]
    assert answer["tokens"][0]["places"][0]["offset"] == 15
    assert (answer["complete"], answer["compared"], answer["files"]) == (True, False, 2)


def test_nothing_found_exits_0(scan):
    token = tokens.make()
    wrong = token[:20] + ("a" if token[20] != "a" else "b") + token[21:]
    scan.write("a.txt", f"{wrong}\n{token[:-1]}\n{token[:30]} {token[30:]}\nlk_{'x' * 12}_{'y' * 38}\n")
    scan.write("empty", b"")
    assert "No token found." in scan.run(scan.folder, expect=0).out
    assert scan.json(scan.folder, expect=0)["tokens"] == []


def test_what_could_not_be_looked_at_is_named_and_exits_2_unless_something_was_found(scan):
    there, gone = scan.write("there", "nothing"), scan.folder / "gone"
    outcome = scan.run(there, gone, expect=2)
    assert str(gone) in outcome.err and "No such file" in outcome.err and "could not be looked at" in outcome.out
    scan.write("there", tokens.make())
    answer = scan.json(gone, there)
    assert [skipped["path"] for skipped in answer["skipped"]] == [str(gone)] and not answer["complete"]


def test_standard_input_is_read_to_its_end(scan):
    token = tokens.make()
    found = scan.found("-", input="x" * 3_000_000 + f"\n  {token}")
    assert places(found[public_id(token)]) == [(None, 2, 3)]
    assert found[public_id(token)][0]["kind"] == "standard_input"


def test_without_a_path_or_a_server_to_ask_it_refuses_with_2(scan):
    assert 0 < scan.program.run("scan", data=False).status < 128
    token = scan.write("token", tokens.make())
    outcome = scan.program.run("scan", str(token), "--revoke")
    assert outcome.status == 2 and len(outcome.err) > 20, outcome


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_token_is_found_in_whatever_stands_around_it(scan):
    made = [tokens.make() for _ in range(7)]
    contents = {
        "binary": os.urandom(1 << 16) + made[0].encode() + os.urandom(1 << 16),
        "utf-16-le": "\ufeff".encode("utf-16-le") + f"naïve = {made[1]}\r\n".encode("utf-16-le"),
        "utf-16-be": "\ufeff".encode("utf-16-be") + f"\n{made[2]}".encode("utf-16-be"),
        "one-line.json": json.dumps({"a": "x" * 2_000_000, "key": made[3]}).encode(),
        "no-utf-8": b"\xff\xfe\xff" + made[4].encode() + b"\x80",
        "zeros": b"\0" * 5000 + made[5].encode() + b"\0",
        "within": f"A{made[6]}B".encode(),
    }
    for name, content in contents.items():
        scan.write(f"mixed/{name}", content)
    found = scan.found(scan.folder / "mixed")
    assert set(found) == {public_id(token) for token in made}, found


@pytest.mark.parametrize("before", [(1 << 20) - 54, (1 << 20) - 53, (1 << 20) - 1, (1 << 20) - 16, 1 << 20])
def test_a_token_is_found_where_the_pieces_meet_that_a_file_is_read_in(scan, before):
    token = tokens.make()
    path = scan.write("big", b"." * before + token.encode() + b"." * 100)
    assert scan.found(path)[public_id(token)][0]["offset"] == before


def test_a_large_file_is_read_to_its_end(scan):
    token = tokens.make()
    path = scan.folder / "large"
    with path.open("wb") as file:
        file.truncate(32 << 20)
        file.seek(0, os.SEEK_END)
        file.write(token.encode())
    assert scan.found(path)[public_id(token)][0]["offset"] == 32 << 20


def test_symbolic_links_are_followed_only_when_named(scan):
    token = tokens.make()
    outside = scan.write("outside/secret", token)
    inside = scan.folder / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "tree").symlink_to(outside.parent)
    (inside / "loop").symlink_to(inside)
    (inside / "dangling").symlink_to("nowhere")
    os.mkfifo(inside / "pipe")
    assert scan.json(inside, expect=0)["complete"], "a link or a pipe within a directory is passed over in silence"
    assert places(scan.found(inside / "link")[public_id(token)]) == [(str(inside / "link"), 1, 1)]
    assert public_id(token) in scan.found(inside / "tree")
    assert "No such file" in scan.run(inside / "dangling", expect=2).err


def test_names_are_looked_at_too_and_printed_without_secret_or_escape(scan):
    token, other = tokens.make(), tokens.make()
    scan.write(f"names/export-{token}.csv", "nothing")
    scan.write("names/\x1b[31mred\n", other)
    scan.write(os.fsdecode(b"names/\xff\xfe"), other)
    outcome = scan.run(scan.folder / "names", expect=1)
    assert token[-38:] not in outcome.out + outcome.err and "(in its name)" in outcome.out
    assert "\x1b" not in outcome.out and "red\n" not in outcome.out, repr(outcome.out)
    found = scan.found(scan.folder / "names")
    assert found[public_id(token)][0]["kind"] == "file_name" and len(found[public_id(other)]) == 2


def test_a_tree_may_be_deep(scan):
    token = tokens.make()
    scan.write("d/" * 300 + "file", token)
    assert public_id(token) in scan.found(scan.folder)


# --- a server's judgement, and --revoke ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def life():
    with agency() as org:
        yield Life(org)


def compared(life, *arguments, status: int = 1) -> dict[str, dict]:
    outcome = life.program.run("scan", *map(str, arguments), "--json")
    assert outcome.status == status, outcome
    answer = outcome.json()
    assert answer["compared"]
    return {token["id"]: token for token in answer["tokens"]}


def test_a_server_says_of_each_whether_it_is_its_own(life, tmp_path):
    key, ended = (life.org.create_key(name, ["query"], None) for name in ("Looker", "Old one"))
    life.text("key revoke", ended["id"])
    forged, strange = tokens.make(id=key["id"]), tokens.make()
    path = tmp_path / "found.txt"
    path.write_text("\n".join([key["key"], ended["key"], forged, strange]))
    outcome = life.program.run("scan", str(path))
    assert outcome.status == 1 and 'of Northwind Agency, "Looker", active' in outcome.out, outcome
    assert outcome.out.count("not of this server") == 2 and '"Old one", revoked' in outcome.out, outcome
    answer = json.loads(life.program.run("scan", str(path), "--json").out)["tokens"]
    assert [(token["known"] or {}).get("state") for token in answer] == ["active", "revoked", None, None]
    assert answer[0]["known"] == {
        "organization_id": 1, "organization": "Northwind Agency", "name": "Looker", "state": "active", "live": True, "revoked_now": False}
    assert life.json("key show", key["id"])["state"] == "active", "looking changes nothing"


def test_the_environment_names_a_server_too(life, tmp_path):
    key = life.org.create_key("In the environment", ["query"], None)
    (tmp_path / "found").write_text(key["key"])
    program = Program(tmp_path, {"LATCHKEY_DATA": str(life.program.data)})
    outcome = program.run("scan", str(tmp_path / "found"), data=False)
    assert outcome.status == 1 and '"In the environment", active' in outcome.out, outcome


def test_revoke_ends_what_is_of_the_server_and_nothing_that_only_looks_like_it(life, tmp_path):
    life.program.ok("policy", "set", "--org", life.org.slug, "--on-leak", "flag")
    leaked, spared = (life.org.create_key(name, ["query"], None) for name in ("Leaked", "Spared"))
    admin = life.program.json("admin-token", "create", "--org", life.org.slug, "--owner", life.org.admin, "--name", "CI")
    path = tmp_path / "found.txt"
    path.write_text("\n".join([leaked["key"], tokens.make(id=spared["id"]), admin["token"], tokens.make(), leaked["key"]]))
    with server(life.program) as running:
        assert get(running, "/v1/", leaked["key"]).status == 200
        eventually("the use is written", lambda: life.json("key show", leaked["id"])["last_used_at"])
        done = compared(life, path, "--revoke")
        eventually("the key ends", lambda: get(running, "/v1/", leaked["key"]).code == "key_revoked", seconds=1.5)
        assert get(running, "/v1/", spared["key"]).status == 200
        assert get(running, "/v1/organizations/1", admin["token"]).status == 401
    assert done[leaked["id"]]["known"]["revoked_now"] and done[leaked["id"]]["receipt"]["last_address"] == "127.0.0.1"
    assert done[admin["id"]]["known"]["state"] == "revoked" and done[spared["id"]]["known"] is None
    event = next(event for event in life.json("audit list", "--limit", "50") if event["action"] == "key.leaked")
    assert event["detail"]["reported_by"] == "scan" and str(path) in event["detail"]["place"], event

    count = len(life.events())
    again = life.program.run("scan", str(path), "--revoke")
    assert again.status == 1 and "Revoked before," in again.out and leaked["key"][-38:] not in again.out, again
    assert len(life.events()) == count, "a leak that is known is written down once"
    assert life.program.json("audit", "verify")["intact"]
