"""What is chosen in filters: by the keyboard, and among very many values."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Site
from support.agency import agency
from support.server import server

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
TAGS = [f"tag {number:03}" for number in range(320)]


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=1) as org:
        place = ["--org", org.slug, "--brand", str(org.brand_ids()[0])]
        for part in range(0, len(TAGS), 80):
            tags = [word for tag in TAGS[part : part + 80] for word in ("--tag", tag)]
            org.program.ok("prompt", "add", *place, *tags, f"best accounting software number {part}")
        org.program.ok("demo", "generate", *place, "--responses", "200")
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


@pytest.mark.parametrize(
    "path, label, button",
    [
        ("/brands/{brand}/prompts", "Order", "Filter"), ("/brands/{brand}/sources?period=52w", "Order", "Search"),
        ("/keys", "State", "Search"), ("/audit", "Action", "Filter"),
    ],
    ids=["prompts", "sources", "keys", "audit"])
def test_a_choice_by_keyboard_waits_for_the_button(demo_site, path, label, button):
    """WCAG 2.2 §3.2.2: who goes through the choices of a list is not sent to another page by each of them."""
    with demo_site.window(demo_site.org.admin) as page:
        page.goto(demo_site.address(path.format(brand=demo_site.org.brand_ids()[0])))
        select, before = page.get_by_role("combobox", name=label, exact=True), page.url
        select.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        chosen = select.input_value()
        assert select.evaluate("select => select.selectedIndex") == 2 and page.url == before
        expect(select).to_be_focused()
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_url(re.compile(rf"[?&]\w+={re.escape(chosen)}"))
        expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(chosen)


@SCRIPT
def test_a_long_list_is_searched_and_any_value_can_be_chosen(site, script):
    with site.window(site.org.admin, java_script_enabled=script, viewport={"width": 1280, "height": 720}) as page:
        page.goto(site.address(f"/brands/{site.org.brand_ids()[0]}/prompts"))
        page.locator("summary").filter(has_text="All tags").click()
        sheet = page.locator(".pick[open] .sheet")
        expect(sheet.get_by_text("The first 300 of 320 are listed.")).to_be_visible()
        expect(sheet.get_by_role("button", name="Show")).to_be_in_viewport()
        search = sheet.get_by_role("searchbox", name="Search Tags")
        if script:
            search.fill("TAG 12")
            # Return looks, and sends nothing.
            search.press("Enter")
            expect(sheet.get_by_role("status")).to_have_text("10 found")
            expect(sheet.get_by_role("checkbox")).to_have_count(10)
            search.fill("nothing like this")
            expect(sheet.get_by_role("status")).to_have_text("None has that in its name.")
            search.fill("")
            expect(sheet.get_by_role("checkbox")).to_have_count(300)
        else:
            expect(search).to_be_hidden()
        sheet.get_by_role("checkbox", name=TAGS[3]).check()
        sheet.get_by_label("Another one").fill(TAGS[-1])
        sheet.get_by_role("button", name="Show").click()
        page.wait_for_url("**tag=tag**")
        expect(page.locator("summary").filter(has_text="Tags: 2")).to_be_visible()
        expect(page.locator("tbody th")).to_have_count(2)
