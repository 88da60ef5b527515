"""`latchkey brand`, `competitor`, `persona` and `collection`."""

import re

import pytest
from support.agency import agency
from support.life import Life
from support.program import Program

COMMANDS = [
    *(("brand", name) for name in ("create", "list", "show", "edit", "archive", "restore")),
    *(("competitor", name) for name in ("list", "add", "edit", "archive")), *(("persona", name) for name in ("list", "add", "edit", "archive")),
    *(("prompt", name) for name in ("list", "add", "edit", "archive", "restore", "import", "export")),
    ("collection", "list"), ("collection", "request"), ("job", "list"), ("job", "cancel"), ("job", "resume"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_names_every_option_with_words_beside_it(command, tmp_path):
    text = Program(tmp_path).ok(*command, "--help", data=False).out
    assert f"USAGE: latchkey {' '.join(command)}" in text and "--data" in text and "--json" in text, text
    listed = text.split("OPTIONS:\n")[1].splitlines()
    for line, following in zip(listed, [*listed[1:], ""], strict=True):
        if line.startswith("  -"):
            assert re.search(r"\S {2,}\S|> \w", line) or following.startswith(" " * 20), f"{line} is not explained:\n{text}"
    words = [line for line in text.splitlines() if not line.startswith("USAGE:")]
    assert max(map(len, words)) <= 80, "it does not fit a terminal"


@pytest.fixture
def life():
    with agency(brands=2) as org:
        yield Life(org)


def of(life, index: int = 0) -> tuple[str, str]:
    return ("--brand", str(life.org.brand_ids()[index]))


def test_a_brand_is_made_shown_and_changed_field_by_field(life):
    made = life.json(
        "brand create", "--name", "Adventure Works", "--website", "https://adventure.example", "--description", "Bicycles.",
        "--alternative-name", "AW", "--alternative-name", "Adventure", "--excluded-name", "adventure park", "--alternative-website",
        "https://aw.example", "--topic", "bikes", "--status", "prospect", "--case-sensitive", "--language", "de")
    assert made["alternative_names"] == ["AW", "Adventure"] and made["excluded_names"] == ["adventure park"]
    assert (made["status"], made["case_sensitive"], made["language"], made["archived"]) == ("prospect", True, "de", False)
    assert [stage["name"] for stage in made["stages"]] == ["Advice", "Awareness", "Evaluation", "Comparison", "Other"]
    assert life.json("brand show", str(made["id"])) == made

    def after(*change: str) -> dict:
        answer = life.json("brand edit", str(made["id"]), *change)
        return {name: value for name, value in answer.items() if value != made[name]}

    assert after("--name", "AdventureWorks") == {"name": "AdventureWorks"}
    assert after("--name", "Adventure Works", "--no-case-sensitive") == {"case_sensitive": False}
    assert after("--case-sensitive", "--topic", "a", "--topic", "b") == {"key_topics": ["a", "b"]}
    assert after("--topic", "bikes", "--no-alternative-names") == {"alternative_names": []}
    assert "is like this already" in life.text("brand edit", str(made["id"]), "--topic", "bikes")
    assert "Changed brand" in life.text("brand edit", str(made["id"]), "--status", "customer")
    sheet = life.text("brand show", str(made["id"]))
    for words in ("Adventure Works", "https://adventure.example", "customer", "adventure park", "Advice, Awareness"):
        assert words in sheet, sheet
    assert "Say what to change" in life.refused("brand edit", str(made["id"]))
    assert "is no language code" in life.refused("brand edit", str(made["id"]), "--language", "deu")
    assert "There is no brand 99" in life.refused("brand show", "99")


def test_competitors_are_added_changed_and_archived(life):
    made = life.json(
        "competitor add", *of(life), "--name", "Rival", "--website", "https://rival.example", "--alternative-name", "R", "--case-sensitive")
    assert made == {
        "id": made["id"], "name": "Rival", "alternative_names": ["R"], "excluded_names": [], "websites": ["https://rival.example"],
        "case_sensitive": True}
    assert life.json("competitor list", *of(life)) == [made]
    changed = life.json("competitor edit", *of(life), str(made["id"]), "--name", "Rivals", "--no-websites")
    assert changed == {**made, "name": "Rivals", "websites": []}
    assert "is like this already" in life.text("competitor edit", *of(life), str(made["id"]), "--name", "Rivals")
    assert "Rivals" in life.text("competitor list", *of(life))
    assert "has no competitor" in life.refused("competitor edit", *of(life, 1), str(made["id"]), "--name", "x"), "of another brand"
    assert "Archived competitor" in life.text("competitor archive", *of(life), str(made["id"]))
    assert life.json("competitor list", *of(life)) == []
    assert "has no competitor" in life.refused("competitor archive", *of(life), str(made["id"]))


def test_a_website_has_one_owner_within_a_brand(life):
    refusal = life.refused("competitor add", *of(life), "--name", "Rival", "--website", "http://www.fabrikam.example/shop")
    assert "fabrikam.example/shop is a website of Fabrikam already" in refusal
    life.json("competitor add", *of(life), "--name", "Rival", "--website", "https://mall.example/a")
    life.json("competitor add", *of(life), "--name", "Other", "--website", "https://mall.example/b")
    assert "a website of Rival already" in life.refused(
        "brand edit", str(life.org.brand_ids()[0]), "--alternative-website", "mall.example/a/")
    life.json("competitor add", *of(life, 1), "--name", "Fabrikam", "--website", "https://fabrikam.example")


def test_personas_are_added_changed_and_archived(life):
    made = life.json("persona add", *of(life), "--name", "Buyer", "--description", "Buys.")
    assert made == {"id": made["id"], "name": "Buyer", "description": "Buys."} and life.json("persona list", *of(life)) == [made]
    assert life.json("persona edit", *of(life), str(made["id"]), "--description", "Pays.") == {**made, "description": "Pays."}
    assert "Say what to change" in life.refused("persona edit", *of(life), str(made["id"]))
    life.text("persona archive", *of(life), str(made["id"]))
    assert life.json("persona list", *of(life)) == []
    assert life.events()[-3:].count("brand.changed") == 3 or life.events()[:3].count("brand.changed") == 3


def test_answers_are_asked_for_once_a_platform(life):
    brand = of(life)
    prompt = life.json("prompt add", *brand, "Why?", "--platform", "claude", "--platform", "grok")["id"]
    jobs = life.json("collection request", *brand, str(prompt))
    assert [(job["platform"], job["state"], job["prompt_id"], job["finished_at"]) for job in jobs] == [
        ("claude", "queued", prompt, None), ("grok", "queued", prompt, None)]
    assert life.json("collection request", *brand, str(prompt), "--platform", "grok") == [jobs[1]], "a waiting job is not queued twice"
    said = life.text("collection request", *brand, str(prompt), "--platform", "grok")
    assert "waits for: grok" in said and "no collector" in said
    assert {job["id"] for job in life.json("collection list", *brand)} == {job["id"] for job in jobs}
    assert life.json("collection list", *brand, "--state", "done") == []
    assert "2 in all" in life.text("collection list", *brand, "--limit", "1")
    assert "is not put to meta" in life.refused("collection request", *brand, str(prompt), "--platform", "meta")
    life.json("prompt archive", *brand, str(prompt))
    assert "is archived" in life.refused("collection request", *brand, str(prompt))


def test_a_brand_of_another_organization_is_none(life):
    life.program.ok("org", "create", "--name", "Others", "--admin", "o@o.example", "--password-stdin", input="a password of theirs 1\n")
    for command in ("prompt list", "competitor list", "persona list", "collection list", "prompt export"):
        outcome = life.program.refused(*command.split(), "--org", "others", *of(life))
        assert "There is no brand" in outcome.err, outcome
