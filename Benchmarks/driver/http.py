"""`GET /v1/brands` over HTTP, beside an ungated route of the same server, nginx and FastAPI."""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from driver.place import CLIENT_CORE, folder, found, free_port, get, serving

SECONDS = int(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
CONNECTIONS = 32


@dataclass
class Load:
    rate: float
    p50: float
    p99: float


# Keys with a limit, in turn: one alone may not be asked as often as the server can answer.
TURNS = """local requests = {}
init = function()
  for token in io.lines("TOKENS") do
    requests[#requests + 1] = wrk.format("GET", nil, {["Authorization"] = "Bearer " .. token})
  end
end
local turn = 0
request = function()
  turn = turn % #requests + 1
  return requests[turn]
end
"""


def wrk(port: int, path: str, token: str | Path | None, seconds: int) -> Load:
    """`token`: one key, or a script that takes several in turn."""
    sends = ["-s", str(token)] if isinstance(token, Path) else ["-H", f"Authorization: Bearer {token}"] if token else []
    command = ["taskset", "-c", CLIENT_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *sends, f"http://127.0.0.1:{port}{path}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # A server that answers something else is quick at the wrong thing.
    assert "Non-2xx" not in text and "Socket errors" not in text, text

    def latency(percent: int) -> float:
        value, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s)$", text, re.MULTILINE).groups()
        return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), latency(50), latency(99))


def nginx_files(root: Path, place: Path, port: int, body: bytes, token: str) -> list[str]:
    text = (root / "Benchmarks" / "comparison" / "nginx.conf").read_text()
    assert b"'" not in body and b"$" not in body
    for name, value in (("FOLDER", str(place)), ("PORT", str(port)), ("BODY", body.decode())):
        text = text.replace(name, value)
    (place / "nginx.conf").write_text(text)
    others = [f"lk_{index:012d}_{hashlib.sha256(str(index).encode()).hexdigest()[:38]}" for index in range(999)]
    (place / "keys.map").write_text("".join(f'"Bearer {each}" 1;\n' for each in (*others, token)))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return [program, "-e", "stderr", "-p", str(place), "-c", str(place / "nginx.conf")]


def fastapi_database(path: Path, token: str, items: list[dict]) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("""
        CREATE TABLE api_keys (digest BLOB PRIMARY KEY, organization_id INTEGER NOT NULL, all_brands INTEGER NOT NULL, brands TEXT NOT NULL,
            expires_at INTEGER, revoked_at INTEGER) WITHOUT ROWID;
        CREATE TABLE brands (id INTEGER PRIMARY KEY, organization_id INTEGER NOT NULL, name TEXT NOT NULL, website TEXT NOT NULL, archived_at INTEGER);
        CREATE INDEX brands_by_organization ON brands (organization_id, id);
    """)
    digests = [hashlib.sha256(str(index).encode()).digest() for index in range(999)] + [hashlib.sha256(token.encode()).digest()]
    connection.executemany("INSERT INTO api_keys VALUES (?, 1, 1, '', NULL, NULL)", [(digest,) for digest in digests])
    connection.executemany("INSERT INTO brands VALUES (?, 1, ?, ?, NULL)", [(item["id"], item["name"], item["website"]) for item in items])
    connection.commit()
    connection.close()


def measure(root: Path, table) -> None:
    import json

    with folder() as place, ExitStack() as stack:
        data = place / "data"
        program, slug, _, token = found(root, data)
        limited = place / "limited.lua"
        limited.write_text(TURNS.replace("TOKENS", str(place / "tokens")))
        (place / "tokens").write_text("".join(
            program.json("key", "create", "--org", slug, "--name", f"limited {number}", "--scope", "query", "--all-brands",
                         "--limit", "1000000")["key"] + "\n" for number in range(16)))
        quiet = {"LATCHKEY_LOG_LEVEL": "warning"}

        # The very bytes that the gated route answers with.
        port = free_port()
        with serving([str(program.program), "serve", "--data", str(data), "--port", str(port)], port, "/health/ready", quiet):
            status, body = get(port, "/v1/brands", token)
        assert status == 200 and len(json.loads(body)["items"]) == 3, (status, body)
        (place / "body.json").write_bytes(body)

        ours, nginx, fastapi = free_port(), free_port(), free_port()
        server = [str(root / ".build-bench" / "release" / "BenchServer"), str(data), str(ours), str(place / "body.json")]
        stack.enter_context(serving(server, ours, "/health/ready", quiet))
        stack.enter_context(serving(nginx_files(root, place, nginx, body, token), nginx, "/v1/brands"))
        fastapi_database(place / "fastapi.sqlite", token, json.loads(body)["items"])
        uvicorn = [
            str(root / ".venv" / "bin" / "python"), "-m", "uvicorn", "fastapi_server:app", "--app-dir", str(root / "Benchmarks" / "comparison"),
            "--port", str(fastapi), "--workers", "1", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error",
        ]
        stack.enter_context(serving(uvicorn, fastapi, "/v1/brands", {"BENCH_DATABASE": str(place / "fastapi.sqlite")}))

        targets = {
            "gated": (ours, "/v1/brands", token),
            # The same request, header and all: what differs is the gate.
            "ungated": (ours, "/bench/ungated", token),
            "gated, with limits": (ours, "/v1/brands", limited), "ungated, asked likewise": (ours, "/bench/ungated", limited),
            "nginx": (nginx, "/v1/brands", token), "FastAPI": (fastapi, "/v1/brands", token),
            "FastAPI without its comforts": (fastapi, "/bare/brands", token),
        }
        for name, (port, path, key) in targets.items():
            several = isinstance(key, Path)
            status, answer = get(port, path, token if several else key)
            assert status == 200 and json.loads(answer) == json.loads(body), f"{name} answers something else: {status} {answer!r}"
            if key and not several:
                assert name == "ungated" or get(port, path, key[:-6] + "000000")[0] == 401, f"{name} takes any key"
            wrk(port, path, key, 2)

        runs: dict[str, list[Load]] = {name: [] for name in targets}
        for number in range(ROUNDS):
            # Turned round in every second round, so that no one always comes after the same other.
            for name in (list(targets) if number % 2 == 0 else list(targets)[::-1]):
                runs[name].append(wrk(*targets[name], SECONDS))
        report(runs, table)


def report(runs: dict[str, list[Load]], table) -> None:
    for name, loads in runs.items():
        rates = sorted(load.rate for load in loads)
        table.fact(f"GET /v1/brands, {name}", f"{median(rates):,.0f} requests/s ({rates[0]:,.0f}–{rates[-1]:,.0f})")

    def ratio(other: str, ours: str = "gated") -> float:
        """The median of the ratios within each round: both sides of one had the same minute of the machine."""
        return median(mine.rate / theirs.rate for mine, theirs in zip(runs[ours], runs[other], strict=True))

    table.at_least("the gated route beside the ungated one", ratio("ungated"), 0.9)
    table.at_least("the same with a limit on each key", ratio("ungated, asked likewise", "gated, with limits"), 0.85)
    table.at_least("beside nginx with a map of keys", ratio("nginx"), 0.33)
    table.at_least("beside FastAPI on SQLite", ratio("FastAPI"), 6, "{:.1f} ×")
    table.fact("beside FastAPI without its comforts", f"{ratio('FastAPI without its comforts'):.1f} ×")
    p50, p99 = (median(getattr(load, name) for load in runs["gated"]) for name in ("p50", "p99"))
    table.fact(f"latency at {CONNECTIONS} connections, p50 and p99", f"{p50:.2f} ms, {p99:.2f} ms")
    tails = {name: median(load.p99 / load.p50 for load in runs[name]) for name in ("gated", "ungated")}
    table.at_most("p99 beside p50", tails["gated"], 3, "{:.2f} ×")
    table.fact("the same on the ungated route", f"{tails['ungated']:.2f} ×")
