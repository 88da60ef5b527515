"""Pages on paper: whose they are and what they show, in light colours whatever the screen is like, with nothing to press."""

import pytest

from looks import screenshot

# What A4 leaves between its margins: as narrow as a screen on which tables are stacked.
PAPER = {"width": 718, "height": 1040}
PAGES = {
    "overview": ("?platform=claude&tag=core&period=26w", ["Shown:", "against the 182 days before", "Platform: Claude", "Tag: core"]),
    "explorer": ("/explorer?by=ai_platform&period=26w&country=DE", ["Shown:", "Country: DE"]),
    "sources": ("/sources?period=52w", ["Shown:", "against the 364 days before"]),
    "competitors": ("/competitors?period=52w&against=year", ["Shown:", "against 25 Nov 2024 – 23 Nov 2025"]),
    "prompts": ("/prompts?order=most-present", ["Order"]),
    "responses": ("/responses?platform=claude", ["Claude"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_says_whose_it_is_and_what_it_shows(demo_site, name):
    site = demo_site
    path, texts = PAGES[name]
    brand = site.org.brands[0]
    with site.window(site.org.admin, color_scheme="dark", viewport=PAPER) as page:
        answer = page.goto(site.address(f"/brands/{brand['id']}{path}"))
        assert answer.status == 200
        page.emulate_media(media="print", color_scheme="dark")
        screenshot(page, f"print-{name}")
        shown = page.locator("body").inner_text()
        for text in [f"/ {brand['name']}", *texts]:
            assert text in shown, (name, text, shown[:600])
        found = page.evaluate("""() => {
            const seen = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
            const light = c => c.match(/[\\d.]+/g).slice(0, 3).every(v => v > 200);
            const faults = [...document.querySelectorAll('button:not(.star-button), a.button, nav, .tools, input[type=checkbox]')].filter(seen).map(e => 'to press: ' + e.outerHTML.slice(0, 80));
            for (const e of document.querySelectorAll('body, main .card, main .table-box')) {
                const back = getComputedStyle(e).backgroundColor;
                if (seen(e) && !/, 0\\)$/.test(back) && !light(back)) faults.push(`dark: ${e.className} ${back}`);
            }
            for (const e of document.querySelectorAll('main table')) {
                if (!seen(e)) faults.push('a table that is not there: ' + e.innerText.slice(0, 40));
                else if (getComputedStyle(e).display !== 'table' || getComputedStyle(e.tHead).position === 'absolute') faults.push('a table that is none');
            }
            const width = document.documentElement.scrollWidth;
            if (width > document.documentElement.clientWidth) faults.push(`${width} wide`);
            return faults;
        }""")
        assert not found, "\n".join(found)
        assert name in ("prompts", "responses") or page.locator("main table").count()


def test_what_is_open_on_paper_is_as_before_on_the_screen(demo_site):
    """Without the style sheet's help: a browser that cannot open by it is helped by the script."""
    site = demo_site
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/brands/{site.org.brands[0]['id']}?period=26w"))
        tables = page.locator(".chart > details")
        tables.first.locator("summary").click()
        before = tables.evaluate_all("list => list.map(e => e.open)")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert all(tables.evaluate_all("list => list.map(e => e.open)"))
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert tables.evaluate_all("list => list.map(e => e.open)") == before and before.count(True) == 1
