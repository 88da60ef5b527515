"""The audit log as third parties check it: heads, exports, and every way to tamper with them."""

import base64
import hashlib
import http.server
import json
import re
import sqlite3
import subprocess
import threading
from contextlib import contextmanager

import pytest

from support.agency import agency, found
from support.dashboard import Dashboard
from support.program import ROOT, Program
from support.server import launch, server


def tamper(program: Program, *statements: str) -> None:
    """Edits the database as somebody with its file, but without the secret, would."""
    connection = sqlite3.connect(program.data / "latchkey.sqlite")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def cut(program: Program, last: int) -> None:
    """Cuts the log together with its head."""
    tamper(
        program, f"DELETE FROM audit_events WHERE sequence > {last}",
        f"UPDATE audit_head SET sequence = {last}, hash = (SELECT hash FROM audit_events WHERE sequence = {last})")


def length(program: Program) -> int:
    return program.json("audit", "verify")["entries"]


def faults(outcome) -> list[tuple[str, int | None]]:
    return [(fault["kind"], fault["entry"]) for fault in json.loads(outcome.out)["faults"]]


# --- a checker that shares nothing with the program but docs/audit.md -------------------------------------------------


def parts(*texts: object) -> bytes:
    return b"".join(f"{len(str(text).encode())}:".encode() + str(text).encode() for text in texts)


def is_signed(message: bytes, signature: str, pem: str, folder) -> bool:
    for name, content in (("message", message), ("signature", base64.b64decode(signature)), ("key.pem", pem.encode())):
        (folder / name).write_bytes(content)
    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "message", "-sigfile", "signature"],
        cwd=folder, capture_output=True)
    return done.returncode == 0


def entry_hash(entry: dict, previous: str) -> str:
    organization = "" if entry["organization_id"] is None else entry["organization_id"]
    covered = parts(
        entry["sequence"], entry["at"], organization, entry["actor_kind"], entry["actor"], entry["action"], entry["subject_kind"],
        entry["subject"], entry["detail"])
    return hashlib.sha256(bytes.fromhex(previous) + covered).hexdigest()


def head_message(head: dict) -> bytes:
    return parts("latchkey audit head v1", head["sequence"], head["at"], head["hash"])


def test_another_program_checks_an_export_by_its_description_and_the_public_key_alone(tmp_path):
    with agency() as org:
        org.create_key("Ünï \"quoted\" \\ 日本", ["query"], None)
        pem = org.program.ok("audit", "public-key", "--pem").out
        lines = [json.loads(line) for line in org.program.ok("audit", "export").out.splitlines()]
        previous = "00" * 32
        for number, entry in enumerate(lines[:-1], 1):
            assert (entry["type"], entry["sequence"]) == ("entry", number)
            assert entry["hash"] == entry_hash(entry, previous)
            previous = entry["hash"]
        head = lines[-1]
        assert (head["type"], head["sequence"], head["hash"]) == ("head", len(lines) - 1, previous)
        assert is_signed(head_message(head), head["signature"], pem, tmp_path)
        assert not is_signed(head_message({**head, "sequence": 1}), head["signature"], pem, tmp_path)

        lines = org.program.ok("audit", "export", "--org", org.slug).out.splitlines(keepends=True)
        end = json.loads(lines[-1])
        assert end["digest"] == hashlib.sha256("".join(lines[:-1]).encode()).hexdigest()
        message = parts(
            "latchkey audit excerpt v1", end["organization_id"], end["entries"], end["digest"], end["sequence"], end["at"], end["hash"])
        assert is_signed(message, end["signature"], pem, tmp_path)
        for entry in map(json.loads, lines[:-1]):
            assert entry["hash"] == entry_hash(entry, entry["previous"])


def test_the_command_in_the_documentation_checks_a_head(tmp_path):
    page = (ROOT / "docs" / "audit.md").read_text()
    block = next(each for each in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "openssl" in each)
    with agency() as org:
        export = org.program.ok("audit", "export").out
        (tmp_path / "heads.ndjson").write_text(export.splitlines()[-1] + "\n")
        (tmp_path / "audit.pem").write_text(org.program.ok("audit", "public-key", "--pem").out)
        script = "set -e\n" + "\n".join(line for line in block.splitlines() if "public-key" not in line)
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0 and "Verified Successfully" in done.stdout, done


# --- exports ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported():
    """A log, its exports, and what checks them."""
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        org.program.ok("key", "revoke", "--org", org.slug, key["id"])
        other = found(org.program, name="Other", admin="o@other.example", brands=1)
        yield {
            "program": org.program, "slug": org.slug, "other": other.slug,
            "public": org.program.ok("audit", "public-key").out.strip(),
            "whole": org.program.ok("audit", "export").out, "part": org.program.ok("audit", "export", "--org", org.slug).out,
        }


@pytest.mark.parametrize("kind", ["whole", "part"])
def test_an_export_is_intact_for_whoever_has_the_secret_or_the_public_key(exported, kind, tmp_path):
    file = tmp_path / "export"
    file.write_text(exported[kind])
    program = exported["program"]
    assert "intact" in program.ok("audit", "verify", "--file", str(file)).out
    stranger = Program(tmp_path / "nowhere")
    assert "intact" in stranger.ok("audit", "verify", "--file", str(file), "--public-key", exported["public"]).out
    answer = stranger.json("audit", "verify", "--file", str(file), "--public-key", exported["public"])
    assert answer["intact"] and answer["entries"] == len(exported[kind].splitlines()) - 1


EDITS = {
    "a name": lambda lines: [line.replace("Contoso", "Fabrikam Two") for line in lines],
    "a removal": lambda lines: lines[:2] + lines[3:],
    "a removal at the start": lambda lines: lines[1:],
    "a removal at the end": lambda lines: lines[:-2] + lines[-1:],
    "a cut": lambda lines: lines[:-1],
    "a half line": lambda lines: [*lines[:-1], lines[-1][:80]],
    "a swap": lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    "a copy": lambda lines: [*lines[:2], lines[1], *lines[2:]],
    "another line": lambda lines: [*lines, "{}\n"],
    "nothing": lambda lines: [],
}


@pytest.mark.parametrize("kind", ["whole", "part"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_export_is_refused_with_words_and_exit_status_1(exported, kind, edit, tmp_path):
    lines = exported[kind].splitlines(keepends=True)
    edited = EDITS[edit](lines)
    assert edited != lines
    file = tmp_path / "export"
    file.write_text("".join(edited))
    for flags in ((), ("--public-key", exported["public"])):
        outcome = exported["program"].refused("audit", "verify", "--file", str(file), *flags)
        assert outcome.status == 1 and "broken" in outcome.err, outcome
        outcome = exported["program"].run("audit", "verify", "--file", str(file), *flags, "--json")
        assert outcome.status == 1 and not json.loads(outcome.out)["intact"] and faults(outcome), outcome


def test_another_servers_key_does_not_accept_it(exported, tmp_path):
    file = tmp_path / "export"
    file.write_text(exported["whole"])
    with agency(brands=0) as other:
        key = other.program.ok("audit", "public-key").out.strip()
        assert key != exported["public"]
        assert "not signed" in other.program.refused("audit", "verify", "--file", str(file), "--public-key", key).err
        assert other.program.refused("audit", "verify", "--file", str(file)).status == 1


def test_mistakes_are_told(exported, tmp_path):
    program, stranger = exported["program"], Program(tmp_path / "nowhere")
    file = tmp_path / "export"
    file.write_text(exported["part"])
    for run, arguments, words in (
        (program, ("verify", "--file", "/no/such/file"), "/no/such/file"),
        (program, ("verify", "--heads", "/no/such/file"), "/no/such/file"),
        (program, ("verify", "--file", str(file), "--public-key", "abc"), "public-key"),
        (program, ("verify", "--public-key", exported["public"]), "--file"),
        (program, ("verify", "--file", str(file), "--heads", str(file)), "one organization"),
        (stranger, ("verify", "--file", str(file)), "--public-key"),
        (stranger, ("public-key",), "secret"),
        (program, ("export", "--output", str(file)), "already"),
        (program, ("export", "--output", str(tmp_path / "no" / "folder")), "cannot be written"),
        (program, ("export", "--org", "nobody"), "nobody"),
        (program, ("list", "--org", exported["slug"], "--action", "key.eaten"), "key.eaten"),
        (program, ("list", "--org", exported["slug"], "--since", "yesterday"), "yesterday"),
    ):
        assert words in run.refused("audit", *arguments).err
    assert file.read_text() == exported["part"]


def test_an_organizations_export_has_nothing_of_another(exported):
    assert "Other" not in exported["part"] and "other.example" not in exported["part"]
    assert "Northwind" not in exported["program"].ok("audit", "export", "--org", exported["other"]).out


def test_a_file_gets_its_name_when_it_is_whole_and_is_its_owners(exported, tmp_path):
    file = tmp_path / "export.ndjson"
    exported["program"].ok("audit", "export", "--output", str(file))
    assert file.read_text().splitlines()[:-1] == exported["whole"].splitlines()[:-1]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["export.ndjson"]


def test_a_broken_log_is_exported_without_a_signature():
    with agency() as org:
        length_before = length(org.program)
        tamper(org.program, "UPDATE audit_events SET actor = 'mallory' WHERE sequence = 2")
        outcome = org.program.refused("audit", "export")
        assert "entry 2" in outcome.err and "signature" not in outcome.out and len(outcome.out.splitlines()) == length_before


# --- heads -----------------------------------------------------------------------------------------------------------


def test_a_log_cut_with_its_head_is_found_by_an_exported_head(tmp_path):
    heads = tmp_path / "heads.ndjson"
    with agency(brands=3) as org:
        with server(org.program, environment={"LATCHKEY_AUDIT_HEAD_FILE": str(heads)}):
            pass
        last = length(org.program)
        assert [json.loads(line)["sequence"] for line in heads.read_text().splitlines()] == [last]
        assert "1 signed heads are in it" in org.program.ok("audit", "verify", "--heads", str(heads)).out

        cut(org.program, last - 1)
        # The log alone looks whole.
        org.program.ok("audit", "verify")
        outcome = org.program.run("audit", "verify", "--heads", str(heads), "--json")
        assert outcome.status == 1 and ("cut_off", last) in faults(outcome), outcome

        # The server, which knows the head, signs none, and says so; what it writes from here on does not hide it.
        running = launch(org.program, environment={"LATCHKEY_AUDIT_HEAD_FILE": str(heads)})
        org.add_brand("Another past")
        assert running.terminate() == 0
        assert "critical" in running.log and "does not follow from its last signed head" in running.log
        assert len(heads.read_text().splitlines()) == 1
        org.program.ok("audit", "verify")
        outcome = org.program.run("audit", "verify", "--heads", str(heads), "--json")
        assert outcome.status == 1 and faults(outcome) == [("rewritten", last)], outcome

        export = tmp_path / "export"
        org.program.ok("audit", "export", "--output", str(export))
        org.program.ok("audit", "verify", "--file", str(export))
        outcome = org.program.run("audit", "verify", "--file", str(export), "--heads", str(heads), "--json")
        assert outcome.status == 1 and faults(outcome) == [("rewritten", last)], outcome


def test_edited_heads_are_named_and_torn_ones_said(tmp_path):
    heads = tmp_path / "heads.ndjson"
    with agency() as org:
        for name in ("One", "Two"):
            org.add_brand(name)
            with server(org.program, environment={"LATCHKEY_AUDIT_HEAD_FILE": str(heads)}):
                pass
        first, second = heads.read_text().splitlines()
        heads.write_text(f"{first[:50]}\n{second}\n")
        assert "cut short" in org.program.ok("audit", "verify", "--heads", str(heads)).out
        for text in (first.replace('"sequence":', '"sequence":1'), first.replace('"at":1', '"at":2'), "{}", '{"type":"head"}'):
            heads.write_text(f"{text}\n{second}\n")
            assert "line 1" in org.program.refused("audit", "verify", "--heads", str(heads)).err


@contextmanager
def receiver(status: int):
    """Takes what is posted."""
    got: list[tuple[str, str, dict]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, self.headers["Content-Type"], json.loads(body)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    try:
        yield listener.server_address[1], got
    finally:
        listener.shutdown()


@pytest.mark.parametrize("status", [204, 500, 302])
def test_heads_are_posted_and_a_failure_is_said_without_the_address(status):
    with agency() as org, receiver(status) as (port, got):
        url = f"http://127.0.0.1:{port}/heads?token=hunter2"
        shown = Program(org.program.data, {"LATCHKEY_AUDIT_HEAD_URL": url}).ok("config", "show").out
        assert "hunter2" not in shown and "audit.head.url" in shown
        running = launch(org.program, environment={"LATCHKEY_AUDIT_HEAD_URL": url})
        assert running.terminate() == 0
        (path, kind, head), = got
        assert (path, kind, head["sequence"]) == ("/heads?token=hunter2", "application/json", length(org.program))
        assert ("was not delivered" in running.log) == (status != 204), running.log
        assert "hunter2" not in running.log


def test_a_receiver_that_is_not_there_does_not_hold_up_the_end():
    with agency() as org:
        running = launch(org.program, environment={"LATCHKEY_AUDIT_HEAD_URL": "http://127.0.0.1:9/"})
        assert running.terminate(15) == 0
        assert "was not delivered" in running.log


# --- denied attempts, and looking through the log --------------------------------------------------------------------


def test_a_member_who_is_denied_is_in_the_log_and_a_stranger_is_not():
    with agency() as org, server(org.program) as running:
        org.add_member("vic@northwind.example", "viewer")
        before = len(org.program.json("audit", "list", "--org", org.slug))
        stranger = Dashboard(running)
        stranger.open(f"/o/{org.slug}/keys/new")
        viewer = Dashboard(running)
        viewer.sign_in("vic@northwind.example", "correct horse battery staple 1")
        for _ in range(40):
            assert viewer.open(f"/o/{org.slug}/keys/new").status == 403
        denied = org.program.json("audit", "list", "--org", org.slug, "--action", "management.denied")
        assert len(denied) == 30
        newest = denied[0]
        assert newest["actor"] == "vic@northwind.example" and newest["subject"].startswith("organization:")
        assert newest["detail"]["reason"] and newest["detail"]["address"] == "127.0.0.1"
        # The pattern, not the path.
        assert newest["detail"]["attempt"].startswith("GET /o/") and org.slug not in newest["detail"]["attempt"]
        assert len(org.program.json("audit", "list", "--org", org.slug)) == min(50, before + 31)
        org.program.ok("audit", "verify")


def test_the_log_is_looked_through_page_by_page(exported):
    program, slug = exported["program"], exported["slug"]
    everything = program.json("audit", "list", "--org", slug)
    assert [each["action"] for each in everything[:2]] == ["key.revoked", "key.created"]
    pages, before = [], None
    while page := program.json("audit", "list", "--org", slug, "--limit", "2", *(("--before", str(before)) if before else ())):
        pages += page
        before = page[-1]["sequence"]
    assert pages == everything
    since = everything[1]["at"]
    assert program.json("audit", "list", "--org", slug, "--since", since) == everything[:2]
    assert program.json("audit", "list", "--org", slug, "--until", since) == everything[2:]
    key = everything[0]["subject"].removeprefix("key:")
    assert program.json("audit", "list", "--org", slug, "--key", key) == everything[:2]
    assert program.json("audit", "list", "--org", slug, "--actor", "COMMAND", "--action", "key.revoked") == everything[:1]
