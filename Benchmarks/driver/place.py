"""Data directories and processes to measure on."""

import base64
import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

SERVER_CORE, CLIENT_CORE = "0", "1"


@contextmanager
def folder():
    path = Path(tempfile.mkdtemp(prefix="latchkey-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LATCHKEY_")}


class Latchkey:
    """The command line on one data directory."""

    def __init__(self, root: Path, data: Path) -> None:
        self.program = Path(os.environ.get("LATCHKEY_BINARY", root / ".build" / "release" / "latchkey"))
        self.data = data

    def json(self, *arguments: str, text: str = ""):
        done = subprocess.run(
            [str(self.program), *arguments, "--json", "--data", str(self.data)], input=text, capture_output=True, text=True,
            env=clean_environment())
        assert done.returncode == 0, done
        return json.loads(done.stdout)


def found(root: Path, data: Path) -> tuple[Latchkey, str, list[int], str]:
    """An organization with three brands and a key for all: the program, the slug, the brands, the token."""
    program = Latchkey(root, data)
    program.json("org", "create", "--name", "Bench", "--admin", "bench@bench.example", "--password-stdin", text="a password to measure with\n")
    slug = program.json("org", "list")[0]["slug"]
    brands = [
        program.json("brand", "create", "--org", slug, "--name", name, "--website", f"https://{name.lower()}.example", "--description", f"{name}.")["id"]
        for name in ("Fabrikam", "Contoso", "Litware")
    ]
    token = program.json("key", "create", "--org", slug, "--name", "bench", "--scope", "query", "--all-brands")["key"]
    return program, slug, brands, token


def add_keys(root: Path, data: Path, count: int, organization: int, brands: list[int]) -> str:
    """Writes `count` sealed keys into the database. Returns the token of one of them."""
    secret = base64.b64decode((data / "latchkey.secret").read_text())
    maker = subprocess.Popen(
        [str(root / ".build-bench" / "release" / "KeyMaker"), str(count), str(organization), *map(str, brands)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    maker.stdin.write(secret.hex() + "\n")
    maker.stdin.close()
    token = ""

    def rows():
        nonlocal token
        now = int(time.time() * 1000)
        for line in maker.stdout:
            identifier, digest, seal, scopes, access, listed, *shown = line.rstrip("\n").split("\t")
            token = shown[0] if shown else token
            yield (identifier, organization, bytes.fromhex(digest), bytes.fromhex(seal), scopes, access, listed, revision, identifier, now)

    connection = sqlite3.connect(data / "latchkey.sqlite")
    revision = connection.execute("SELECT sequence FROM audit_head").fetchone()[0]
    connection.executemany(
        "INSERT INTO api_keys (id, organization_id, digest, seal, scopes, brand_access, brands, revision, name, created_at, created_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'benchmark')", rows())
    connection.execute(
        "INSERT INTO key_activity (key_id, organization_id) SELECT id, organization_id FROM api_keys "
        "WHERE id NOT IN (SELECT key_id FROM key_activity)")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert maker.wait() == 0 and token
    return token


def add_usage(data: Path, hours: int) -> int:
    """Gives every key a last use, a source and a row of counts, and the newest key `hours` hours with some of each."""
    connection = sqlite3.connect(data / "latchkey.sqlite")
    now = int(time.time() * 1000)
    hour = now // 3_600_000
    connection.execute(
        "UPDATE key_activity SET last_used_at = ? - (rowid * 7919) % 5000000000, last_address = '192.0.2.1', last_client = 'bench/1'", (now,))
    connection.execute(
        "INSERT INTO key_sources (key_id, address, client, last_hour) SELECT id, '192.0.2.1', 'bench/1', ? FROM api_keys", (hour,))
    connection.execute(
        "INSERT INTO key_usage (key_id, hour, operation, brand_id, outcome, source_id, requests) "
        "SELECT key_id, ?, 'brands.list', 0, 'allowed', id, 10 FROM key_sources", (hour,))
    newest, source = connection.execute(
        "SELECT k.id, s.id FROM api_keys k JOIN key_sources s ON s.key_id = k.id ORDER BY k.created_at DESC, k.id DESC LIMIT 1").fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO key_usage (key_id, hour, operation, brand_id, outcome, source_id, requests) VALUES (?, ?, ?, ?, ?, ?, 5)",
        [(newest, hour - back, operation, brand, outcome, source)
         for back in range(hours) for operation, brand in (("brands.list", 0), ("brands.read", 1), ("brands.read", 2), ("brands.read", 3))
         for outcome in ("allowed", "brand_archived")])
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = connection.execute("SELECT COUNT(*) FROM key_usage").fetchone()[0]
    connection.close()
    return rows


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def get(port: int, path: str, token: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@contextmanager
def serving(command: list[str], port: int, ready: str, environment: dict[str, str] | None = None, core: str | None = SERVER_CORE, seconds: float = 60):
    """A server on its core, from when `ready` is answered with 200. Yields how long that took."""
    pinned = ["taskset", "-c", core, *command] if core else command
    started = time.monotonic()
    process = subprocess.Popen(
        pinned, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**clean_environment(), **(environment or {})})
    try:
        while True:
            try:
                if get(port, ready)[0] in (200, 401):
                    break
            except OSError:
                pass
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended: {process.stderr.read().decode()[-2000:]}")
            if time.monotonic() - started > seconds:
                raise RuntimeError(f"{command[0]} was not ready within {seconds} s")
            time.sleep(0.005)
        yield time.monotonic() - started, process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
