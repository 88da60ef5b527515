"""How long the pages and lists about keys take when there are a million of them, each with a record of its use."""

import http.client
import json
import os
import re
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from driver.place import add_keys, add_usage, folder, found, free_port, serving

COUNT = int(os.environ.get("BENCH_KEYS", "1000000"))
RUNS = 15
# The promise: the page of the table of keys, and a hundred of them by the management API.
TARGET = 30.0


class Reader:
    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def milliseconds(self, path: str, headers: dict[str, str]) -> float:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            self.connection.request("GET", path, headers=headers)
            response = self.connection.getresponse()
            body = response.read()
            times.append((time.perf_counter() - start) * 1000)
            assert response.status == 200, f"{path}: {response.status} {body[:300]}"
        return median(times)

    def text(self, path: str, headers: dict[str, str]) -> str:
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read().decode()
        assert response.status == 200, f"{path}: {response.status} {body[:300]}"
        return body

    def sign_in(self, email: str, password: str) -> str:
        self.connection.request("GET", "/sign-in")
        response = self.connection.getresponse()
        page = response.read().decode()
        visitor = response.getheader("Set-Cookie").split(";")[0]
        token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
        self.connection.request(
            "POST", "/sign-in", urlencode({"form_token": token, "email": email, "password": password}),
            {"Cookie": visitor, "Content-Type": "application/x-www-form-urlencoded"})
        response = self.connection.getresponse()
        response.read()
        assert response.status == 303, response.status
        return next(value.split(";")[0] for name, value in response.getheaders() if name == "Set-Cookie" and value.startswith("latchkey="))


def measure(root: Path, table) -> None:
    with folder() as place:
        data = place / "data"
        program, slug, brands, _ = found(root, data)
        organization = program.json("org", "list")[0]["id"]
        add_keys(root, data, COUNT, organization, brands)
        rows = add_usage(data, hours=90 * 24)
        table.fact("keys, and rows of what they did", f"{COUNT:,} and {rows:,}")
        token = program.json("admin-token", "create", "--org", slug, "--owner", "bench@bench.example", "--name", "bench")["token"]
        port = free_port()
        command = [str(program.program), "serve", "--data", str(data), "--port", str(port)]
        with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}):
            reader = Reader(port)
            admin = {"Authorization": f"Bearer {token}"}
            member = {"Cookie": reader.sign_in("bench@bench.example", "a password to measure with")}
            base = f"/v1/organizations/{organization}/api-keys"
            table.at_most("page of the table of keys", reader.milliseconds(f"/o/{slug}/keys", member), TARGET, "{:.1f} ms")
            table.at_most("100 keys by the management API", reader.milliseconds(f"{base}?limit=100", admin), TARGET, "{:.1f} ms")
            for sort in ("name", "last_used", "expires"):
                for order in ("asc", "desc"):
                    took = reader.milliseconds(f"{base}?limit=100&sort={sort}&order={order}", admin)
                    table.at_most(f"the same by {sort}, {order}", took, TARGET, "{:.1f} ms")
            reader.connection.request("GET", f"{base}?limit=1", headers=admin)
            newest = json.loads(reader.connection.getresponse().read())["items"][0]["id"]
            table.fact("a key's page with 90 days of use", f"{reader.milliseconds(f'/o/{slug}/keys/{newest}', member):.1f} ms")
            table.fact("its usage by the management API", f"{reader.milliseconds(f'{base}/{newest}/usage?days=90', admin):.1f} ms")
