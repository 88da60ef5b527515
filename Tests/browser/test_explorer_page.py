"""The explorer: a question is put together, read as a chart and a table, and sent on as its address."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over
from support.agency import agency
from support.server import server

VIEWER = "vera@northwind.example"
HOSTILE = '<b>Not bold</b> & "quoted" ' + "w" * 60
VIEWS = {
    "standard": "", "lines": "by=date_week&by=ai_platform&show=responses&show=brand_presence_percentage&period=26w",
    "bars": "by=source_domain&show=citation_count&show=responses&period=52w", "whole": "by=none&show=responses",
    "many": "by=prompt&by=ai_platform&by=country&period=52w&show=responses&show=brand_position_score&show=competitor_citation_share_of_voice",
    "hostile": "by=date_month&by=tag&period=52w",
    "nothing": "filter=tag:nobody%20has%20this", "wrong": "by=dat&filter=nonsense&having=responses&than=many",
}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=1) as org:
        org.add_member(VIEWER, "viewer")
        place = ["--org", org.slug, "--brand", str(org.brand_ids()[0])]
        for text, tag in (("best accounting software", "core"), (HOSTILE, HOSTILE), ("is Fabrikam worth it?", "core")):
            org.program.ok("prompt", "add", *place, "--tag", tag, text)
        org.program.ok("competitor", "add", *place, "--name", "Contoso")
        org.program.ok("demo", "generate", *place, "--responses", "3000")
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


def address(site, query: str = "") -> str:
    return site.address(f"/brands/{site.org.brand_ids()[0]}/explorer{'?' + query if query else ''}")


def test_every_view_fits_and_can_be_read(site):
    with site.window(VIEWER, allow=(400,)) as page:
        faults = []
        for name, query in VIEWS.items():
            answer = page.goto(address(site, query))
            assert answer.status == (400 if name == "wrong" else 200), f"{name}: {answer.status}"
            faults += look_over(page, f"explorer-{name}")
        page.goto(address(site, VIEWS["lines"]))
        for place in range(3):
            menu = page.locator(".explorer-form details").nth(place)
            menu.locator("summary").click()
            faults += look_over(page, f"explorer-menu-{place}")
            menu.locator("summary").click()
        assert not faults, "\n".join(faults)


@SCRIPT
def test_a_question_is_put_together(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(address(site))
        expect(page.get_by_role("heading", name="Presence by week")).to_be_visible()
        expect(page.get_by_role("button", name="Show")).to_have_count(1)
        page.get_by_label("Group by").select_option("ai_platform")
        page.get_by_label("then by").first.select_option("date_month")
        metrics = page.locator(".explorer-form details").first
        metrics.locator("summary").click()
        metrics.get_by_role("checkbox", name=re.compile("^Citations")).check()
        metrics.get_by_role("checkbox", name=re.compile("^Presence")).uncheck()
        metrics.locator("summary").click()
        filters = page.locator(".explorer-form details").nth(1)
        filters.locator("summary").click()
        filters.get_by_label("Only where").select_option("ai_platform")
        filters.get_by_label("This value").fill("ChatGPT|Claude")
        filters.locator("summary").click()
        page.locator(".explorer-form").get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="Answers by platform and month")).to_be_visible()
        rows = page.locator(".explored-rows tbody th")
        assert set(rows.all_text_contents()) == {"ChatGPT", "Claude"}
        # The filter stands in the form as the API writes it.
        expect(page.locator("#filter-1")).to_have_value("ai_platform:ChatGPT|Claude")

        header = page.get_by_role("columnheader", name=re.compile("^Citations"))
        header.get_by_role("link").click()
        expect(page.get_by_role("columnheader", name=re.compile("^Citations"))).to_have_attribute("aria-sort", "descending")
        # The table stays where one looks.
        expect(page.get_by_role("columnheader", name=re.compile("^Citations"))).to_be_in_viewport()
        page.get_by_role("columnheader", name=re.compile("^Citations")).get_by_role("link").click()
        expect(page.get_by_role("columnheader", name=re.compile("^Citations"))).to_have_attribute("aria-sort", "ascending")
        page.get_by_role("navigation", name="Metric in the chart").get_by_role("link", name="Citations").click()
        expect(page.get_by_role("heading", name="Citations by platform and month")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("^CSV")).click()
        assert re.fullmatch(r"[a-z0-9-]+-explorer-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)


@SCRIPT
def test_what_cannot_be_asked_is_told_and_put_right(site, script):
    with site.window(VIEWER, java_script_enabled=script, allow=(400,)) as page:
        page.goto(address(site, "by=date_week&filter=position_bucket:topp"))
        expect(page.get_by_role("alert")).to_contain_text("the nearest is 'top'")
        page.locator(".explorer-form details").nth(1).locator("summary").click()
        page.get_by_label("Filter 1").fill("position_bucket:top")
        page.get_by_label("Filter 1").press("Enter")
        expect(page.get_by_role("heading", name="Presence by week")).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
