"""The executable under test, as a person at a shell uses it."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BINARY = Path(os.environ.get("LATCHKEY_BINARY", ROOT / ".build" / "debug" / "latchkey"))

# What a crashed program leaves on its standard error; a refusal never looks like this.
CRASH_MARKS = ("Fatal error", "Crash:", "Stack dump", "Backtrace", "Thread 0 crashed", "Illegal instruction", "Segmentation")


def clean_environment() -> dict[str, str]:
    """The environment without the configuration of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LATCHKEY_")}
    return {**kept, "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no"}


@dataclass(frozen=True)
class Outcome:
    arguments: tuple[str, ...]
    status: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)

    def __str__(self) -> str:
        return f"latchkey {' '.join(self.arguments)}\nexit status {self.status}\nstdout: {self.out}\nstderr: {self.err}"


class Program:
    """`latchkey` on one data directory. Keeps everything that it ever printed, for whoever looks for secrets in it."""

    def __init__(self, data: Path, environment: dict[str, str] | None = None) -> None:
        self.data = data
        self.environment = {**clean_environment(), **(environment or {})}
        self.outcomes: list[Outcome] = []

    def run(self, *arguments: str, input: str | None = None, data: bool = True, seconds: float = 60) -> Outcome:
        """Runs a command to its end, whatever that is."""
        assert BINARY.exists(), f"{BINARY} is not there: run swift build, or set LATCHKEY_BINARY"
        whole = [*arguments, *(["--data", str(self.data)] if data else [])]
        done = subprocess.run(
            [str(BINARY), *whole], input=input if input is not None else "", capture_output=True, text=True,
            errors="replace", env=self.environment, timeout=seconds,
        )
        outcome = Outcome(tuple(whole), done.returncode, done.stdout, done.stderr)
        self.outcomes.append(outcome)
        return outcome

    def ok(self, *arguments: str, input: str | None = None, data: bool = True) -> Outcome:
        outcome = self.run(*arguments, input=input, data=data)
        assert outcome.status == 0, outcome
        return outcome

    def json(self, *arguments: str, input: str | None = None):
        return self.ok(*arguments, "--json", input=input).json()

    def refused(self, *arguments: str, input: str | None = None, data: bool = True, seconds: float = 60) -> Outcome:
        """Runs a command that must fail, as a refusal does: a sentence, a status, no crash."""
        outcome = self.run(*arguments, input=input, data=data, seconds=seconds)
        assert 0 < outcome.status < 128, f"not an orderly refusal:\n{outcome}"
        assert len(outcome.err.strip()) > 10, f"it does not say why:\n{outcome}"
        for mark in CRASH_MARKS:
            assert mark not in outcome.err, f"it crashed:\n{outcome}"
        return outcome
