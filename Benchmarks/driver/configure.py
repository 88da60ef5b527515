"""What the configuration API costs on a large brand: the time from the request to the last byte of the answer."""

import http.client
import json
import os
import time
from pathlib import Path
from statistics import median

from driver.place import folder, found, free_port, serving

PROMPTS = int(os.environ.get("BENCH_PROMPTS", "10000"))
COMPETITORS = int(os.environ.get("BENCH_COMPETITORS", "500"))
RUNS = int(os.environ.get("BENCH_RUNS", "15"))
# The promise for ten thousand prompts.
TARGET = 60.0


class Client:
    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(self, method: str, path: str, value=None) -> tuple[float, bytes]:
        """Milliseconds, and the answer."""
        body = None if value is None else json.dumps(value)
        start = time.perf_counter()
        self.connection.request(method, path, body, self.headers)
        response = self.connection.getresponse()
        answer = response.read()
        took = (time.perf_counter() - start) * 1000
        assert response.status == 200, f"{method} {path}: {response.status} {answer[:300]}"
        return took, answer

    def milliseconds(self, method: str, path: str, values=(None,)) -> float:
        return median(self.send(method, path, values[run % len(values)])[0] for run in range(RUNS))


def fill(client: Client, brand: int) -> None:
    client.send("PATCH", f"/v1/brands/{brand}", {"competitors": [
        {"name": f"Rival {number}", "alternative_names": [f"R{number}"], "websites": [f"https://rival-{number}.example"]}
        for number in range(COMPETITORS)]})
    step = 5000
    for start in range(0, PROMPTS, step):
        client.send("POST", f"/v1/{brand}/prompts/bulk", {"prompts": [
            {"text": f"Which project tracker suits a team of {number}, and how does it compare with the others that agencies use?",
             "tags": [f"tag {number % 20}", "bulk"], "key_topics": [f"topic {number % 7}"]}
            for number in range(start, min(start + step, PROMPTS))]})


def measure(root: Path, table) -> None:
    with folder() as place:
        data = place / "data"
        program, slug, brands, _ = found(root, data)
        token = program.json(
            "key", "create", "--org", slug, "--name", "configure", "--scope", "configure", "--scope", "query", "--all-brands")["token"]
        port = free_port()
        command = [str(program.program), "serve", "--data", str(data), "--port", str(port)]
        with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}):
            client, brand = Client(port, token), brands[0]
            fill(client, brand)
            page = json.loads(client.send("GET", f"/v1/{brand}/prompts?limit=1000000")[1])
            assert page["total"] == len(page["items"]) == PROMPTS
            table.fact("prompts and competitors of the brand", f"{PROMPTS:,} and {COMPETITORS:,}")
            took = client.milliseconds("GET", f"/v1/{brand}/prompts?limit=1000000")
            table.at_most(f"all {PROMPTS:,} prompts", took, TARGET, "{:.1f} ms")
            for what, path in (
                ("a page of 100 prompts", f"/v1/{brand}/prompts?limit=100"), ("the last page of 100", f"/v1/{brand}/prompts?limit=100&offset={PROMPTS - 100}"),
                ("how many prompts there are", f"/v1/{brand}/prompts?limit=1&status=all"), ("the brand", f"/v1/brands/{brand}"),
                ("its competitors", f"/v1/brands/{brand}/competitors?limit={COMPETITORS}"),
            ):
                table.fact(what, f"{client.milliseconds('GET', path):.1f} ms")
            descriptions = [{"description": f"Change {number}."} for number in range(2)]
            table.fact("a change of the description", f"{client.milliseconds('PATCH', f'/v1/brands/{brand}', descriptions):.1f} ms")
            # Each prompt is looked at anew.
            names = [{"alternative_names": [f"Name {number}"]} for number in range(2)]
            table.fact("a change of the names", f"{client.milliseconds('PATCH', f'/v1/brands/{brand}', names):.1f} ms")
            texts = [{"text": f"Is number {number} new?"} for number in range(RUNS)]
            table.fact("a new prompt", f"{client.milliseconds('POST', f'/v1/{brand}/prompts', texts):.1f} ms")
