"""Responses in files, made-up ones, ones that a crash comes between, and ones that are evaluated anew."""

import csv
import gzip
import io
import json
import signal
import threading
import time

import pytest
from support.agency import agency
from support.server import launch, server
from support.wire import Connection, get, send_json

KEY_SCOPES = ["query", "configure", "ingest"]


class Brand:
    """A brand with a prompt, and the commands on it."""

    def __init__(self, org) -> None:
        self.org, self.program, self.id = org, org.program, org.brand_ids()[0]
        self.place = ["--org", org.slug, "--brand", str(self.id)]
        self.prompt = self.program.json("prompt", "add", *self.place, "Which tool should an agency use?")["id"]
        self.key = org.create_key("Data", KEY_SCOPES, None)["token"]

    def answer(self, number: int, **more) -> dict:
        return {
            "prompt_id": self.prompt, "platform": "claude", "response_text": f"Answer {number}: Brand-1 is great.",
            "created_at": f"2026-03-{number % 28 + 1:02}T12:00:00Z", **more}

    def write(self, folder, name: str, answers: list[dict], broken: dict[int, str] | None = None):
        """An NDJSON file; `broken` are lines put in before others, by their number from 0."""
        lines = [json.dumps(answer) for answer in answers]
        for index, line in sorted((broken or {}).items()):
            lines.insert(index, line)
        text = "\n".join(lines) + "\n"
        path = folder / name
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return path

    def imported(self, *files, more: tuple[str, ...] = ()):
        return self.program.run("import", "responses", *self.place, *more, *map(str, files))

    def total(self, live) -> int:
        return get(live, f"/v1/{self.id}/responses?limit=1", self.key).json()["total"]


@pytest.fixture
def brand():
    with agency(brands=1) as org:
        yield Brand(org)


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_compressed_file_is_imported_and_a_second_time_changes_nothing(brand, tmp_path):
    path = brand.write(tmp_path, "answers.ndjson.gz", [brand.answer(number) for number in range(2500)])
    first, again = brand.imported(path), brand.imported(path)
    assert first.status == 0 and "Responses imported: 2500 (2500 new, 0 there already)." in first.out, first
    assert again.status == 0 and "(0 new, 2500 there already)" in again.out, again
    with server(brand.program) as live:
        assert brand.total(live) == 2500
        item = get(live, f"/v1/{brand.id}/responses?limit=1", brand.key).json()["items"][0]
        assert item["prompt"] == "Which tool should an agency use?"


def test_faulty_lines_are_named_and_left_out_only_when_asked(brand, tmp_path):
    broken = {1: "{", 3: json.dumps(brand.answer(9, platform="bing")), 4: json.dumps(brand.answer(9, prompt_id=4711))}
    path = brand.write(tmp_path, "answers.jsonl", [brand.answer(number) for number in range(5)], broken)
    stopped = brand.imported(path)
    assert stopped.status == 1 and stopped.out == "", stopped
    assert f"{path}, line 2: This is no JSON" in stopped.err, stopped
    assert "Responses written before it: 0" in stopped.err, stopped
    skipped = brand.imported(path, more=("--skip-faulty", "--json"))
    assert skipped.status == 2, skipped
    assert json.loads(skipped.out) == {"responses": 5, "stored": 5, "faulty": 3, "interrupted": False}
    assert "line 4: platform: Input should be" in skipped.err and "line 5: prompt_id:" in skipped.err, skipped


def test_an_export_can_be_imported_as_table_and_as_lines(brand, tmp_path):
    brand.program.ok("competitor", "add", *brand.place, "--name", "Rival")
    path = brand.write(tmp_path, "answers.ndjson", [
        brand.answer(1, response_text="Answer 1: Brand-1 is great. Rival is not.", citations=[{"url": "https://news.example/a", "title": "=1+1"}], country="DE", search_enabled=True),
        brand.answer(2, response_text="-cheap, \"quoted\"\nsecond line", evaluation={"brand_present": True, "brand_position": "top"})])
    assert brand.imported(path).status == 0
    with server(brand.program) as live:
        table = get(live, f"/v1/{brand.id}/responses?format=csv", brand.key).text
        lines = get(live, f"/v1/{brand.id}/responses?format=ndjson", brand.key).text
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["response_text"] for row in rows] == ["'-cheap, \"quoted\"\nsecond line", "Answer 1: Brand-1 is great. Rival is not."]
    (tmp_path / "export.csv").write_text(table, newline="")
    (tmp_path / "export.ndjson").write_text(lines)
    for name in ("export.csv", "export.ndjson"):
        done = brand.imported(tmp_path / name)
        assert done.status == 0 and "2 new" in done.out, done
    with server(brand.program) as live:
        items = get(live, f"/v1/{brand.id}/responses?limit=100", brand.key).json()["items"]
    # Three times the same, but for the id; and for what was given as found, which an export does not hold as given.
    for text in ("-cheap, \"quoted\"\nsecond line", "Answer 1: Brand-1 is great. Rival is not."):
        same = [{**item, "id": 0} for item in items if item["response_text"] == text]
        assert len(same) == 3
        if not text.startswith("-"):
            assert same[0] == same[1] == same[2]
            assert same[0]["competitors_present"] == ["Rival"]


@pytest.mark.parametrize("name, content, words", [
    ("answers.txt", "x", "Say --format ndjson or --format csv"),
    ("answers.csv", "a,b\n1,2\n", "must name the columns, with response_text among them"),
    ("answers.ndjson.gz", gzip.compress(b'{"a":1}\n' * 1000, mtime=0)[:-20], "damaged"),
], ids=["neither", "no column of text", "cut off"])
def test_a_file_that_is_none_is_refused(brand, tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = brand.imported(path, more=("--skip-faulty",))
    assert done.status == 1 and words in done.err, done
    missing = brand.imported(tmp_path / "nowhere.ndjson")
    assert missing.status == 1 and "nowhere.ndjson cannot be read" in missing.err, missing


# --- made up ---------------------------------------------------------------------------------------------------------


def test_made_up_responses_span_a_year_and_are_the_same_for_the_same_seed(brand):
    made = ["demo", "generate", *brand.place, "--responses", "400"]
    assert brand.program.json(*made) == {"responses": 400}
    brand.program.ok(*made)
    with server(brand.program) as live:
        assert brand.total(live) == 400
        items = get(live, f"/v1/{brand.id}/responses?limit=400", brand.key).json()["items"]
        months = get(live, f"/v1/{brand.id}/query?fields=date_month,responses&start_date=2020-01-01", brand.key).json()
    assert len({item["created_at"][:7] for item in items}) >= 12
    assert sum(month["responses"] for month in months) == 400
    assert 0.1 < sum(item["brand_present"] for item in items) / 400 < 0.95


def test_a_brand_without_prompts_has_no_made_up_responses():
    with agency(brands=1) as org:
        done = org.program.refused("demo", "generate", "--org", org.slug, "--brand", str(org.brand_ids()[0]))
        assert "has no prompts" in done.err


# --- nothing acknowledged is lost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("attempt", range(3))
def test_acknowledged_responses_survive_a_kill_and_none_is_there_in_part(brand, attempt):
    acknowledged: list[int] = []
    live = launch(brand.program)

    def send() -> None:
        with Connection(live) as connection:
            number = 0
            while True:
                body = json.dumps([brand.answer(number, client_id=f"{number}-{index}") for index in range(50)])
                try:
                    answer = connection.request(
                        "POST", f"/v1/{brand.id}/responses", key=brand.key, headers={"Content-Type": "application/json"}, body=body)
                except Exception:  # The server is gone.
                    return
                assert answer.status == 200, answer.text
                acknowledged.extend(answer.json()["ids"])
                number += 1

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    deadline = time.monotonic() + 20
    while len(acknowledged) < 100 * (attempt + 1) and time.monotonic() < deadline:
        get(live, f"/v1/{brand.id}/query?fields=responses", brand.key)
    live.kill()
    sender.join(20)
    assert len(acknowledged) >= 100
    with server(brand.program) as again:
        items = get(again, f"/v1/{brand.id}/responses?limit=100000", brand.key).json()["items"]
        ids = {item["id"] for item in items}
        assert ids >= set(acknowledged)
        assert len(ids) % 50 == 0, "a request was stored in part"
        counted = get(again, f"/v1/{brand.id}/query?fields=responses&start_date=2026-01-01", brand.key).json()
        assert counted == [{"responses": len(ids)}]


# --- evaluated anew --------------------------------------------------------------------------------------------------


def test_new_names_lead_to_new_evaluations_and_given_ones_stay(brand):
    with server(brand.program) as live:
        answers = [brand.answer(number, response_text="Zephyr is great.", citations=[{"url": "https://zephyr.example/a"}]) for number in range(30)]
        answers.append(brand.answer(1, response_text="Zephyr.", evaluation={"brand_present": False}))
        assert send_json(live, "POST", f"/v1/{brand.id}/responses", answers, brand.key).status == 200

        def measured() -> dict:
            query = f"/v1/{brand.id}/query?fields=responses,brand_presence_percentage,brand_citation_rate&start_date=2026-01-01"
            return get(live, query, brand.key).json()[0]

        assert measured() == {"responses": 31, "brand_presence_percentage": 0.0, "brand_citation_rate": 0.0}
        change = {"alternative_names": ["Zephyr"], "alternative_websites": ["https://zephyr.example"]}
        assert send_json(live, "PATCH", f"/v1/brands/{brand.id}", change, brand.key).status == 200
        seen = []
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            state = get(live, f"/v1/{brand.id}/responses/evaluation", brand.key).json()
            seen.append(measured())
            if state == {"state": "current", "pending": 0}:
                break
        # Whoever looks sees each response evaluated the old or the new way, its names and its pages together.
        for row in seen:
            assert row["brand_presence_percentage"] == row["brand_citation_rate"], row
        assert measured() == {"responses": 31, "brand_presence_percentage": 30 / 31, "brand_citation_rate": 30 / 31}
        item = next(
            item for item in get(live, f"/v1/{brand.id}/responses?limit=100", brand.key).json()["items"]
            if item["response_text"] == "Zephyr.")
        assert item["brand_present"] is False


def test_a_server_that_was_stopped_meanwhile_evaluates_when_it_starts(brand, tmp_path):
    path = brand.write(tmp_path, "a.ndjson", [brand.answer(number, response_text="Zephyr is great.") for number in range(20)])
    assert brand.imported(path).status == 0
    brand.program.ok("brand", "edit", *brand.place[:2], str(brand.id), "--alternative-name", "Zephyr")
    with server(brand.program) as live:
        deadline = time.monotonic() + 30
        while get(live, f"/v1/{brand.id}/responses/evaluation", brand.key).json()["pending"] and time.monotonic() < deadline:
            pass
        answer = get(live, f"/v1/{brand.id}/query?fields=brand_presence_percentage&start_date=2026-01-01", brand.key)
        assert answer.json() == [{"brand_presence_percentage": 1.0}]
        live.process.send_signal(signal.SIGTERM)
