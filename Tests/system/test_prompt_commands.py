"""`latchkey prompt`: prompts one at a time, and whole files of them."""

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import time

import pytest
from support.agency import agency
from support.program import BINARY

FIELDS = {
    "id", "text", "stage", "persona_id", "platforms", "tags", "topics", "language", "branded", "favorite", "status", "created_at"}
PLATFORMS = [
    "chatgpt", "claude", "google_ai_overviews", "perplexity", "meta", "google_ai_mode", "google_gemini", "copilot", "grok"]


class Prompts:
    """`latchkey prompt …` on one brand."""

    def __init__(self, org) -> None:
        self.org, self.program, self.brand = org, org.program, org.brand_ids()[0]

    def arguments(self, command: str, *more: str) -> list[str]:
        return ["prompt", command, "--org", self.org.slug, "--brand", str(self.brand), *more]

    def json(self, command: str, *more: str, input: str | None = None):
        return self.program.json(*self.arguments(command, *more), input=input)

    def run(self, command: str, *more: str, input: str | None = None):
        return self.program.run(*self.arguments(command, *more), input=input)

    def refused(self, command: str, *more: str, input: str | None = None) -> str:
        return self.program.refused(*self.arguments(command, *more), input=input).err

    def listed(self, *more: str) -> list[dict]:
        return self.json("list", "--status", "all", "--limit", "100000", *more)

    def texts(self, *more: str) -> list[str]:
        return [prompt["text"] for prompt in self.listed(*more)]

    def persona(self, name: str) -> int:
        return self.program.json(
            "persona", "add", "--org", self.org.slug, "--brand", str(self.brand), "--name", name, "--description", "d")["id"]


@pytest.fixture
def prompts():
    with agency(brands=1) as org:
        yield Prompts(org)


# --- one at a time ---------------------------------------------------------------------------------------------------


def test_a_prompt_is_added_with_all_that_belongs_to_it(prompts):
    buyer = prompts.persona("Buyer")
    added = prompts.json(
        "add", "Which tracker is best?", "--stage", "Comparison", "--persona", "Buyer", "--tag", "eu", "--tag", " eu ", "--tag", "q1",
        "--topic", "time", "--platform", "Google Gemini", "--platform", "claude", "--language", "en", "--favorite")
    assert set(added) == FIELDS | {"outcome"} and added["outcome"] == "created"
    assert (added["stage"], added["persona_id"], added["tags"], added["topics"]) == ("Comparison", buyer, ["eu", "q1"], ["time"])
    assert (added["platforms"], added["favorite"], added["status"]) == (["claude", "google_gemini"], True, "active")
    again = prompts.json("add", "Which tracker is best?", "--persona", str(buyer), "--tag", "other")
    assert (again["outcome"], again["id"], again["tags"]) == ("existing", added["id"], ["eu", "q1"])
    assert prompts.json("add", "Which tracker is best?")["id"] != added["id"], "for nobody in particular it is another prompt"
    assert prompts.json("add", "Everywhere?")["platforms"] == PLATFORMS


def test_an_archived_prompt_is_taken_up_again_with_what_is_given(prompts):
    first = prompts.json("add", "Why?", "--tag", "old", "--topic", "kept")
    prompts.json("archive", str(first["id"]))
    assert [prompt["status"] for prompt in prompts.listed()] == ["archived"]
    again = prompts.json("add", "Why?", "--tag", "new")
    assert (again["outcome"], again["id"], again["status"]) == ("restored", first["id"], "active")
    assert (again["tags"], again["topics"]) == (["new"], ["kept"])


def test_prompts_are_changed_together_or_not_at_all(prompts):
    ids = [str(prompts.json("add", f"Question {number}?", "--tag", "a")["id"]) for number in range(3)]
    changed = prompts.json("edit", *ids, "--add-tag", "b", "--remove-tag", "a", "--topic", "t", "--favorite", "--platform", "claude")
    assert all((each["tags"], each["topics"], each["favorite"], each["platforms"]) == (["b"], ["t"], True, ["claude"]) for each in changed)
    changed = prompts.json("edit", ids[0], "--no-tags", "--no-topics", "--no-favorite", "--all-platforms", "--stage", "Advice")[0]
    assert (changed["tags"], changed["topics"], changed["favorite"], changed["platforms"]) == ([], [], False, PLATFORMS)
    assert "has no prompt 99" in prompts.refused("edit", ids[1], "99", "--no-tags")
    assert "has no prompt 99" in prompts.refused("archive", ids[1], "99")
    assert [each["tags"] for each in prompts.listed()] == [[], ["b"], ["b"]]
    prompts.json("archive", *ids)
    assert prompts.json("list") == []
    assert [each["status"] for each in prompts.json("restore", *ids)] == ["active"] * 3


def test_a_persona_is_given_and_taken_away(prompts):
    buyer = prompts.persona("Buyer")
    one, other = (prompts.json("add", text)["id"] for text in ("Why?", "How?"))
    assert prompts.json("edit", str(one), "--persona", "Buyer")[0]["persona_id"] == buyer
    prompts.json("add", "Why?")
    assert "would become the same" in prompts.refused("edit", str(one), "--no-persona")
    assert prompts.json("edit", str(other), "--no-persona")[0]["persona_id"] is None
    assert "has no persona \"Nobody\". It has Buyer" in prompts.refused("edit", str(other), "--persona", "Nobody")


def test_the_list_is_filtered(prompts):
    prompts.persona("Buyer")
    prompts.json("add", "Is Fabrikam good?", "--stage", "Advice", "--tag", "eu", "--topic", "time", "--platform", "claude", "--favorite")
    prompts.json("add", "Which tracker?", "--stage", "Other", "--persona", "Buyer")
    archived = prompts.json("add", "Gone?")["id"]
    prompts.json("archive", str(archived))
    for arguments, texts in [
        ((), ["Is Fabrikam good?", "Which tracker?"]), (("--status", "archived"), ["Gone?"]), (("--stage", "Advice"), ["Is Fabrikam good?"]),
        (("--persona", "Buyer"), ["Which tracker?"]), (("--tag", "eu"), ["Is Fabrikam good?"]), (("--topic", "time"), ["Is Fabrikam good?"]),
        (("--platform", "grok"), ["Which tracker?"]), (("--branded",), ["Is Fabrikam good?"]), (("--no-branded",), ["Which tracker?"]),
        (("--favorite",), ["Is Fabrikam good?"]), (("--search", "TRACK which"), ["Which tracker?"]), (("--stage", "advice"), []),
        (("--limit", "1"), ["Is Fabrikam good?"]), (("--limit", "1", "--offset", "1"), ["Which tracker?"]),
    ]:
        assert [each["text"] for each in prompts.json("list", *arguments)] == texts, arguments
    table = prompts.run("list", "--limit", "1").out
    assert "Is Fabrikam good?" in table and "2 in all" in table and "NAMES THE BRAND" in table


@pytest.mark.parametrize(("arguments", "words"), [
    (("add", "Why?", "--stage", "advice"), "no stage \"advice\". Its stages are Advice, Awareness, Evaluation, Comparison, Other; case counts"),
    (("add", "  "), "The prompt is missing"), (("add", "x" * 10_001), "has 10001 characters; at most 10000"),
    (("add", "Why?", "--language", "EN"), "is no language code"), (("add", "Why?", "--platform", "bing"), "There is no platform"),
    (("edit", "1"), "Say what to change"), (("edit", "1", "--tag", "a", "--no-tags"), "Give either"), (("edit", "--no-tags"), "Missing"),
    (("archive", "1"), "has no prompt 1"), (("list", "--status", "paused"), "paused"),
])
def test_a_mistake_is_told(prompts, arguments, words):
    assert words in prompts.refused(*arguments)
    assert prompts.listed() == []


# --- files -----------------------------------------------------------------------------------------------------------

SHEET = """\
Prompt;stage;persona;tags;key_topics;platforms;language;favourite;status;Volume
"Which tracker; and why?";Comparison;Buyer;eu|"q1";time;claude|Google Gemini;en;yes;active;900
'=SUM(A1) is what?;;;;;;;;archived;
"Two
lines";;;;;;;;;
"""


def test_a_sheet_is_imported_with_all_its_columns(prompts, tmp_path):
    buyer = prompts.persona("Buyer")
    path = tmp_path / "prompts.csv"
    path.write_text("\ufeff" + SHEET.replace('|"q1"', "|q1").replace("\n", "\r\n"), newline="")
    rehearsed = prompts.json("import", str(path), "--dry-run")
    assert (rehearsed["dry_run"], rehearsed["rows"], rehearsed["created"], rehearsed["faults"]) == (True, 3, 3, [])
    assert prompts.listed() == []
    outcome = prompts.run("import", str(path))
    assert outcome.status == 0 and "Prompts imported: 3 (3 new" in outcome.out and "passed over: Volume" in outcome.err, outcome
    first, second, third = prompts.listed()
    assert first["text"] == "Which tracker; and why?" and first["persona_id"] == buyer and first["favorite"] is True
    assert (first["stage"], first["tags"], first["topics"], first["language"]) == ("Comparison", ["eu", "q1"], ["time"], "en")
    assert first["platforms"] == ["claude", "google_gemini"]
    assert (second["text"], second["status"], second["platforms"]) == ("=SUM(A1) is what?", "archived", PLATFORMS)
    assert third["text"] == "Two\r\nlines"
    again = prompts.json("import", str(path))
    assert (again["created"], again["restored"], again["existing"]) == (0, 0, 3), "a file can be imported twice"


def test_lists_documents_and_lines_are_read_from_files_and_standard_input(prompts, tmp_path):
    (tmp_path / "list.txt").write_text("First, really?\n\nSecond?\n")
    outcome = prompts.run("import", str(tmp_path / "list.txt"))
    assert outcome.status == 0 and "each line is taken for one prompt" in outcome.err, outcome
    records = [{"text": "Third?", "tags": ["t"], "key_topics": ["k"], "persona_id": None, "favorite": True, "other": {}}, {"text": "Fourth?"}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "b.ndjson").write_text('{"text": "Fifth?"}\n\n{"text": "Sixth?", "status": "archived"}\n')
    answer = prompts.json("import", str(tmp_path / "a.json"), str(tmp_path / "b.ndjson"))
    assert (answer["rows"], answer["created"]) == (4, 4)
    answer = prompts.json("import", "--format", "json", "-", input=json.dumps({"prompts": [{"text": "Seventh?"}]}))
    assert answer["created"] == 1
    assert prompts.texts() == ["First, really?", "Second?", "Third?", "Fourth?", "Fifth?", "Sixth?", "Seventh?"]
    third = prompts.listed("--search", "third")[0]
    assert (third["tags"], third["topics"], third["favorite"]) == (["t"], ["k"], True)


@pytest.mark.parametrize(("name", "content", "places"), [
    ("a.csv", "text,stage,favorite\nGood?,,\nBad?,Nowhere,\n,Advice,\nWorse?,,perhaps\n\"a\"b,,\nOff?,,,,x\n", [
        (3, "no stage \"Nowhere\""), (4, "The prompt is missing"), (5, "favorite is \"perhaps\""), (6, "closing quotation mark"),
        (7, "5 cells"),
    ]),
    ("a.json", '[{"text": "Good?"}, {"text": 7}, {"stage": "Advice"}, {"text": "a", "tags": "b"}, 3, {"text": "c", "persona": 9}]', [
        (2, "text: this is not a text"), (3, "text is missing"), (4, "tags: this is not a list"), (5, "not an object"),
        (6, "has no persona \"9\""),
    ]),
    ("a.ndjson", '{"text": "Good?"}\n{"text": "cut\n{"text": "a", "status": "paused"}\n', [(2, "not JSON"), (3, "status:")]),
])
def test_all_that_is_wrong_is_told_by_its_place_and_nothing_is_written(prompts, tmp_path, name, content, places):
    path = tmp_path / name
    path.write_text(content)
    outcome = prompts.run("import", str(path))
    word = "element" if name.endswith(".json") else "line"
    assert outcome.status == 1 and prompts.listed() == [], outcome
    for line, words in places:
        assert re.search(rf"{name}, {word} {line}: .*{re.escape(words)}", outcome.err), (line, words, outcome.err)
    assert f"Faulty rows: {len(places)} of" in outcome.err and "Nothing was written" in outcome.err and "--skip-faulty" in outcome.err
    answer = prompts.run("import", str(path), "--json")
    assert answer.status == 1 and [fault["line"] for fault in answer.json()["faults"]] == [line for line, _ in places]
    outcome = prompts.run("import", str(path), "--skip-faulty")
    assert outcome.status == 2 and "left out" in outcome.err, outcome
    assert prompts.texts() == ["Good?"]


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.csv", b"stage,tags\nAdvice,a\n", "no column text"), ("a.csv", "text\nWhy?".encode("utf-16"), "UTF-16"),
    ("a.json", b"[1, 2", "line 1: This is not JSON. "), ("a.json", b"3", "not an object"), ("a.xlsx", b"PK", "Say --format"), ("a.csv", None, "cannot be read"),
])
def test_a_file_that_is_none_is_refused(prompts, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert words in prompts.refused("import", str(tmp_path / name))


def test_what_is_exported_is_imported_into_another_brand_as_it_was(prompts, tmp_path):
    prompts.persona("Buyer")
    prompts.json(
        "add", "=HYPERLINK(\"x\")", "--tag", "a|b", "--tag", "c\\d", "--tag", "@e", "--persona", "Buyer", "--favorite", "--platform", "claude")
    prompts.json("archive", str(prompts.json("add", "Gone, \"really\"?\nYes")["id"]))
    before = prompts.listed()
    exported = prompts.run("export", "--status", "all").out
    cells = list(csv.reader(io.StringIO(exported, newline="")))
    assert cells[0] == ["text", "stage", "persona", "tags", "topics", "platforms", "language", "favorite", "status"]
    assert cells[1][0] == "'=HYPERLINK(\"x\")" and cells[1][3] == "a\\|b|c\\\\d|@e"
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in cells[1:] for cell in row if cell)
    for number, file_format in enumerate(("csv", "json", "ndjson")):
        path = tmp_path / f"out.{file_format}"
        report = prompts.json("export", "--status", "all", "--format", file_format, "--output", str(path))
        assert report == {"prompts": 2, "file": str(path)}
        other = Prompts(prompts.org)
        other.brand = prompts.org.add_brand(f"Copy {number}")["id"]
        other.persona("Buyer")
        other.json("import", str(path))
        for old, new in zip(before, other.listed(), strict=True):
            left_out = {"id", "persona_id", "created_at", "branded"}
            assert {name: value for name, value in old.items() if name not in left_out} \
                == {name: value for name, value in new.items() if name not in left_out}
            assert (old["persona_id"] is None) == (new["persona_id"] is None)
    assert prompts.run("export", "--for-excel").out.startswith("\ufefftext,")
    assert "is there already" in prompts.refused("export", "--output", str(path))


# --- large imports ---------------------------------------------------------------------------------------------------


def on_a_terminal(prompts: Prompts, *arguments: str, until=None) -> tuple[int, str, str]:
    """Runs a command whose standard error is a terminal. `until` sees what is shown, and may say to interrupt it."""
    outer, inner = pty.openpty()
    command = [str(BINARY), *prompts.arguments(*arguments), "--data", str(prompts.program.data)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=inner, env=prompts.program.environment, text=True)
    os.close(inner)
    shown = b""
    while True:
        try:
            shown += os.read(outer, 4096)
        except OSError:
            break
        if until and until(shown.decode(errors="replace")):
            process.send_signal(signal.SIGINT)
            until = None
    os.close(outer)
    out = process.stdout.read()
    process.stdout.close()
    return process.wait(60), out, shown.decode(errors="replace")


@pytest.fixture(scope="module")
def large_sheet(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.csv"
    path.write_text("text,tags\n" + "".join(f"How does tracker {number} compare?,bulk|n{number % 7}\n" for number in range(20_000)))
    return path


def test_twenty_thousand_prompts_are_imported_with_a_bar_on_a_terminal(prompts, large_sheet):
    status, out, shown = on_a_terminal(prompts, "import", str(large_sheet))
    assert status == 0 and "Prompts imported: 20000 (20000 new" in out, (status, out, shown[-500:])
    steps = [int(step) for step in re.findall(r"(\d+) of 20000", shown)]
    assert steps == sorted(steps) and len(steps) >= 20 and steps[-1] == 20_000 and "Checking 20000" in shown
    assert re.search(r"Writing \[#+-+\] 50 %", shown)
    quiet = prompts.run("import", str(large_sheet), "--dry-run")
    assert quiet.status == 0 and quiet.err == "" and "20000 there already" in quiet.out, "no bar where nobody looks"
    assert len(prompts.listed()) == 20_000
    prompts.program.ok("audit", "verify")


def test_an_interrupted_import_says_what_is_written_and_goes_on_when_run_again(prompts, large_sheet):
    status, out, shown = on_a_terminal(
        prompts, "import", str(large_sheet), until=lambda shown: re.search(r"Writing .* [1-9]\d* of", shown))
    assert status == 130 and out == "", (status, out, shown[-500:])
    written = int(re.search(r"Interrupted\. Prompts written: (\d+) of 20000 ", shown).group(1))
    assert 0 < written < 20_000 and len(prompts.listed()) == written
    answer = prompts.json("import", str(large_sheet))
    assert (answer["existing"], answer["created"]) == (written, 20_000 - written)


def test_an_import_that_is_interrupted_while_it_checks_has_written_nothing(prompts, large_sheet):
    status, _, shown = on_a_terminal(prompts, "import", str(large_sheet), until=lambda shown: "Checking" in shown)
    assert status == 130 and "Prompts written: 0 of" in shown and prompts.listed() == [], (status, shown[-500:])


def test_a_server_that_runs_sees_what_is_imported(prompts, large_sheet):
    from support.server import server
    from support.wire import get
    with server(prompts.program) as running:
        key = prompts.org.create_key("reader", ["query"], None)["token"]
        prompts.json("import", str(large_sheet))
        deadline = time.monotonic() + 3
        while (answer := get(running, f"/v1/{prompts.brand}/prompts?limit=1", key)).status != 200:
            assert time.monotonic() < deadline, answer.text
            time.sleep(0.02)
        assert answer.json()["total"] == 20_000
        assert len(get(running, f"/v1/{prompts.brand}/prompts?limit=100000", key).json()["items"]) == 20_000
