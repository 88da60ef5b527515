"""The gate alone: time and memory, at a thousand keys and at a million."""

import json
import subprocess
from pathlib import Path
from statistics import median

RUNS = 3


def measure(root: Path, table) -> None:
    program = root / ".build-bench" / "release" / "KeyBench"
    for count in (1_000, 1_000_000):
        name = f"{count:,} keys"
        runs = []
        for _ in range(RUNS if count < 100_000 else 2):
            done = subprocess.run(["taskset", "-c", "0", str(program), str(count)], capture_output=True, text=True, check=True)
            runs.append(json.loads(done.stdout))
        table.at_most(f"verify one request, {name}: median", median(run["median_ns"] for run in runs) / 1000, 2.0, "{:.2f} µs")
        table.fact(f"verify one request, {name}: p99", f"{median(run['p99_ns'] for run in runs) / 1000:.2f} µs")
        if count >= 100_000:
            table.at_most(f"memory, {name}", median(run["bytes_per_key"] for run in runs), 400, "{:.0f} bytes a key")
    linked = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True).stdout
    symbols = subprocess.run(["grep", "-c", "-a", "sqlite3_open", str(program)], capture_output=True, text=True).stdout.strip()
    table.holds("no database is linked to what verifies", "none" if symbols == "0" else "SQLite", "sqlite" not in linked and symbols == "0")
