"""What an analyst does with the numbers: chooses what they are about, sends the view on, and takes them elsewhere."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from told import Told, asking, change, compare_with_api, compare_with_table, is_changed, is_near, number, of_brand, plain, run, worked_out

VIEWER = "vera@northwind.example"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
# Where a page has charts or tables with a file and an API call: filtered by everything, and where some spans have no answers.
VIEWS = {
    "overview": "?period=26w", "overview-filtered": "?period=30d&platform=claude&platform=chatgpt&against=year",
    "overview-alone": "?period=52w&against=nothing&trend=sentiment", "overview-tag": "?period=13w&tag={tag}&branded=yes&trend=citations",
    "overview-persona": "?period=26w&persona={persona}&stage={stage}", "overview-weeks-a-year-ago": "?period=26w&topic={topic}&against=year",
    "overview-gaps": "?period=26w&country={country}&platform=grok&tag={tag}&trend=position",
    "overview-before-the-first-answer": "?from=2024-01-10&to=2027-12-31&against=nothing",
    "sources": "/sources?period=52w", "sources-alone": "/sources?period=30d&against=nothing", "sources-of-competitors": "/sources?period=26w&owner=competitor",
    "sources-of-the-brand": "/sources?period=26w&owner=brand&topic={topic}&order=gained", "sources-found": "/sources?period=52w&q={letters}&order=lost",
    "sources-of-others": "/sources?period=26w&owner=other&tag={tag}&persona={persona}&country={country}&against=year",
    "source": "/sources/domain?period=52w&domain={domain}", "source-filtered": "/sources/domain?period=26w&domain={domain}&stage={stage}&branded=no",
    "competitors": "/competitors?period=52w", "competitors-filtered": "/competitors?period=26w&stage={stage}&country={country}&branded=no",
    "competitor": "/competitors/{competitor}?period=52w", "competitor-filtered": "/competitors/{competitor}?period=13w&tag={tag}&platform=claude",
    "prompt": "/prompts/{prompt}", "explorer": "/explorer?by=ai_platform&by=date_month&period=52w&show=responses&show=brand_sentiment_score",
    "explorer-filtered": "/explorer?by=date_week&by=country&period=26w&tag={tag}&branded=yes&show=competitor_presence_percentage&having=responses&than=3",
}


@pytest.fixture(scope="module")
def site(demo_site):
    demo_site.org.add_member(VIEWER, "viewer")
    demo_site.key = demo_site.org.create_key("Analyst", ["query"], None)["key"]
    return demo_site


@pytest.fixture(scope="module")
def known(site):
    with site.window(VIEWER) as page:
        found = {name: first_link(page, brand(site, path), pattern) for name, (path, pattern) in {
            "domain": ("/sources?period=52w", r"domain=([^&]+)"), "competitor": ("/competitors?period=52w", r"/competitors/(\d+)"),
            "prompt": ("/prompts?order=most-present", r"/prompts/(\d+)"),
        }.items()}
        page.goto(brand(site))
        for name in ("tag", "topic", "persona", "stage", "country"):
            found[name] = quote(page.locator(f"input[name={name}]").first.get_attribute("value"))
        return found | {"letters": found["domain"][1:5].upper()}


def first_link(page, address: str, pattern: str) -> str:
    page.goto(address)
    links = page.locator("main a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(found[1] for link in links if (found := re.search(pattern, link)))


def brand(site, rest: str = "") -> str:
    return site.address(f"/brands/{site.org.brand_ids()[0]}{rest}")


# --- which answers ---------------------------------------------------------------------------------------------------


@SCRIPT
def test_a_view_is_chosen_and_its_address_shows_somebody_else_the_same(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(brand(site))
        before = page.locator(".figure").all_inner_texts()
        page.get_by_label("Period").select_option("Last 26 weeks")
        page.locator("summary").filter(has_text="All platforms").click()
        page.get_by_role("checkbox", name="Claude").check()
        page.locator("details[open]").get_by_role("button", name="Show").click()
        page.wait_for_url("**period=26w**platform=claude**")
        expect(page.get_by_role("heading", name="Presence by week")).to_be_visible()
        expect(page.locator("summary").filter(has_text="Claude").first).to_be_visible()
        # What the charts show is another part of the view, and leaves the rest of it alone.
        page.get_by_role("link", name=re.compile("^Sentiment")).click()
        expect(page.get_by_role("heading", name="Sentiment by week")).to_be_visible()
        expect(page.get_by_label("Period")).to_have_value("26w")
        shown = page.locator("main").inner_text()
        assert page.locator(".figure").all_inner_texts() != before
        address = page.url
        page.reload()
        assert page.locator("main").inner_text() == shown
    with site.window(site.org.admin, java_script_enabled=script) as page:
        page.goto(address)
        # Who may share the report is offered that too.
        assert page.locator("main").inner_text().replace("Share\n", "", 1) == shown
        page.get_by_role("link", name="Without filters").click()
        expect(page.get_by_label("Period")).to_have_value("26w")
        assert "platform" not in page.url


@SCRIPT
def test_dates_that_are_typed_go_before_the_period_and_along_to_the_next_page(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(brand(site))
        page.locator("summary").filter(has_text="Dates").click()
        page.get_by_label("First day").fill("2026-03-01")
        page.get_by_label("Last day").fill("2026-03-31")
        page.locator("details[open]").get_by_role("button", name="Show").click()
        page.wait_for_url(re.compile(r"/brands/\d+\?from=2026-03-01&to=2026-03-31$"))
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources").click()
        page.wait_for_url(re.compile(r"/sources\?from=2026-03-01&to=2026-03-31$"))
        # Dates that only stood in the form give way to a period that is chosen.
        page.get_by_label("Period").select_option("Last 30 days")
        page.locator("form.view > button").click()
        page.wait_for_url(re.compile(r"/sources\?period=30d$"))
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Prompts").click()
        page.locator("tbody th a").first.click()
        expect(page.get_by_label("Period")).to_have_value("30d")
        page.get_by_role("link", name="← Prompts").click()
        page.wait_for_url(re.compile(r"/prompts\?period=30d$"))


@SCRIPT
def test_what_an_address_asks_for_and_nobody_knows_is_told_over_the_form(site, script):
    with site.window(VIEWER, java_script_enabled=script, allow=(400,)) as page:
        for place in ("", "/explorer", "/sources", "/competitors", "/prompts", "/responses"):
            assert page.goto(brand(site, f"{place}?platform=hal9000&period=26w")).status == 400
            expect(page.get_by_role("alert")).to_contain_text("“hal9000” is no platform")
            expect(page.get_by_label("Period")).to_have_value("26w")
            page.locator("form.view > button, .explorer-go button").click()
            expect(page.get_by_role("alert")).to_have_count(0)


def test_a_filter_is_set_by_the_keyboard_alone(site):
    with site.window(VIEWER) as page:
        page.goto(brand(site))

        def focus(script: str) -> bool:
            return page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({script}); }})()")

        def tab_to(script: str, what: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                if focus(script):
                    assert focus("getComputedStyle(e).outlineStyle !== 'none'"), f"one cannot see that {what} has the focus"
                    return
            raise AssertionError(f"Tab does not reach {what}")

        tab_to("e.matches('summary') && e.textContent.includes('All platforms')", "the menu of platforms")
        page.keyboard.press("Enter")
        tab_to("e.name === 'platform' && e.value === 'perplexity'", "a platform")
        page.keyboard.press("Space")
        # Escape closes what is open and keeps one's place; what was ticked stays ticked.
        page.keyboard.press("Escape")
        assert focus("e.matches('summary') && !e.parentElement.open")
        tab_to("e.matches('form.view > button[type=submit]')", "the button")
        page.keyboard.press("Enter")
        page.wait_for_url("**platform=perplexity**")
        expect(page.locator("summary").filter(has_text="Perplexity").first).to_be_visible()


# --- and to take them elsewhere --------------------------------------------------------------------------------------


def download(page, link) -> list[dict]:
    with page.expect_download() as started:
        link.click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("view", VIEWS)
def test_table_file_and_api_call_of_every_chart_say_the_same(site, known, view):
    with site.window(VIEWER, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(brand(site, VIEWS[view].format(**known)))
        tools = page.locator(".tools")
        assert tools.count() > 0
        seen = 0
        for place in range(tools.count()):
            these = tools.nth(place)
            file = these.get_by_role("link", name=re.compile("^CSV of"))
            rows = download(page, file)
            these.locator("summary").click()
            these.get_by_role("button", name="Copy").click()
            expect(these.get_by_role("button", name="Copied")).to_be_visible()
            call = page.evaluate("navigator.clipboard.readText()")
            assert call.strip() == these.locator("pre").inner_text().strip()
            page.keyboard.press("Escape")
            compare_with_api(rows, Told(run(call, site.key)), is_of_movers="moved" in file.inner_text())
            seen += len(rows)
            frame = these.locator("xpath=ancestor::figure[1]")
            if frame.count() and frame.get_by_text("The numbers as a table").count():
                compare_with_table(rows, frame)
        assert seen > 0


def call_of(page, chart: str) -> str:
    return page.locator(f"#{chart}-call").text_content()


@pytest.mark.parametrize("view", [view for view in VIEWS if view.startswith("overview")])
def test_the_numbers_over_the_charts_are_those_of_the_api(site, known, view):
    metrics = {"Presence": "brand_presence_percentage", "Position": "brand_position_score", "Sentiment": "brand_sentiment_score", "Cited by": "brand_citation_rate"}
    with site.window(VIEWER) as page:
        page.goto(brand(site, VIEWS[view].format(**known)))
        told = Told(run(asking(call_of(page, "trend"), *metrics.values()), site.key))
        now, before = told.now[()], (told.before or {}).get((), {})
        cards = page.locator(".figures .card").all()
        assert [card.locator(".label").inner_text().split(":")[0].strip() for card in cards] == list(metrics)
        for card, name in zip(cards, metrics.values()):
            assert is_near(number(card.locator(".figure").inner_text()), now[name]), (name, now)
            is_share = not name.endswith("score")
            assert is_changed(change(card), now[name], before.get(name), 100 if is_share else 1), (name, now, before)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.startswith("sources")])
def test_the_shares_of_the_owners_are_those_of_the_api(site, known, view):
    owners = {"The brand": "brand", "A competitor": "competitor", "Others": "other"}
    with site.window(VIEWER) as page:
        page.goto(brand(site, VIEWS[view].format(**known)))
        told = Told(run(call_of(page, "owners"), site.key))
        cards = page.locator(".figures .card").all()
        assert [card.locator(".label").inner_text().split(":")[0].strip() for card in cards] == list(owners)
        for card, owner in zip(cards, owners.values()):
            now = told.now.get((owner,), {})
            share = worked_out("citation_share", now, told.now)
            assert is_near(number(card.locator(".figure").inner_text()), share), (owner, told.now)
            before = None if told.before is None else worked_out("citation_share", told.before.get((owner,), {}), told.before)
            assert is_changed(change(card), share, before, 100), (owner, share, before)
            said = [int(text) for text in re.findall(r"\d+", card.locator(".quiet").inner_text().replace(",", ""))]
            assert said == [now.get("citation_count") or 0, now.get("citation_unique_domains") or 0], (said, now)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.startswith("competitors")])
def test_the_share_of_voice_is_worked_out_of_what_the_api_says(site, known, view):
    with site.window(VIEWER) as page:
        page.goto(brand(site, VIEWS[view].format(**known)))
        told = Told(run(call_of(page, "share-of-voice"), site.key)).now
        names = {row["competitor_name"]: row for row in told.values()}
        lines = page.locator("table.voices tbody tr").all()
        assert len(lines) == len(told) + 1
        shares = []
        for line in lines:
            is_brand = "own" in (line.get_attribute("class") or "")
            row = of_brand(told) if is_brand else names[line.locator("th .name").inner_text()]
            cells = [cell.inner_text().split("\n")[0] for cell in line.locator("td").all()]
            share = worked_out("share_of_voice", row, told)
            assert is_near(number(cells[1]), share), (cells, share)
            kinds = ["presence_percentage", "position_score", "sentiment_score", "citation_rate"]
            for cell, kind in zip(cells[2:], kinds):
                assert is_near(number(cell), row[f"{'brand' if is_brand else 'competitor'}_{kind}"]), (kind, cells, row)
            shares.append(share)
        assert shares == sorted(shares, reverse=True) and abs(sum(shares) - 1) < 1e-9


# --- lists -----------------------------------------------------------------------------------------------------------


@SCRIPT
def test_the_agency_sees_its_brands_in_the_order_it_asks_for(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(site.address())
        order = page.get_by_role("navigation", name="Order")
        for label in ("Most present first", "Largest gain first", "By name", "Largest fall first"):
            order.get_by_role("link", name=label).click()
            expect(order.get_by_role("link", name=label)).to_have_attribute("aria-current", "true")
            names = page.locator("tbody th a").all_inner_texts()
            presence = [number(cell.locator("strong").inner_text()) for cell in page.locator("tbody td[data-label=Presence]").all()]
            # The file has the brands without answers too, which the page shows apart.
            rows = [row for row in download(page, page.get_by_role("link", name="CSV", exact=True)) if row["responses"] != "0"]
            assert len(names) >= 6 and [row["brand"] for row in rows] == names
            changes = [plain(row["brand_presence_percentage"]) - plain(row["brand_presence_percentage_before"]) for row in rows]
            assert all(is_near(shown, plain(row["brand_presence_percentage"])) for shown, row in zip(presence, rows))
            wanted = {
                "Most present first": presence == sorted(presence, reverse=True), "By name": names == sorted(names, key=str.lower),
                "Largest gain first": changes == sorted(changes, reverse=True), "Largest fall first": changes == sorted(changes),
            }[label]
            assert wanted, (label, names, presence, changes)


@SCRIPT
def test_prompts_are_sorted_by_how_present_the_brand_is(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(brand(site, "/prompts"))
        for label, is_descending in (("Most present", True), ("Least present", False)):
            page.get_by_text("More filters").click() if not page.get_by_label("Order").is_visible() else None
            page.get_by_label("Order").select_option(label)
            page.get_by_role("button", name="Filter").click()
            page.wait_for_url(f"**order={label.lower().replace(' ', '-')}**")
            cells = [cell.inner_text().split()[0] for cell in page.locator("tbody td.presence").all()]
            shown = [number(cell) for cell in cells if cell != "–"]
            assert len(shown) > 10 and shown == sorted(shown, reverse=is_descending), shown


@SCRIPT
def test_from_a_trend_to_the_prompts_behind_it_and_to_an_answer(site, script):
    """The way that a question goes: who is ahead of us, where, and what was said there."""
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(brand(site, "?period=52w"))
        bar = page.get_by_role("navigation", name="Pages")
        bar.get_by_role("link", name="Competitors").click()
        page.locator("tbody th a").first.click()
        page.get_by_role("heading", name="Prompts where it is ahead").wait_for()
        bar.get_by_role("link", name="Sources").click()
        page.locator("tbody th a").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        bar.get_by_role("link", name="Responses").click()
        page.locator("tbody th a").first.click()
        expect(page.get_by_role("region", name="Text of the answer").or_(page.get_by_role("region", name="Answer")).first).to_be_visible()
        page.get_by_role("link", name="All responses to it").click()
        page.wait_for_url("**prompt=**")
        expect(page.get_by_role("link", name="All prompts")).to_be_visible()
