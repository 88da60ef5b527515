"""docs/management-api.md: every example works when it is pasted, and answers what the page shows."""

import json
import re
import subprocess

from support.agency import data_directory, found
from support.program import BINARY, ROOT, Program
from support.server import server

PAGE = ROOT / "docs" / "management-api.md"
EXAMPLE = re.compile(r"```sh\n(.*?)```(?:\n```json\n(.*?)```)?", re.DOTALL)


def examples() -> list[tuple[str, str | None]]:
    """The commands of the page in their order, each with the answer that is shown for it, if any."""
    return [(command, answer or None) for command, answer in EXAMPLE.findall(PAGE.read_text())]


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


def test_every_example_works_when_pasted(tmp_path):
    commands = examples()
    assert len(commands) > 15, "the page has hardly an example: is it still read rightly?"
    with data_directory() as data:
        program = Program(data)
        agency = found(program, name="Northwind", admin="ann@northwind.example")
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "latchkey").symlink_to(BINARY)
        with server(program) as running:
            token = program.json(
                "admin-token", "create", "--org", agency.slug, "--owner", agency.admin, "--name", "Terraform")["token"]
            script = ["set -euo pipefail"]
            for number, (command, _) in enumerate(commands):
                # As it stands, but for the address, the token, and that an error of HTTP shall be one here.
                command = command.replace("http://localhost:8080", running.url).replace("lka_…", token)
                assert "…" not in command, f"nobody can paste this:\n{command}"
                script.append("{\n" + command.replace("curl -sS ", "curl -sS --fail-with-body ") + "} > answer-%d" % number)
            environment = {
                **program.environment, "LATCHKEY_DATA": str(data), "PATH": f"{tmp_path / 'bin'}:{program.environment['PATH']}"}
            done = subprocess.run(
                ["bash", "-c", "\n".join(script)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
            answers = {path.name: path.read_text() for path in tmp_path.glob("answer-*")}
            assert done.returncode == 0, f"{done.stderr}\n{answers.get(f'answer-{len(answers) - 1}')}"
    for number, (command, shown) in enumerate(commands):
        if shown is not None:
            expected = json.loads(shown.replace("[…]", "[]").replace("{…}", "{}"))
            assert_shown(shape(expected), shape(json.loads(answers[f"answer-{number}"])), command)


def test_every_route_is_on_the_page():
    """The table of routes names each path that the source registers."""
    text = PAGE.read_text()
    registered = set()
    for path in (ROOT / "Sources" / "DataAPI" / "Management").glob("*.swift"):
        registered |= set(re.findall(r'router\.\w+\("([^"]+)"', path.read_text()))
    assert len(registered) > 15
    missing = [path for path in registered if path not in text and not path.endswith(("/reject", "/approve"))]
    assert not missing, missing
