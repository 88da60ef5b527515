"""Tables at every width: where one has no room it is scrolled within its box or stacked, so that no column is lost and no word falls apart."""

import re

from playwright.sync_api import expect

from looks import HEIGHT, misfits, table_faults

# A small phone, a phone, one that lies on its side, a tablet both ways, a desk.
WIDTHS = (320, 375, 725, 768, 1024, 1280)
# What A4 leaves between its margins, upright and on its side.
UPRIGHT, ASIDE = 718, 1047
MANY = "&".join(f"show={name}" for name in (
    "competitor_presence_percentage", "responses", "competitor_sentiment_score", "competitor_position_score", "competitor_citation_rate"))
WIDE = f"/explorer?by=competitor_name&by=ai_platform&{MANY}"
BRAND = {
    "overview": "?period=26w", "explorer": "/explorer", "explorer-wide": WIDE, "competitors": "/competitors",
    "competitor": "/competitors/{competitor}?period=52w", "sources": "/sources?period=52w", "prompts": "/prompts?order=most-present",
    "responses": "/responses", "shares": "/shares", "stages": "/stage-set/funnel", "collections": "/collections",
}
ORGANIZATION = {"agency": "", "keys": "/keys", "brands": "/brands", "members": "/members", "jobs": "/jobs", "audit": "/audit"}
ALL = [*(("brand", name) for name in BRAND), *(("organization", name) for name in ORGANIZATION)]


def visit(page, site, place: str, name: str) -> None:
    brand = site.org.brand_ids()[0]
    if place == "organization":
        path = ORGANIZATION[name]
    else:
        path = f"/brands/{brand}{BRAND[name]}"
    if "{competitor}" in path:
        page.goto(site.address(f"/brands/{brand}/competitors"))
        path = path.format(competitor=re.search(r"/competitors/(\d+)", page.locator("tbody th a").first.get_attribute("href"))[1])
    assert page.goto(site.address(path)).status == 200
    page.evaluate("() => document.querySelectorAll('.chart > details').forEach(part => { part.open = true; })")


def test_no_column_is_lost_and_no_word_falls_apart(demo_site):
    faults = []
    with demo_site.window(demo_site.org.admin) as page:
        for place, name in ALL:
            visit(page, demo_site, place, name)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                faults += table_faults(page, f"{name} at {width}") + misfits(page, f"{name} at {width}")
    assert not faults, "\n".join(faults)


def test_paper_has_all_of_a_table(demo_site):
    faults = []
    with demo_site.window(demo_site.org.admin) as page:
        for place, name in ALL:
            visit(page, demo_site, place, name)
            page.set_viewport_size({"width": ASIDE if name == "explorer-wide" else UPRIGHT, "height": HEIGHT})
            page.emulate_media(media="print")
            faults += table_faults(page, name) + misfits(page, name)
            if name == "overview":
                prompts = page.locator(".mover a").evaluate_all("list => list.map(each => each.getBoundingClientRect().width)")
                assert prompts and min(prompts) > 160, prompts
            page.emulate_media(media="screen")
    assert not faults, "\n".join(faults)


def test_a_table_of_many_columns_is_printed_on_paper_that_lies_on_its_side(demo_site):
    with demo_site.window(demo_site.org.admin) as page:
        for name, is_aside in (("explorer", False), ("explorer-wide", True)):
            visit(page, demo_site, "brand", name)
            sheets = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format="A4", prefer_css_page_size=True))
            assert sheets and any(float(width) > float(height) for width, height in sheets) == is_aside, (name, sheets)


def test_a_box_that_is_scrolled_is_reached_by_the_keyboard(demo_site):
    with demo_site.window(demo_site.org.admin, viewport={"width": 725, "height": HEIGHT}) as page:
        visit(page, demo_site, "brand", "competitors")
        box = page.get_by_role("region", name="The brand and its competitors by presence")
        expect(box).to_have_attribute("tabindex", "0")
        box.focus()
        for _ in range(10):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('.table-box').scrollLeft > 0")
        page.set_viewport_size({"width": 1280, "height": HEIGHT})
        expect(box).to_have_count(0)
