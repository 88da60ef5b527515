"""The list of responses: what comes in is found at once, and a server that dies while it indexes goes on where it was."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing
from urllib.parse import quote

import pytest
from support.agency import agency
from support.server import launch, server
from support.wire import send_json

MANY = 6000
NOT_YET = "not searchable yet"


class Brand:
    def __init__(self, org) -> None:
        self.org, self.program, self.id = org, org.program, org.brand_ids()[0]
        self.place = ["--org", org.slug, "--brand", str(self.id)]
        self.prompt = self.program.json("prompt", "add", *self.place, "Which tool should an agency use?")["id"]
        self.key = org.create_key("Data", ["query", "configure", "ingest"], None)["token"]
        self.index = self.program.data / "search" / f"{self.id}.sqlite"

    def answer(self, number: int, text: str = "") -> dict:
        return {
            "prompt_id": self.prompt, "platform": "claude", "response_text": text or f"Common words and needle{number} of a haystack.",
            "created_at": f"2026-03-{number % 28 + 1:02}T{number // 28 % 24:02}:{number // 672 % 60:02}:00Z"}

    def import_many(self, folder) -> None:
        path = folder / "answers.ndjson"
        path.write_text("".join(json.dumps(self.answer(number)) + "\n" for number in range(MANY)))
        self.program.ok("import", "responses", *self.place, str(path))

    def list(self, window, query: str):
        page = window.open(f"/o/{self.org.slug}/brands/{self.id}/responses?{query}")
        assert page.status == 200, page.text[:500]
        return page

    def found(self, window, words: str) -> list[int]:
        """The ids on the first page, once all is searched."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            page = self.list(window, f"q={quote(words)}")
            if NOT_YET not in page.text and "has not been looked at yet" not in page.text:
                return [int(found[1]) for link in page.links if (found := re.search(r"/responses/(\d+)(?:\?|$)", link))]
            time.sleep(0.2)
        raise AssertionError(f"'{words}' is not searched whole: {page.text[:500]}")

    def indexed(self) -> int:
        """How many responses the index has, as far as it was written."""
        if not self.index.exists():
            return 0
        try:
            with closing(sqlite3.connect(f"file:{self.index}?mode=ro", uri=True, timeout=5)) as file:
                return file.execute("SELECT COUNT(*) FROM entries").fetchone()[0]
        except sqlite3.OperationalError:  # It is just being made.
            return 0

    def wait_until_indexed(self, count: int, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while self.indexed() < count:
            assert time.monotonic() < deadline, f"only {self.indexed()} of {count} responses are indexed"
            time.sleep(0.05)


@pytest.fixture
def brand():
    with agency(brands=1) as org:
        yield Brand(org)


def test_a_server_that_dies_while_it_indexes_finds_everything_after_a_restart(brand, tmp_path):
    brand.import_many(tmp_path)
    for part in (1, 1500, 3000):
        live = launch(brand.program)
        brand.wait_until_indexed(part)
        live.kill()
    with server(brand.program) as live:
        window = brand.org.sign_in(live)
        for number in (0, 1, 777, 2999, 3000, 4321, MANY - 1):
            assert len(brand.found(window, f'"needle{number}"')) == 1, number
        brand.wait_until_indexed(MANY)
        for number in (0, 1, 777, 2999, 3000, 4321, MANY - 1):
            assert len(brand.found(window, f'"needle{number}"')) == 1, number
        assert len(brand.found(window, "common haystack")) == 25
        assert brand.found(window, "common -haystack") == []
        assert brand.indexed() == MANY
        window.close()


def test_what_comes_in_is_found_at_once_and_once_only(brand):
    with server(brand.program) as live:
        window = brand.org.sign_in(live)
        for number in range(30):
            sent = send_json(live, "POST", f"/v1/{brand.id}/responses", brand.answer(number, f"The café of round{number} in 東京."), brand.key)
            assert sent.status == 200, sent.text
            [id] = sent.json()["ids"]
            assert brand.found(window, f"round{number}") == [id]
            assert brand.found(window, f'"cafe of round{number}" 東京') == [id]
        brand.wait_until_indexed(30)
        assert len(brand.found(window, "cafe")) == 25
        window.close()


@pytest.mark.parametrize("damage", ["garbage", "empty", "gone"])
def test_an_index_that_is_damaged_or_gone_is_made_anew(brand, tmp_path, damage):
    with server(brand.program) as live:
        for number in range(40):
            assert send_json(live, "POST", f"/v1/{brand.id}/responses", brand.answer(number), brand.key).status == 200
        brand.wait_until_indexed(40)
    for suffix in ("-wal", "-shm"):
        brand.index.with_name(brand.index.name + suffix).unlink(missing_ok=True)
    match damage:
        case "garbage": brand.index.write_bytes(b"A" * 20_000)
        case "empty": brand.index.write_bytes(b"")
        case "gone": brand.index.unlink()
    with server(brand.program) as live:
        window = brand.org.sign_in(live)
        assert len(brand.found(window, "needle17")) == 1
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if brand.indexed() == 40:
                    break
            except sqlite3.DatabaseError:
                pass
            time.sleep(0.1)
        assert brand.indexed() == 40
        assert len(brand.found(window, "needle17")) == 1
        window.close()


def test_a_backup_that_is_restored_is_searched_as_it_is(brand):
    """The index of what came in after the backup must not answer for what came in after the restore."""
    with server(brand.program) as live:
        assert send_json(live, "POST", f"/v1/{brand.id}/responses", brand.answer(1, "first"), brand.key).status == 200
        brand.wait_until_indexed(1)
    database = brand.program.data / "latchkey.sqlite"
    backup = database.read_bytes()
    for words in ("ghost", "present"):
        with server(brand.program) as live:
            window = brand.org.sign_in(live)
            assert send_json(live, "POST", f"/v1/{brand.id}/responses", brand.answer(2, words), brand.key).status == 200
            brand.wait_until_indexed(2)
            assert len(brand.found(window, words)) == 1
            if words == "present":
                deadline = time.monotonic() + 30
                while brand.found(window, "ghost") and time.monotonic() < deadline:
                    time.sleep(0.2)
                assert brand.found(window, "ghost") == []
            window.close()
        if words == "ghost":
            for suffix in ("-wal", "-shm"):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
            database.write_bytes(backup)
