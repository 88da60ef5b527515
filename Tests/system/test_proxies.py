"""What the log, the sign-in throttle and both ways of answering take for the client behind a proxy."""

import json
import re
import time

from support.agency import agency
from support.dashboard import Dashboard
from support.server import launch, server
from support.wire import Connection, request

TRUSTED = {"LATCHKEY_TRUSTED_PROXIES": "127.0.0.1/32, 10.0.0.0/8"}


def lines(running, count: int) -> list[str]:
    """The log lines of so many requests, once they are written."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = [line for line in running.log.splitlines() if " info request " in line]
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(running.log)


def field(line: str, name: str) -> str | None:
    found = re.search(rf" {name}=(\S+)", line)
    return found.group(1) if found else None


def test_without_trusted_proxies_the_peer_is_all_there_is():
    with agency() as org, server(org.program) as running:
        token = org.create_key("k", ["query"], None)["key"]
        time.sleep(1.2)
        for path in ("/v1/brands", f"/v1/brands/{org.brand_ids()[0]}"):
            request(running, "GET", path, key=token, headers={"X-Forwarded-For": "203.0.113.7"})
        for line in lines(running, 2):
            assert field(line, "peer") == "127.0.0.1" and field(line, "client") is None and "203.0.113.7" not in line, line


def test_the_log_names_client_and_proxy_whichever_way_is_taken():
    with agency() as org, server(org.program, environment=TRUSTED) as running:
        token = org.create_key("k", ["query"], None)["key"]
        time.sleep(1.2)
        cases = [
            ({}, "127.0.0.1"), ({"X-Forwarded-For": "203.0.113.7"}, "203.0.113.7"),
            ({"X-Forwarded-For": "198.51.100.1, 203.0.113.7:99, 10.1.1.1"}, "203.0.113.7"),
            ({"X-Forwarded-For": "unknown"}, "unknown"), ({"Forwarded": "for=203.0.113.7"}, "127.0.0.1"),
        ]
        paths = ("/v1/brands", f"/v1/brands/{org.brand_ids()[0]}", "/sign-in")
        with Connection(running) as connection:
            for headers, _ in cases:
                for path in paths:
                    answer = connection.request("GET", path, key=None if path == "/sign-in" else token, headers=headers)
                    assert answer.status == 200, answer
        written = lines(running, len(cases) * len(paths))
        for index, line in enumerate(written):
            assert (field(line, "client"), field(line, "peer")) == (cases[index // len(paths)][1], "127.0.0.1"), line
        # The address of the last use is the client's too.
        used = org.program.ok("key", "show", "--org", org.slug, token[:15]).out
        assert "unknown" not in used


def test_the_log_in_json_names_the_client_too():
    with agency() as org:
        running = launch(org.program, "--log-format", "json", environment=TRUSTED)
        request(running, "GET", "/health/live", headers={"X-Forwarded-For": "203.0.113.7"})
        assert running.terminate() == 0
        entries = [json.loads(line) for line in running.log.splitlines() if line.startswith("{")]
        assert [each["client"] for each in entries if each["message"] == "request"] == ["203.0.113.7"]


def test_one_guesser_behind_the_proxy_slows_nobody_else():
    with agency() as org, server(org.program, environment=TRUSTED) as running:

        def attempt(email: str, password: str, address: str):
            dashboard = Dashboard(running)
            page = dashboard.open("/sign-in")
            form = page.form()
            form.fill("email", email)
            form.fill("password", password)
            return dashboard.send("POST", "/sign-in", form.values(), {"X-Forwarded-For": f"198.51.100.1, {address}"}).answer

        # Until the wait is so long that a busy machine makes the next attempt within it: the first waits are of a second or two.
        for number in range(1000):
            answer = attempt(f"nobody{number}@n.example", "wrong password 1", "203.0.113.7")
            if answer.status == 429 and int(answer.header("Retry-After")) >= 6:
                break
        assert attempt(org.admin, org.password, "203.0.113.7").status == 429
        assert attempt(org.admin, org.password, "203.0.113.8").status in (200, 303)
