"""docs/management-api.md, docs/configuration-api.md and docs/query-api.md: every example works when it is pasted, and answers what the page shows."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.agency import Agency, data_directory, found
from support.program import BINARY, ROOT, Program
from support.server import server

EXAMPLE = re.compile(r"```sh\n(.*?)```(?:\n```json\n(.*?)```)?", re.DOTALL)


@dataclass(frozen=True)
class Page:
    name: str
    # What stands in its examples for a token.
    token: str
    # Where the source registers the routes that it must name.
    sources: tuple[str, ...]
    # How many routes and examples it has at least; fewer mean that the page, or the source, is not read rightly.
    routes: int
    commands: int

    @property
    def text(self) -> str:
        return (ROOT / "docs" / self.name).read_text()

    def examples(self) -> list[tuple[str, str | None]]:
        """The commands of the page in their order, each with the answer that is shown for it, if any."""
        return [(command, answer or None) for command, answer in EXAMPLE.findall(self.text)]

    def make_token(self, agency: Agency) -> str:
        if self.token.startswith("lka_"):
            return agency.program.json(
                "admin-token", "create", "--org", agency.slug, "--owner", agency.admin, "--name", "Terraform")["token"]
        return agency.create_key("Scripts", ["query", "configure", "create-brand", "ingest"], None)["token"]


MANAGEMENT = Page("management-api.md", "lka_…", ("Management",), routes=16, commands=15)
CONFIGURATION = Page("configuration-api.md", "lk_…", ("Brands", "Prompts", "Collections"), routes=6, commands=15)
QUERIES = Page("query-api.md", "lk_…", ("Responses", "Query"), routes=4, commands=10)
PAGES = pytest.mark.parametrize("page", [MANAGEMENT, CONFIGURATION, QUERIES], ids=lambda page: page.name)


def shape(value, depth: int = 0):
    """Names of members, without the values; of a list its first element."""
    if isinstance(value, dict):
        return {name: shape(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0], depth + 1)] if value else []
    return None


def assert_shown(shown, answered, where: str) -> None:
    """All that the page shows is there; the page leaves out what it says that it leaves out."""
    if isinstance(shown, dict) and shown:
        assert isinstance(answered, dict), where
        for name in shown:
            assert name in answered, f"{where}: no member {name} in {answered}"
            assert_shown(shown[name], answered[name], f"{where}.{name}")
    elif isinstance(shown, list) and shown and answered:
        assert_shown(shown[0], answered[0], f"{where}[0]")


def paste(page: Page, agency: Agency, token: str, url: str, folder: Path) -> tuple[subprocess.CompletedProcess, list[str]]:
    """Runs the page's examples in one shell; what each of them printed."""
    (folder / "bin").mkdir()
    (folder / "bin" / "latchkey").symlink_to(BINARY)
    script = ["set -euo pipefail"]
    for number, (command, _) in enumerate(page.examples()):
        # As it stands, but for the address, the token, and that an error of HTTP shall be one here.
        command = command.replace("http://localhost:8080", url).replace(page.token, token)
        assert "…" not in command, f"nobody can paste this:\n{command}"
        script.append("{\n" + command.replace("curl -sS ", "curl -sS --fail-with-body ") + "} > answer-%d" % number)
    environment = {
        **agency.program.environment, "LATCHKEY_DATA": str(agency.program.data),
        "PATH": f"{folder / 'bin'}:{agency.program.environment['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    return done, [(folder / f"answer-{number}").read_text() for number in range(len(list(folder.glob("answer-*"))))]


@PAGES
def test_every_example_works_when_pasted(page, tmp_path):
    commands = page.examples()
    assert len(commands) >= page.commands, "the page has hardly an example: is it still read rightly?"
    with data_directory() as data:
        agency = found(Program(data), name="Northwind", admin="ann@northwind.example")
        # Before the server starts: one that runs learns of a key only within a second.
        token = page.make_token(agency)
        with server(agency.program) as running:
            done, answers = paste(page, agency, token, running.url, tmp_path)
            assert done.returncode == 0, f"{done.stderr}\n{answers[-1]}"
    for (command, shown), answer in zip(commands, answers, strict=True):
        if shown is not None:
            expected = json.loads(shown.replace("[…]", "[]").replace("{…}", "{}"))
            # Of several requests in one example the last answer is shown.
            assert_shown(shape(expected), shape(last_document(answer)), command)


def last_document(text: str):
    decoder, position, value = json.JSONDecoder(), 0, None
    while text[position:].strip():
        position += len(text[position:]) - len(text[position:].lstrip())
        value, position = decoder.raw_decode(text, position)
    return value


@PAGES
def test_every_route_is_on_the_page(page):
    """The table of routes names each path that the source registers."""
    text = page.text
    registered = set()
    for folder in page.sources:
        for path in (ROOT / "Sources" / "DataAPI" / folder).glob("*.swift"):
            registered |= set(re.findall(r'(?:router|v1|v2)\.\w+\("([^"]+)"', path.read_text()))
    assert len(registered) >= page.routes
    missing = [path for path in registered if path not in text and not path.endswith(("/reject", "/approve"))]
    assert not missing, missing
