"""What a newcomer sees after the first command."""

import os
import re
import subprocess
import time

from support.agency import data_directory
from support.dashboard import TOKEN, Dashboard
from support.program import Program
from support.server import server
from support.wire import get


def shell(line: str) -> subprocess.CompletedProcess:
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30)


def credentials(text: str) -> tuple[str, str]:
    """The e-mail address and the password, as the program prints them to a person."""
    email = re.search(r"[\w.+-]+@[\w.-]+\.\w+", text)
    assert email, f"no e-mail address is printed:\n{text}"
    password = re.search(r"(?i)password:?\s+(\S+)", text) or re.search(re.escape(email.group(0)) + r"\s*(?:/|with|,|:)?\s*(\S+)", text)
    assert password, f"no password is printed:\n{text}"
    return email.group(0), password.group(1)


def curl_lines(text: str) -> str:
    """The curl command, continued lines included, with any `export` before it."""
    lines = text.splitlines()
    start = next((index for index, line in enumerate(lines) if line.strip().startswith("curl ")), None)
    assert start is not None, f"no curl line is printed:\n{text}"
    end = start
    while lines[end].rstrip().endswith("\\"):
        end += 1
    exports = [line.strip() for line in lines if line.strip().startswith("export ")]
    return "\n".join([*exports, *(line.strip() for line in lines[start:end + 1])])


def test_a_first_start_prints_what_is_needed_and_the_curl_line_works_when_pasted():
    with data_directory() as data:
        program = Program(data)
        with server(program, "--demo", "--demo-responses", "500") as running:
            first = running.out
            assert re.search(rf"http://(localhost|127\.0\.0\.1):{running.port}", first), first
            tokens = set(TOKEN.findall(first))
            assert len(tokens) == 1, first
            token = tokens.pop()

            done = shell(curl_lines(first))
            assert done.returncode == 0 and '"items"' in done.stdout, f"{curl_lines(first)}\n{done}"
            brands = get(running, "/v1/brands", token).json()["items"]
            assert brands

            email, password = credentials(first)
            page = Dashboard(running).sign_in(email, password)
            assert page.status == 200

            slug = program.json("org", "list")[0]["slug"]
            everything = program.json("brand", "list", "--org", slug)
            assert len(everything) >= 6
            assert any(brand.get("archived_at") or brand.get("archived") or brand.get("state") == "archived" for brand in everything), everything
            assert os.stat(data).st_mode & 0o077 == 0, "others may look into the data directory"

        with server(program, "--demo", "--demo-responses", "500") as running:
            again = running.log
            assert not TOKEN.search(again) and password not in again, "the second start prints a secret"
            assert get(running, "/v1/brands", token).json()["items"] == brands
            Dashboard(running).sign_in(email, password)
            assert program.json("brand", "list", "--org", slug) == everything


def test_without_demo_nothing_is_made_up():
    with data_directory() as data:
        program = Program(data)
        with server(program) as running:
            assert get(running, "/health/ready").status == 200
            assert not TOKEN.search(running.log)
        assert program.json("org", "list") == []


def test_a_start_says_where_it_listens_within_three_seconds():
    with data_directory() as data:
        program = Program(data)
        with server(program, "--demo", "--demo-responses", "500"):
            pass
        started = time.monotonic()
        with server(program):
            assert time.monotonic() - started < 3
