"""Ten queries over a year of answers, beside DuckDB and SQLite in their own process; and what coming in, starting and holding them costs.

A time is that from the request to the last byte of the answer over a connection that is open; DuckDB's and SQLite's that of `fetchall`.
Each has one core; Latchkey and DuckDB take turns, SQLite is asked once. All answers are compared before anything is timed.

    BENCH_RESPONSES=50000       how many answers (1,000,000)
    BENCH_QUERY_ROUNDS=5        how often each query is asked (9)
    BENCH_SQLITE=0              without SQLite, which needs minutes to load
    BENCH_INGEST=60000          how many answers are sent in to be read (100,000), of
    BENCH_INGEST_REQUEST=1000   so many a request (5,000)
    BENCH_OTHER=3000000         how many of another brand lie beside for a comparison (0: none)
    BENCH_FOLDER=/tmp/kept      where the loaded data stay, and are found by the next run
"""

import http.client
import json
import os
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from math import exp, log
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median

from driver.observations import COMPETITORS, FIRST, PERSONAS, known, prompts, unread, write_lists
from driver.place import CLIENT_CORE, SERVER_CORE, Latchkey, folder, found, free_port, get, serving
from driver.ten import Query, ten

RESPONSES = int(os.environ.get("BENCH_RESPONSES", "1000000"))
ROUNDS = int(os.environ.get("BENCH_QUERY_ROUNDS", "9"))
SQLITE = os.environ.get("BENCH_SQLITE", "1") == "1"
INGEST = int(os.environ.get("BENCH_INGEST", "100000"))
INGEST_REQUEST = int(os.environ.get("BENCH_INGEST_REQUEST", "5000"))
OTHER = int(os.environ.get("BENCH_OTHER", "0"))
RESTARTS = 3
# Those of which it is promised that a person does not notice them.
PROMPT_ONES = {"Q1", "Q2", "Q3", "Q4", "Q6", "Q8"}


class Wire:
    """A connection that stays open, with as little between the socket and the clock as Python allows."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[float, bytes]:
        """Milliseconds until the last byte, and the body."""
        started = time.perf_counter()
        self.socket.sendall(request)
        received, head, length = bytearray(), -1, None
        while True:
            part = self.socket.recv(1 << 20)
            assert part, f"hung up after {bytes(received[:300])}"
            received += part
            if head < 0:
                head = received.find(b"\r\n\r\n")
                if head < 0:
                    continue
                fields = dict(line.lower().split(b":", 1) for line in bytes(received[:head]).split(b"\r\n")[1:])
                length = int(fields[b"content-length"]) if b"content-length" in fields else None
            # No JSON has a bare end of line, so that is the last chunk.
            if len(received) >= head + 4 + length if length is not None else received.endswith(b"\r\n0\r\n\r\n"):
                break
        took = (time.perf_counter() - started) * 1000
        body = bytes(received[head + 4 :])
        assert received.startswith(b"HTTP/1.1 200"), bytes(received[:600])
        if length is None:
            parts, at = [], 0
            while size := int(body[at : (line := body.index(b"\r\n", at))], 16):
                parts.append(body[line + 2 : line + 2 + size])
                at = line + 4 + size
            body = b"".join(parts)
        return took, body


class Client:
    """What is sent in, and the small things."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.token = token

    def send(self, method: str, path: str, value=None, kind: str = "application/json"):
        body = None if value is None else value if isinstance(value, bytes) else json.dumps(value)
        self.connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", "Content-Type": kind})
        response = self.connection.getresponse()
        answer = response.read()
        assert response.status == 200, f"{method} {path}: {response.status} {answer[:300]}"
        return json.loads(answer)

    def prepare(self, brand: int, names: list[str] = COMPETITORS) -> tuple[list[int], list[dict], list[int]]:
        """Personas, competitors and prompts: the prompts' ids, what they are, the competitors' ids."""
        personas = [self.send("POST", f"/v1/brands/{brand}/personas", {"name": name, "description": f"{name}."})["id"] for name in PERSONAS]
        self.send("PATCH", f"/v1/brands/{brand}", {"competitors": [{"name": name, "websites": [f"https://{name.lower()}.example"]} for name in names]})
        rivals = {each["name"]: each["id"] for each in self.send("GET", f"/v1/brands/{brand}/competitors?limit=100")["items"]}
        given = prompts(personas)
        self.send("POST", f"/v1/{brand}/prompts/bulk", {"prompts": given})
        listed = {each["text"]: each["id"] for each in self.send("GET", f"/v1/{brand}/prompts?limit=10000")["items"]}
        return [listed[each["text"]] for each in given], given, [rivals[name] for name in names]

    def add(self, brand: int, body: bytes) -> int:
        return self.send("POST", f"/v1/{brand}/responses", body, "application/x-ndjson")["accepted"]


class Engine:
    """DuckDB or SQLite, in a process on the server's core that times itself."""

    def __init__(self, stack: ExitStack, root: Path, name: str, files: Path) -> None:
        command = [str(root / ".venv" / "bin" / "python"), str(root / "Benchmarks" / "comparison" / "query_engine.py"), name, str(files)]
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        stack.callback(self.process.wait)
        stack.callback(self.process.stdin.close)
        assert self.process.stdout.readline(), f"{name} did not load the data"

    def _ask(self, line: str):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def rows(self, query: Query) -> tuple[list[list], float]:
        answer = self._ask(f"{query.name} rows")
        return answer["rows"], answer["ms"]

    def milliseconds(self, query: Query) -> float:
        return self._ask(query.name)["ms"]


class Loaded:
    """A data directory with the brand in it, kept under `place`."""

    def __init__(self, root: Path, place: Path) -> None:
        self.files, self.data, self.note = place / "files", place / "data", place / "loaded.json"
        self.program = Latchkey(root, self.data)
        self.known = json.loads(self.note.read_text()) if self.note.exists() else {}
        if self.known.get("count") != RESPONSES or self.known.get("first") != FIRST.isoformat():
            self.note.unlink(missing_ok=True)
            for each in (self.files, self.data):
                rmtree(each, ignore_errors=True)
            self.files.mkdir(parents=True)
            _, slug, brands, _ = found(root, self.data)
            self.known = {"brands": brands, "token": key(self.program, slug)}
        self.token, self.brand, self.other = self.known["token"], *self.known["brands"][:2]
        self.requests = {query.name: query.request(self.brand, self.token) for query in ten()}

    @contextmanager
    def serving(self, core: str | None = SERVER_CORE, data: Path | None = None):
        port = free_port()
        command = [str(self.program.program), "serve", "--data", str(data or self.data), "--port", str(port)]
        with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}, core=core) as (_, process):
            yield port, process

    def load(self, table) -> None:
        """With the whole machine, as the making of the answers has a part of it too."""
        if not self.note.exists():
            with self.serving(core=None) as (port, process):
                client = Client(port, self.token)
                ids, given, rivals = client.prepare(self.brand)
                write_lists(self.files, ids, given, rivals)
                self.known["rate"] = RESPONSES / fill(client, self.brand, known(RESPONSES, ids, rivals, self.files), RESPONSES)
                wire = Wire(port)
                for query in ten():
                    wire.ask(self.requests[query.name])
                self.known["memory"] = resident(process)
            self.known |= {"count": RESPONSES, "first": FIRST.isoformat()}
            self.note.write_text(json.dumps(self.known))
        table.fact("answers with their evaluation come in", f"{self.known['rate']:,.0f}/s")


def key(program: Latchkey, slug: str) -> str:
    scopes = [part for scope in ("ingest", "query", "configure") for part in ("--scope", scope)]
    return program.json("key", "create", "--org", slug, "--name", "queries", *scopes, "--all-brands")["token"]


def fill(client: Client, brand: int, bodies, count: int) -> float:
    """Seconds that the requests took, without the making of what they send."""
    seconds, sent = 0.0, 0
    for body in bodies:
        started = time.perf_counter()
        sent += client.add(brand, body)
        seconds += time.perf_counter() - started
    assert sent == count, f"{sent} of {count}"
    return seconds


def resident(process) -> dict[str, float]:
    """Megabytes: all that is in memory, and the part of it that is a file's and may be dropped at any time."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    values = dict(line.split(":", 1) for line in lines if line.startswith(("VmRSS", "RssFile")))
    return {name: int(value.split()[0]) / 1024 for name, value in values.items()}


def same(ours: list[list], theirs: list[list]) -> str | None:
    """None, or the first difference."""
    if len(ours) != len(theirs):
        return f"{len(ours)} rows and {len(theirs)}"
    for number, (row, other) in enumerate(zip(ours, theirs, strict=True)):
        for mine, its in zip(row, other, strict=True):
            near = isinstance(mine, (int, float)) and isinstance(its, (int, float)) and abs(mine - its) <= 1e-9 * max(1, abs(its))
            if mine != its and not near:
                return f"row {number}: {row} and {other}"
    return None


def measure(root: Path, table) -> None:
    with ExitStack() as stack:
        kept = os.environ.get("BENCH_FOLDER")
        place = Path(kept) if kept else stack.enter_context(folder())
        loaded = Loaded(root, place)
        table.fact("answers of the brand", f"{RESPONSES:,}")
        loaded.load(table)
        usual = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {int(CLIENT_CORE)})
        try:
            restarts(loaded, table)
            times = compare(root, loaded, table)
            report(times, table)
            memory(root, loaded, table)
            if OTHER:
                beside_another(loaded, place, table)
        finally:
            os.sched_setaffinity(0, usual)
        if INGEST:
            ingest(root, table)


def compare(root: Path, loaded: Loaded, table) -> dict[str, dict[str, float]]:
    """Medians in milliseconds, by query and engine."""
    with ExitStack() as stack:
        (loaded.files / "comparison.sqlite").unlink(missing_ok=True)
        engines = {"DuckDB": Engine(stack, root, "duckdb", loaded.files)}
        if SQLITE:
            engines["SQLite"] = Engine(stack, root, "sqlite", loaded.files)
        port, _ = stack.enter_context(loaded.serving())
        wire = Wire(port)
        runs: dict[str, dict[str, list[float]]] = {query.name: {"latchkey": [], "DuckDB": []} for query in ten()}
        for query in ten():
            ours = query.rows(wire.ask(loaded.requests[query.name])[1])
            # Of few answers, no week has enough for the threshold.
            assert ours or query.having, f"{query.name} has no rows"
            for name, engine in engines.items():
                theirs, took = engine.rows(query)
                difference = same(ours, theirs)
                assert difference is None, f"{query.name} differs from {name}'s: {difference}"
                if name == "SQLite":
                    runs[query.name][name] = [took]
        table.holds("the engines give the same answers", f"{len(runs)} queries", True)
        for number in range(ROUNDS):
            for query in ten():
                turns = [lambda: runs[query.name]["latchkey"].append(wire.ask(loaded.requests[query.name])[0]),
                         lambda: runs[query.name]["DuckDB"].append(engines["DuckDB"].milliseconds(query))]
                # Turned round in every second round, so that no one always comes after the other.
                for turn in turns if number % 2 == 0 else turns[::-1]:
                    turn()
        return {name: {engine: median(values) for engine, values in each.items()} for name, each in runs.items()}


def report(times: dict[str, dict[str, float]], table) -> None:
    ratios = {name: each["latchkey"] / each["DuckDB"] for name, each in times.items()}
    for query in ten():
        each = times[query.name]
        table.fact(f"{query.name}  {query.title}: {', '.join(each)}", ", ".join(f"{value:,.1f}" for value in each.values()) + " ms")
    for query in ten():
        table.at_most(f"{query.name} beside DuckDB", ratios[query.name], 0.5, "{:.3f}")
    table.at_most("all ten beside DuckDB, geometric mean", exp(sum(map(log, ratios.values())) / len(ratios)), 0.2, "{:.3f}")
    for name in times:
        if name in PROMPT_ONES:
            table.at_most(f"{name} from the request to the last byte", times[name]["latchkey"], 10, "{:.1f} ms")


def restarts(loaded: Loaded, table) -> None:
    """The first query of a server that has just been started on what another one left. Each start follows a stop by SIGTERM."""
    times = []
    for _ in range(RESTARTS):
        with loaded.serving() as (port, _):
            times.append(Wire(port).ask(loaded.requests["Q1"])[0])
    table.at_most("the first query after a restart (Q1)", median(times), 100, "{:.1f} ms")


def memory(root: Path, loaded: Loaded, table) -> None:
    """What the brand adds to a server that has nothing to hold, in a server that did not load it itself."""
    with folder() as empty:
        _, _, brands, token = found(root, empty / "data")
        with loaded.serving(data=empty / "data") as (port, process):
            assert get(port, "/v1/brands", token)[0] == 200
            idle = resident(process)
    with loaded.serving() as (port, process):
        wire = Wire(port)
        for query in ten():
            wire.ask(loaded.requests[query.name])
        asked = resident(process)
    table.fact("memory of an idle server", f"{idle['VmRSS']:,.0f} MB")
    table.fact("the same, with the brand, after all queries", f"{asked['VmRSS']:,.0f} MB, {asked['RssFile']:,.0f} of it files")
    first = loaded.known["memory"]
    table.fact("the same of the server that took the answers in", f"{first['VmRSS']:,.0f} MB, {first['RssFile']:,.0f} of it files")
    table.at_most("memory that the brand takes", asked["VmRSS"] - idle["VmRSS"], 150, "{:,.0f} MB")


def beside_another(loaded: Loaded, place: Path, table) -> None:
    """Two servers in turns: one with the brand alone, one that has another brand's answers too."""
    both = place / "both"
    rmtree(both, ignore_errors=True)
    copytree(loaded.data, both)
    os.sched_setaffinity(0, range(os.cpu_count()))
    with loaded.serving(core=None, data=both) as (port, _):
        client = Client(port, loaded.token)
        ids, _, rivals = client.prepare(loaded.other, [f"Rival{number}" for number in range(len(COMPETITORS))])
        rate = OTHER / fill(client, loaded.other, known(OTHER, ids, rivals, None, seed=8), OTHER)
    os.sched_setaffinity(0, {int(CLIENT_CORE)})
    table.fact(f"{OTHER:,} answers of another brand come in", f"{rate:,.0f}/s")
    with loaded.serving() as (alone, _), loaded.serving(data=both) as (beside, _):
        wires = [Wire(alone), Wire(beside)]
        for query in ten():
            request, times = loaded.requests[query.name], ([], [])
            assert len({wire.ask(request)[1] for wire in wires}) == 1, f"{query.name} differs beside another brand"
            for number in range(2 * ROUNDS):
                for which in (0, 1) if number % 2 == 0 else (1, 0):
                    times[which].append(wires[which].ask(request)[0])
            without, there = map(median, times)
            table.at_most(f"{query.name} with another brand in the server ({without:.1f} and {there:.1f} ms)", there / without, 1.1, "{:.2f} ×")
    rmtree(both)


def ingest(root: Path, table) -> None:
    """Answers without an evaluation, from two connections, to a server that has the machine: what they send lies ready."""
    with folder() as place:
        program, slug, brands, _ = found(root, place / "data")
        token, port = key(program, slug), free_port()
        command = [str(program.program), "serve", "--data", str(place / "data"), "--port", str(port)]
        with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}, core=None):
            ids, _, _ = Client(port, token).prepare(brands[0])
            bodies = unread(INGEST, ids, INGEST_REQUEST)
            taken: list[int] = []

            def send(mine: list[bytes]) -> None:
                client = Client(port, token)
                for body in mine:
                    taken.append(client.add(brands[0], body))

            senders = [threading.Thread(target=send, args=(bodies[first::2],)) for first in (0, 1)]
            started = time.perf_counter()
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            took = time.perf_counter() - started
            assert sum(taken) == INGEST, f"{sum(taken)} of {INGEST} came in"
            table.at_least(f"answers to be read, {INGEST_REQUEST:,} a request, 2 connections", INGEST / took, 10_000, "{:,.0f}/s")
