"""How soon a server with a million keys is ready."""

import os
from pathlib import Path
from statistics import median

from driver.place import add_keys, folder, found, free_port, get, serving

COUNT = int(os.environ.get("BENCH_KEYS", "1000000"))
RUNS = 3


def resident(process) -> int:
    """Bytes of the process: started through taskset, which becomes it."""
    with open(f"/proc/{process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(root: Path, table) -> None:
    with folder() as place:
        program, _, brands, own = found(root, place / "data")
        token = add_keys(root, place / "data", COUNT, program.json("org", "list")[0]["id"], brands)
        times, sizes = [], []
        for _ in range(RUNS):
            port = free_port()
            command = [str(program.program), "serve", "--data", str(place / "data"), "--port", str(port)]
            with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}, core=None) as (seconds, process):
                # Ready means that every key is known, the first of the million and the one made by command.
                assert get(port, "/v1/brands", token)[0] == 200 and get(port, "/v1/brands", own)[0] == 200
                metrics = get(port, "/metrics")[1].decode()
                assert any(line.startswith("latchkey_keys_active") and int(float(line.split()[-1])) == COUNT + 1 for line in metrics.splitlines()), metrics
                times.append(seconds)
                sizes.append(resident(process))
        table.at_most(f"from start to ready with {COUNT:,} keys", median(times), 3.0, "{:.2f} s")
        table.fact(f"memory of the server with {COUNT:,} keys", f"{median(sizes) / 1e6:,.0f} MB")
