"""The dashboard's explorer beside the API: the file of a view has the rows that the call on its page gives."""

import csv
import html
import io
import json
import re
import shlex
from urllib.parse import urlencode

import pytest
from support.oracle_arena import arena

WHOLE = [("from", "2024-01-01"), ("to", "2027-12-31"), ("against", "nothing")]
LATER = [("from", "2026-01-01"), ("to", "2027-12-31"), ("against", "before")]

# The address of a view, as a form sends it.
VIEWS = [
    WHOLE,
    LATER,
    [*WHOLE, ("by", "none"), ("show", "responses"), ("show", "citation_unique_domains")],
    [*WHOLE, ("by", "tag"), ("show", "responses"), ("filter", "tag:!alpha|a\\|b|\\!bang|comma, \"quote\"|")],
    [*WHOLE, ("by", "prompt_topic"), ("by", "ai_platform"), ("show", "brand_sentiment_score"), ("filter", "prompt_topic:!caf\u00e9|cafe\u0301")],
    [*WHOLE, ("by", "branded"), ("by", "prompt_id"), ("by", "persona_name"), ("show", "responses"), ("stage", "Advice")],
    [*WHOLE, ("by", "competitor_name"), ("by", "competitor_id"), ("show", "competitor_presence_percentage"), ("show", "responses")],
    [*WHOLE, ("by", "source_url"), ("by", "source_type"), ("show", "citation_count"), ("having", "citation_count"), ("is", "gte"), ("than", "1")],
    [*WHOLE, ("by", "ai_platform"), ("show", "responses"), ("filter", "source_type:brand|competitor|other")],
    [*WHOLE, ("by", "source_type"), ("show", "citation_count"), ("where", "source_type"), ("where_is", "not"), ("value", "competitor")],
    [*WHOLE, ("by", "source_domain"), ("show", "competitor_citation_rate"), ("platform", "claude"), ("platform", "google_gemini")],
    [*WHOLE, ("by", "country"), ("by", "position_bucket"), ("where", "position_bucket"), ("where_is", "not"), ("value", "top|")],
    [*WHOLE, ("by", "date_quarter"), ("show", "brand_presence_percentage"), ("having", "brand_presence_percentage"), ("is", "gte"), ("than", "33.3%")],
    [*LATER, ("by", "date_month"), ("by", "stage"), ("show", "brand_position_score"), ("show", "responses"), ("branded", "no")],
    [*LATER, ("by", "ai_platform"), ("by", "ai_platform_search_enabled"), ("show", "brand_citation_share_of_voice"), ("country", "DE")],
    [("from", "2026-06-01"), ("to", "2027-01-31"), ("against", "year"), ("by", "date"), ("show", "responses"), ("show", "citation_count")],
]


@pytest.fixture(scope="module")
def shown():
    """A brand with answers, and a browser on its dashboard."""
    with arena() as made:
        world = made.add("Explored", prompts=25, competitors=4, personas=3, responses=300).world
        dashboard = made.org.sign_in(made.server)
        yield world, dashboard, f"/o/{made.org.slug}/brands/{world.id}/explorer"
        dashboard.close()


def records(text: str) -> list[list[str]]:
    """Of a file, without what keeps a spreadsheet from running a formula."""
    assert text.startswith("\ufeff")
    dangerous = tuple("=+-@\t\r\n＝＋－＠")

    def plain(cell: str) -> str:
        return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(dangerous) else cell

    return [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]


def body_of(page: str) -> dict:
    """What the call on the page sends."""
    call = re.search(r'id="explored-call"[^>]*>([^<]*)<', page)
    assert call, page[-2000:]
    words = shlex.split(html.unescape(call[1]))
    return json.loads(words[words.index("-d") + 1])


def texts(values: list) -> list:
    """Values of the API as a file has them; numbers stay numbers."""
    return ["" if value is None else str(value).lower() if isinstance(value, bool) else value for value in values]


def columns_of(answer: dict) -> tuple[list[str], list[list]]:
    """The header and the columns of the file that has an answer of the API."""
    header, columns = [], []
    for place, column in enumerate(answer["columns"]):
        header.append(column["name"])
        columns.append(texts(answer["data"][place]))
        if answer["comparison"] and (column["kind"] == "metric" or column["name"].startswith("date")):
            header.append(column["name"] + "_before")
            columns.append(texts(answer["comparison"]["data"][place]))
    return header, columns


def is_same(cell: str, value) -> bool:
    if isinstance(value, str):
        return cell == value
    return cell != "" and float(cell) == float(value)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(value for name, value in view if name in ("by", "against")))
def test_the_file_is_what_the_call_on_the_page_gives(shown, view):
    world, dashboard, address = shown
    # In the order of the groups, which is that of the API.
    query = urlencode([*view, ("sort", "groups")])
    page = dashboard.open(f"{address}?{query}")
    assert page.status == 200, page.text[:500]
    answer = world.send("POST", f"/v2/query/{world.id}", body_of(page.answer.text))
    header, columns = columns_of(answer)
    file = dashboard.open(f"{address}.csv?{query}")
    assert file.status == 200 and file.answer.header("Content-Type") == "text/csv; charset=utf-8"
    first, *rows = records(file.answer.text)
    assert first == header
    assert len(rows) == answer["row_count"] > 0
    for place, row in enumerate(rows):
        expected = [column[place] for column in columns]
        assert all(map(is_same, row, expected)) and len(row) == len(expected), f"row {place}: {row} is not {expected}"


def test_the_order_of_a_page_changes_no_row(shown):
    _, dashboard, address = shown
    query = urlencode([*WHOLE, ("by", "tag"), ("by", "ai_platform"), ("show", "responses"), ("show", "brand_presence_percentage")])
    files = [
        records(dashboard.open(f"{address}.csv?{query}&sort={sort}").answer.text)
        for sort in ("groups", "-groups", "responses", "-responses", "brand_presence_percentage")]
    assert files[1][1:] == files[0][:0:-1]
    assert all(sorted(file) == sorted(files[0]) for file in files)
    counts = [int(row[2]) for row in files[3][1:]]
    assert counts == sorted(counts, reverse=True)


def test_what_the_api_would_refuse_is_told_in_its_words(shown):
    world, dashboard, address = shown
    for text in ("ai_platfrom:Claude", "prompt:x", "position_bucket:topp", "date:2027-02-30"):
        page = dashboard.open(f"{address}?{urlencode([*WHOLE, ('filter', text)])}")
        assert page.status == 400
        refused = world.send("GET", f"/v1/{world.id}/query?{urlencode([('fields', 'responses'), ('filters', text)])}", expect=400)
        assert " ".join(refused["detail"].split()) in page.text
        assert html.escape(text) in page.answer.text, "the form still has it"
