"""A key's life from the command line: an organization, its commands, and what their answers hold."""

import sqlite3
import time
from datetime import datetime

from support.manager import Manager
from support.wire import Connection, get

KEY_FIELDS = {
    "id", "name", "state", "scopes", "brand_access", "brand_ids", "expires_at", "addresses", "limit", "rotates_itself", "secret_supplied",
    "created_at", "created_by", "last_used_at", "last_used_address", "last_used_client", "replaces", "rotation",
}
IMPACT_FIELDS = {"days", "requests", "considered", "reasons", "operations", "brands", "sources", "keys"}


def eventually(what: str, holds, seconds: float = 3.0):
    """Within the second in which a running server takes a change up, or writes its counts; and some for a slow machine."""
    deadline = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)
    return value


def days_between(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 86_400


class Life:
    """`latchkey key …` in one organization."""

    def __init__(self, org) -> None:
        self.org, self.program = org, org.program

    def arguments(self, command: str, *more: str) -> tuple[str, ...]:
        return (*command.split(), "--org", self.org.slug, *more)

    def json(self, command: str, *more: str):
        return self.program.json(*self.arguments(command, *more))

    def text(self, command: str, *more: str, input: str | None = None) -> str:
        return self.program.ok(*self.arguments(command, *more), input=input).out

    def refused(self, command: str, *more: str, input: str | None = None) -> str:
        outcome = self.program.refused(*self.arguments(command, *more), input=input)
        return outcome.err

    def events(self) -> list[str]:
        return [event["action"] for event in self.json("audit list", "--limit", "500")]

    def past(self, key: str, days: float, operation: str, brand: int = 0, requests: int = 1, outcome: str = "allowed") -> None:
        """Counts from days ago, as a server would have written them."""
        hour = int(time.time() // 3600 - days * 24)
        with sqlite3.connect(self.program.data / "latchkey.sqlite") as database:
            database.execute(
                "INSERT INTO key_sources (key_id, address, client, last_hour) VALUES (?, '203.0.113.7', 'looker/1', ?) "
                "ON CONFLICT (key_id, address, client) DO UPDATE SET last_hour = MAX(last_hour, excluded.last_hour)", (key, hour))
            source = database.execute("SELECT id FROM key_sources WHERE key_id = ?", (key,)).fetchone()[0]
            database.execute("INSERT INTO key_usage VALUES (?, ?, ?, ?, ?, ?, ?)", (key, hour, operation, brand, outcome, source, requests))

    def age(self, key: str, days: int) -> None:
        with sqlite3.connect(self.program.data / "latchkey.sqlite") as database:
            database.execute("UPDATE api_keys SET created_at = created_at - ? WHERE id = ?", (days * 86_400_000, key))
