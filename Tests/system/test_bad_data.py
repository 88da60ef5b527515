"""Data directories that are not as they should be: a clear sentence, and nothing is lost."""

import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from support.agency import agency, data_directory
from support.life import eventually
from support.program import Program
from support.server import server
from support.wire import get

# Some tests need an account that permissions hold back; as root they run the program as this one.
NOBODY = 65534


def fingerprint(folder: Path) -> dict[str, str]:
    """What every file holds; of a database its content, since SQLite may move pages from its log into the file at any time."""
    prints = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(("-wal", "-shm")):
            prints[str(path.relative_to(folder))] = hashlib.sha256(content_of(path)).hexdigest()
    return prints


def content_of(path: Path) -> bytes:
    if path.read_bytes()[:15] != b"SQLite format 3":
        return path.read_bytes()
    with tempfile.TemporaryDirectory() as copies:
        for part in path.parent.glob(path.name + "*"):
            shutil.copy(part, copies)
        connection = sqlite3.connect(Path(copies) / path.name)
        try:
            return "\n".join(connection.iterdump()).encode()
        except sqlite3.DatabaseError:
            return path.read_bytes()
        finally:
            connection.close()


def refuses_everything(program: Program, *words: str) -> None:
    """Both the server and a command say no, with these words, and leave the files alone."""
    before = fingerprint(program.data) if program.data.is_dir() else None
    for arguments in (("serve", "--port", "0"), ("org", "list")):
        outcome = program.refused(*arguments, seconds=30)
        for word in words:
            assert word.lower() in outcome.err.lower(), f"'{word}' is not said:\n{outcome}"
    if before is not None:
        assert fingerprint(program.data) == before, "something was changed"


def database(program: Program) -> Path:
    """The one SQLite file in the data directory."""
    found = [path for path in program.data.iterdir() if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3"]
    assert len(found) == 1, list(program.data.iterdir())
    return found[0]


def works(org, key: dict) -> None:
    """After what was wrong is mended, all is as before."""
    with server(org.program) as running:
        assert get(running, "/v1/brands", key["key"]).status == 200
    org.program.ok("audit", "verify")


def test_a_file_in_place_of_the_directory():
    with data_directory() as data:
        data.write_text("my letters")
        refuses_everything(Program(data), "not a directory", "--data")
        assert data.read_text() == "my letters"


def test_a_directory_that_may_not_be_read():
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        if os.geteuid() != 0:
            org.program.data.chmod(0)
            refused = org.program.refused("org", "list")
            org.program.data.chmod(0o700)
        else:
            os.chmod(org.program.data.parent, 0o755)
            refused = as_nobody(org.program, "org", "list")
        assert str(org.program.data) in refused.err or "read" in refused.err, refused
        works(org, key)


def as_nobody(program: Program, *arguments: str) -> subprocess.CompletedProcess:
    """As `refused`, under an account without rights. The executable is copied to where that account can read it."""
    from support.program import BINARY, CRASH_MARKS

    place = program.data.parent / "bin"
    place.mkdir(mode=0o755, exist_ok=True)
    copy = place / "latchkey"
    if not copy.exists():
        shutil.copy(BINARY, copy)
        copy.chmod(0o755)
    done = subprocess.run(
        [str(copy), *arguments, "--data", str(program.data)], capture_output=True, text=True, env=program.environment,
        user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", timeout=60)
    assert 0 < done.returncode < 128, done
    assert done.stderr.strip() and not any(mark in done.stderr for mark in CRASH_MARKS), done
    assert done.returncode != 127 and "error while loading" not in done.stderr, done
    return type("Refused", (), {"err": done.stderr, "__str__": lambda self: repr(done)})()


def test_a_database_of_another_program():
    with data_directory() as data:
        with agency() as org:
            name = database(org.program).name
        data.mkdir()
        connection = sqlite3.connect(data / name)
        connection.execute("CREATE TABLE recipes (title TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('bread')")
        connection.commit()
        connection.close()
        refuses_everything(Program(data), "another program")
        assert sqlite3.connect(data / name).execute("SELECT title FROM recipes").fetchall() == [("bread",)]


@pytest.mark.parametrize("content", [b"not a database at all" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000], ids=["text", "torn header"])
def test_a_database_that_is_none(content):
    with agency() as org:
        path = database(org.program)
        for log in path.parent.glob(path.name + "-*"):
            # The write-ahead log may hold every page; with it, SQLite mends the file.
            log.unlink()
        path.write_bytes(content)
        refuses_everything(org.program, "database")


def test_a_database_from_a_newer_version():
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        connection = sqlite3.connect(database(org.program))
        connection.execute("INSERT INTO schema_migrations (version, applied_at) VALUES (9999, 0)")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        refuses_everything(org.program, "9999", "newer")
        connection = sqlite3.connect(database(org.program))
        connection.execute("DELETE FROM schema_migrations WHERE version = 9999")
        connection.commit()
        connection.close()
        works(org, key)


def test_a_missing_secret():
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        path = org.program.data / "latchkey.secret"
        kept = path.read_bytes()
        path.unlink()
        refuses_everything(org.program, "secret", "restore")
        assert not path.exists(), "a new secret was made over the loss of the old one"
        path.write_bytes(kept)
        path.chmod(0o600)
        works(org, key)


def test_a_wrong_secret():
    with agency() as org, agency() as other:
        key = org.create_key("k", ["query"], None)
        path = org.program.data / "latchkey.secret"
        kept = path.read_bytes()
        path.write_bytes((other.program.data / "latchkey.secret").read_bytes())
        refuses_everything(org.program, "secret", "restore")
        path.write_bytes(kept)
        works(org, key)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe\x00", b"!" * 44], ids=["empty", "short", "binary", "no base64"])
def test_a_secret_that_is_none(content):
    with agency() as org:
        (org.program.data / "latchkey.secret").write_bytes(content)
        refuses_everything(org.program, "secret")


def test_a_secret_that_others_may_read():
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        path = org.program.data / "latchkey.secret"
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o644)
        refuses_everything(org.program, "chmod 600")
        path.chmod(0o600)
        works(org, key)


def test_a_port_in_use():
    with agency() as org, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = org.program.refused("serve", "--port", str(taken.getsockname()[1]), seconds=30)
        assert "in use" in outcome.err and "--port" in outcome.err, outcome


@pytest.mark.parametrize("flags", [("--port", "70000"), ("--port", "x"), ("--host", "999.1.1.1"), ("--host", "host.invalid")])
def test_an_address_that_makes_no_sense(flags):
    with agency() as org:
        org.program.refused("serve", *flags, *(() if flags[0] == "--port" else ("--port", "0")), seconds=60)


def test_a_directory_that_is_not_there_is_not_made_by_a_command_that_only_reads():
    with data_directory() as data:
        program = Program(data)
        for arguments in (("org", "list"), ("audit", "verify"), ("key", "list", "--org", "x")):
            assert str(data) in program.refused(*arguments).err
        assert not data.exists()


@pytest.mark.parametrize("statement", [
    "UPDATE audit_events SET detail = '{\"name\":\"Innocent\"}' WHERE sequence = 2",
    "UPDATE audit_events SET actor = 'someone@else.example' WHERE sequence = 2",
    "UPDATE audit_events SET organization_id = organization_id || 'x' WHERE sequence = 2",
    "UPDATE audit_events SET organization_id = organization_id + 0.5 WHERE sequence = 2",
    "UPDATE api_keys SET organization_id = organization_id || 'x'",
    "DELETE FROM audit_events WHERE sequence = (SELECT max(sequence) FROM audit_events)",
    "DELETE FROM audit_events WHERE sequence = 2",
])
def test_an_edited_audit_log_is_noticed(statement):
    with agency() as org:
        org.create_key("k", ["query"], None)
        org.program.ok("audit", "verify")
        connection = sqlite3.connect(database(org.program))
        assert connection.execute(statement).rowcount == 1
        connection.commit()
        connection.close()
        outcome = org.program.run("audit", "verify")
        assert 0 < outcome.status < 128, outcome
        assert any(character.isdigit() for character in outcome.out + outcome.err), outcome


@pytest.mark.parametrize("change", [
    "scopes = '[\"query\",\"configure\",\"create-brand\",\"ingest\"]'", "scopes = 'query configure'", "brand_access = 'all'", "expires_at = NULL",
    "brands = '[1,2,3]'", "digest = zeroblob(32)",
    # A conversion would read these as they were, and a comparison would not find them.
    "organization_id = organization_id || 'x'", "organization_id = organization_id + 0.5", "scopes = scopes || char(0)",
])
def test_a_key_edited_in_the_database_is_refused_as_such(change):
    with agency() as org:
        key = org.create_key("k", ["query"], [org.brand_ids()[0]], "--expires", "30d")
        connection = sqlite3.connect(database(org.program))
        assert connection.execute(f"UPDATE api_keys SET {change}").rowcount == 1
        connection.commit()
        connection.close()
        with server(org.program) as running:
            answer = get(running, "/v1/brands", key["key"])
            assert (answer.status, answer.code) == (401, "key_sealed_wrong"), answer
            log = running.log
        assert "critical" in log and key["id"] in log, log[-2000:]


def edit(program: Program, statement: str) -> None:
    connection = sqlite3.connect(database(program))
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()


@pytest.mark.parametrize("statement", [
    "UPDATE organization_policies SET four_eyes = 0, on_leak = 'flag'", "DELETE FROM organization_policies",
], ids=["edited", "removed"])
def test_a_policy_edited_in_the_database_counts_as_the_strictest(statement):
    with agency() as org:
        org.program.ok("policy", "set", "--org", org.slug, "--four-eyes", "on")
        edit(org.program, statement)
        policy = org.program.json("policy", "show", "--org", org.slug)
        assert policy["four_eyes"] is True and policy["on_leak"] == "revoke", policy
        assert "policy of organization" in org.program.refused("audit", "verify").err
        with server(org.program) as running:
            eventually("it is said at critical", lambda: "critical The key policy" in running.log)


@pytest.mark.parametrize("change", ["name = 'Innocent'", "name = CAST(name AS BLOB)", "created_by = 'someone@else.example'"])
def test_what_is_said_about_a_key_is_checked_and_keeps_nobody_from_ending_it(change):
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        with server(org.program) as running:
            assert get(running, "/v1/brands", key["key"]).status == 200
            edit(org.program, f"UPDATE api_keys SET {change}")
            assert key["id"] in org.program.refused("audit", "verify").err
            assert key["id"] in org.program.ok("key", "list", "--org", org.slug).out
            org.program.ok("key", "revoke", "--org", org.slug, key["id"])
            eventually("the key is refused", lambda: get(running, "/v1/brands", key["key"]).code == "key_revoked")


def test_entries_put_into_the_log_keep_no_revoke_from_being_in_force():
    with agency() as org:
        key = org.create_key("k", ["query"], None)
        with server(org.program) as running:
            ahead = "SELECT 1000000000000, at, organization_id, actor_kind, actor, action, subject_kind, subject, detail, hash, seal"
            edit(org.program, f"INSERT INTO audit_events {ahead} FROM audit_events WHERE sequence = 1")
            later = org.create_key("later", ["query"], None)
            eventually("the server goes on", lambda: get(running, "/v1/brands", later["key"]).status == 200)
            org.program.ok("key", "revoke", "--org", org.slug, key["id"])
            eventually("the key is refused", lambda: get(running, "/v1/brands", key["key"]).code == "key_revoked")
