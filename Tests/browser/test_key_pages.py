"""The pages of one key: what it does and may do, changing, narrowing, rotating and ending it."""

import re
import sqlite3
import time

import pytest
from playwright.sync_api import expect

from looks import look_over
from support.life import Life, eventually
from support.wire import Connection, get

PAGES = {
    "key": "/keys/{busy}", "activity": "/keys/{busy}/activity", "activity-day": "/keys/{busy}/activity?days=1",
    "activity-none": "/keys/{quiet}/activity",
    "explain": "/keys/{busy}/explain", "explain-yes": "/keys/{busy}/explain?operation=query&brand={brand}&address=",
    "explain-no": "/keys/{busy}/explain?operation=configure&brand={brand}", "edit": "/keys/{busy}/edit", "narrow": "/keys/{busy}/narrow",
    "rotate": "/keys/{busy}/rotate", "rotation": "/keys/{old}/rotation", "rotation-quiet": "/keys/{silent}/rotation",
    "revoke": "/keys/{busy}/revoke", "receipt": "/keys/{ended}", "archive": "/brands/{brand}/archive",
}
both_ways = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])


def use(site, token: str, client: str, path: str = "/v1/brands", times: int = 1) -> None:
    """Requests with the key; one that a command made is known to the server within a second."""
    with Connection(site.server) as connection:
        def once() -> bool:
            answer = connection.request("GET", path, headers={"Authorization": f"Bearer {token}", "User-Agent": client})
            return answer.status < 400 or answer.code != "key_unknown"
        for _ in range(times):
            eventually("the server knows the key", once)


def aged(site, name: str, scopes: list[str], brands: list[int], *more: str) -> dict:
    """A key of 70 days that needed its first brand yesterday and its last one long ago."""
    life = Life(site.org)
    key = site.org.create_key(name, scopes, brands, *more)
    life.past(key["id"], 65, "brands.read", brands[-1], requests=5)
    for day in range(1, 25):
        life.past(key["id"], day, "brands.read", brands[0], requests=40 + 13 * (day % 5))
        life.past(key["id"], day + 0.3, "brands.list", requests=day)
    life.past(key["id"], 2, "brands.read", outcome="brand_not_granted", requests=7)
    with sqlite3.connect(site.org.program.data / "latchkey.sqlite") as database:
        database.execute(
            "UPDATE key_activity SET last_used_at = ?, last_address = '203.0.113.7', last_client = 'looker/1' WHERE key_id = ?",
            (int(time.time() - 86_400) * 1000, key["id"]))
    life.age(key["id"], 70)
    return key


@pytest.fixture(scope="module")
def furnished(site):
    """Keys at every station of their lives."""
    org = site.org
    first, second, third = org.brand_ids()[:3]
    busy = aged(site, "Looker, Fabrikam report", ["query", "configure"], [first, second, third])
    old, silent, quiet, ended = (org.create_key(name, ["query"], None) for name in (
        "Nightly ETL with a name that is as long as names of jobs often are", "Silent", "Never used", "Ended"))
    for key in (old, ended):
        use(site, key["key"], "etl/2", times=3)
    use(site, old["key"], "looker/1", times=2)
    use(site, busy["key"], "curl/8", f"/v1/brands/{org.brand_ids()[4]}", times=2)
    for key in (old, ended):
        eventually("the uses are written", lambda: Life(org).json("key show", key["id"])["last_used_at"])
    org.program.ok("key", "revoke", "--org", org.slug, ended["id"])
    successor = org.program.json("key", "rotate", "--org", org.slug, old["id"], "--overlap", "3d", "--quiet", "6h")
    org.program.ok("key", "rotate", "--org", org.slug, silent["id"], "--overlap", "24h")
    use(site, successor["token"], "etl/2", times=4)
    eventually("the end is known", lambda: get(site.server, "/v1/", ended["key"]).code == "key_revoked")
    return {"busy": busy["id"], "old": old["id"], "silent": silent["id"], "quiet": quiet["id"], "ended": ended["id"], "brand": first}


def test_every_page_fits_and_can_be_read(site, furnished):
    with site.window(site.org.admin) as page:
        faults = []
        for name, path in PAGES.items():
            answer = page.goto(site.address(path.format(**furnished)))
            assert answer.status == 200, f"{name}: {answer.status}"
            for table in page.get_by_text("The numbers as a table").all():
                table.click()
            faults += look_over(page, f"one-{name}")
        page.goto(site.address(f"/keys/{furnished['busy']}/edit"))
        page.get_by_role("checkbox", name="Contoso").uncheck()
        page.get_by_label("Name", exact=True).fill("Looker, one brand less")
        page.get_by_role("button", name="See what changes").click()
        expect(page.get_by_role("heading", name="What it would have meant")).to_be_visible()
        faults += look_over(page, "one-change")
        assert not faults, "\n".join(faults)


# --- what it does ----------------------------------------------------------------------------------------------------


def test_the_chart_and_the_table_behind_it_tell_the_same(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/keys/{furnished['busy']}/activity?days=30"))
        chart = page.get_by_role("img", name=re.compile("Requests by day"))
        expect(chart).to_be_visible()
        summary = chart.locator("desc").text_content()
        page.get_by_text("The numbers as a table").click()
        rows = page.get_by_role("region", name=re.compile("as a table")).locator("tbody tr").all()
        numbers = [[int(cell.replace(",", "")) for cell in row.locator("td").all_inner_texts()] for row in rows]
        assert len(rows) == len(chart.locator("rect.up").all()) > 20
        accepted, refused = (sum(column) for column in zip(*numbers))
        cards = page.locator(".card .figure").all_inner_texts()
        assert cards[:2] == [f"{accepted:,}", str(refused)] and refused == 9, (cards, accepted, refused)
        assert f"{accepted:,}" in summary, summary
        # Nothing is told by colour alone: each bar has a tip.
        assert all(tip.text_content().strip() for tip in chart.locator("g > title").all())
        expect(page.get_by_role("table", name=re.compile("last requests that were refused"))).to_contain_text("curl/8")
        for label, days in (("24 hours", 1), ("7 days", 7), ("90 days", 90)):
            page.get_by_role("navigation", name="How far back").get_by_role("link", name=label).click()
            page.wait_for_url(f"**days={days}")


def test_a_page_of_a_key_that_was_never_used_says_so(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/keys/{furnished['quiet']}/activity"))
        expect(page.get_by_role("heading", name="No requests")).to_be_visible()
        assert page.get_by_role("img").count() == 0


# --- what it may do --------------------------------------------------------------------------------------------------


@both_ways
def test_the_question_is_answered_as_the_gate_would(site, furnished, script):
    key = site.org.create_key("Asked about", ["query"], site.org.brand_ids()[:1], "--address", "203.0.113.0/24")
    with site.window(site.org.admin, java_script_enabled=script, allow=(422,)) as page:
        page.goto(site.address(f"/keys/{key['id']}"))
        page.get_by_role("link", name="What it may do").click()

        def ask(scope: str, brand: str, address: str) -> None:
            page.get_by_label("What", exact=True).select_option(scope)
            page.get_by_label("On which brand").select_option(label=brand)
            page.get_by_label("From which address").fill(address)
            page.get_by_role("button", name="Ask").click()

        answer = page.get_by_role("status")
        ask("query", "Fabrikam", "203.0.113.9")
        expect(answer).to_contain_text("Yes, it would be allowed.")
        for scope, brand, address, code in (
            ("configure", "Fabrikam", "203.0.113.9", "scope_missing"), ("query", "Contoso", "::ffff:203.0.113.9", "brand_not_granted"),
            ("query", "Fabrikam", "198.51.100.1", "address_not_allowed"),
        ):
            ask(scope, brand, address)
            expect(answer).to_contain_text("No, it would be refused.")
            expect(answer).to_contain_text(code)
            expect(answer).to_contain_text("Who can change it")
        ask("query", "Fabrikam", "somewhere")
        expect(page.get_by_text("Write an address such as")).to_be_visible()
        assert get(site.server, "/v1/", key["key"]).code == "address_not_allowed", "asking changed nothing"


def test_a_key_that_was_changed_in_the_database_is_explained_as_the_gate_decides(site):
    key = site.org.create_key("Forged", ["query"], site.org.brand_ids()[:1])
    with sqlite3.connect(site.org.program.data / "latchkey.sqlite") as database:
        database.execute("UPDATE api_keys SET brand_access = 'all' WHERE id = ?", (key["id"],))
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/keys/{key['id']}/explain?operation=query"))
        expect(page.get_by_role("status")).to_contain_text("key_sealed_wrong")


# --- before something is taken away ----------------------------------------------------------------------------------


@both_ways
def test_a_change_is_shown_with_its_impact_before_it_is_made(site, script):
    first, second, third = site.org.brand_ids()[:3]
    key = aged(site, f"Changed {'with' if script else 'without'} a script", ["query"], [first, second])
    with site.window(site.org.admin, java_script_enabled=script) as page:
        page.goto(site.address(f"/keys/{key['id']}"))
        page.get_by_role("link", name="Edit").click()
        page.get_by_role("checkbox", name="Fabrikam").uncheck()
        page.get_by_role("button", name="See what changes").click()
        expect(page.locator(".impact")).to_contain_text(re.compile(r"[\d,]+ of the [\d,]+ calls of the last 30 days would have been refused"))
        expect(page.locator(".impact")).to_contain_text("looker/1")
        assert get(site.server, f"/v1/brands/{first}", key["key"]).status == 200, "nothing has changed yet"
        # Not what was meant: back, and another one, which nobody would notice.
        page.get_by_role("button", name="Back to the form").click()
        assert not page.get_by_role("checkbox", name="Fabrikam").is_checked(), "the form forgot what was chosen"
        page.get_by_role("checkbox", name="Fabrikam").check()
        page.get_by_role("checkbox", name="Contoso").uncheck()
        page.get_by_role("button", name="See what changes").click()
        expect(page.locator(".impact")).to_contain_text(re.compile("None of the [\\d,]+ calls"))
        page.get_by_role("button", name="Change the key").click()
        expect(page.get_by_role("status")).to_contain_text("Changed.")
    assert get(site.server, f"/v1/brands/{second}", key["key"]).code == "brand_not_granted"


@both_ways
def test_an_address_list_is_shown_with_the_callers_that_it_shuts_out(site, script):
    key = aged(site, f"Addresses {'with' if script else 'without'} a script", ["query"], site.org.brand_ids()[:2])
    with site.window(site.org.admin, java_script_enabled=script, allow=(422,)) as page:
        page.goto(site.address(f"/keys/{key['id']}/edit"))
        page.locator("details.advanced > summary").click()
        page.get_by_label("Only from these addresses").fill("203.0.113.0/33")
        page.get_by_role("button", name="See what changes").click()
        expect(page.get_by_role("alert")).to_be_visible()
        for block, headline in (("198.51.100.0/24", "All [\\d,]+ calls"), ("203.0.113.0/24\n2001:db8::/32", "None of the")):
            page.get_by_label("Only from these addresses").fill(block)
            page.get_by_role("button", name="See what changes").click()
            expect(page.locator(".impact")).to_contain_text(re.compile(headline))
            page.get_by_role("button", name="Back to the form").click()


@both_ways
def test_what_a_key_does_not_need_is_taken_away_with_one_confirmation(site, script):
    first, second = site.org.brand_ids()[:2]
    key = aged(site, f"Wide {'with' if script else 'without'} a script", ["query", "create-brand"], [first, second])
    with site.window(site.org.admin, java_script_enabled=script) as page:
        page.goto(site.address(f"/keys/{key['id']}"))
        expect(page.get_by_text("This key can do more than it needs.")).to_be_visible()
        expect(page.locator(".hint")).to_contain_text("Create Brand, nor the brand Contoso")
        page.get_by_role("link", name="Narrow it…").click()
        expect(page.locator(".impact")).to_contain_text("None of the")
        page.get_by_role("button", name="Narrow the key").click()
        expect(page.get_by_role("status")).to_contain_text("Narrowed.")
        assert page.locator(".hint").count() == 0
    assert get(site.server, f"/v1/brands/{second}", key["key"]).code == "brand_not_granted"
    assert get(site.server, f"/v1/brands/{first}", key["key"]).status == 200


# --- rotating --------------------------------------------------------------------------------------------------------


@both_ways
def test_a_rotation_is_watched_to_its_end(site, script):
    name = f"Rotated {'with' if script else 'without'} a script"
    key = site.org.create_key(name, ["query"], None)
    use(site, key["key"], "etl/2", times=2)
    use(site, key["key"], "looker/1")
    with site.window(site.org.admin, java_script_enabled=script) as page:
        page.goto(site.address(f"/keys/{key['id']}"))
        page.get_by_role("link", name="Rotate").click()
        expect(page.locator(".impact")).to_contain_text("looker/1")
        page.get_by_role("radio", name="3 days").check()
        page.get_by_role("radio", name="silent for 6 hours").check()
        page.get_by_role("button", name="Rotate key").click()
        token = page.locator("#token").inner_text()
        assert get(site.server, "/v1/key", key["key"]).header("Sunset") and not get(site.server, "/v1/key", token).header("Sunset")

        page.goto(site.address(f"/keys/{key['id']}"))
        page.get_by_role("link", name="Rotation", exact=True).click()
        rows = page.get_by_role("table", name=re.compile("with the old and with the new key"))
        for client in ("etl/2", "looker/1"):
            expect(rows.get_by_role("row").filter(has_text=client)).to_contain_text("Not moved yet")
        expect(page.locator("main")).to_contain_text("or as soon as it has been silent for 6 h")
        use(site, token, "etl/2")
        page.get_by_role("link", name="Look again").click()
        expect(rows.get_by_role("row").filter(has_text="etl/2")).to_contain_text("Moved")
        expect(rows.get_by_role("row").filter(has_text="looker/1")).to_contain_text("Not moved yet")
        # A source that the new key refused has not moved.
        use(site, token, "looker/1", "/v1/brands/99999")
        page.get_by_role("link", name="Look again").click()
        expect(rows.get_by_role("row").filter(has_text="looker/1")).to_contain_text("Not moved yet")
        use(site, token, "looker/1")
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("main")).to_contain_text("Every source that used the old key has been seen with the new one.")
        page.get_by_role("button", name="Finish now: end the old key").click()
        expect(page.get_by_role("status")).to_contain_text("Finished.")
        expect(page.get_by_role("region", name="Receipt")).to_contain_text("Rotated out")
    assert get(site.server, "/v1/", key["key"]).code == "key_rotated" and get(site.server, "/v1/", token).status == 200


def test_an_old_key_that_nobody_uses_is_told_to_be_quiet(site, furnished):
    with sqlite3.connect(site.org.program.data / "latchkey.sqlite") as database:
        moment, = database.execute("SELECT last_used_at FROM key_activity WHERE key_id = ?", (furnished["old"],)).fetchone()
    assert moment
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/keys/{furnished['silent']}/rotation"))
        expect(page.get_by_text("it was never used")).to_be_visible()
        expect(page.get_by_text("Neither key has been used since the rotation began.")).to_be_visible()


# --- ending ----------------------------------------------------------------------------------------------------------


@both_ways
def test_a_revoke_says_what_it_breaks_and_leaves_a_receipt(site, script):
    name = f"Revoked {'with' if script else 'without'} a script"
    key = site.org.create_key(name, ["query"], None)
    use(site, key["key"], "etl/2", times=3)
    with site.window(site.org.admin, java_script_enabled=script, allow=(422,)) as page:
        page.goto(site.address(f"/keys/{key['id']}"))
        page.get_by_role("link", name="Revoke").click()
        expect(page.locator(".impact")).to_contain_text("All 3 calls of the last 30 days would have been refused.")
        expect(page.locator(".impact")).to_contain_text("etl/2")
        page.get_by_role("textbox").fill("another name")
        page.get_by_role("button", name="Revoke key").click()
        expect(page.locator(".field-error")).to_be_visible()
        use(site, key["key"], "etl/2")
        page.get_by_role("textbox").fill(name)
        page.get_by_role("button", name="Revoke key").click()
        expect(page.get_by_role("status")).to_contain_text("Revoked.")
        for _ in range(2):
            assert get(site.server, "/v1/", key["key"]).code == "key_revoked"
        page.reload()
        receipt = page.get_by_role("region", name="Receipt")
        for text in ("Revoked, effective", "Last accepted request", "127.0.0.1, etl/2"):
            expect(receipt).to_contain_text(text)
        expect(receipt.locator("dd").last).to_have_text("2")
        url = receipt.get_by_role("link", name="The same as JSON").get_attribute("href")
        told = page.request.get(url).json()
        assert (told["key_id"], told["cause"], told["refusals_since"]) == (key["id"], "revoked", 2)


def test_who_ends_a_key_that_was_rotated_meanwhile_is_told_of_the_other_one(site):
    key = site.org.create_key("Rotates itself", ["query"], None)
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/keys/{key['id']}/revoke"))
        successor = site.org.program.json("key", "rotate", "--org", site.org.slug, key["id"], "--overlap", "1h")["key"]["id"]
        for warned in (True, False):
            page.get_by_role("textbox").fill("Rotates itself")
            page.get_by_role("button", name="Revoke key").click()
            if warned:
                expect(page.get_by_role("alert")).to_contain_text("has been rotated since you opened this page")
                expect(page.locator("main")).to_contain_text(successor)
        expect(page.get_by_role("status")).to_contain_text("Revoked.")


def test_archiving_a_brand_names_the_keys_that_lose_it(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/brands/{furnished['brand']}/archive"))
        expect(page.locator(".impact")).to_contain_text("would have been refused")
        page.locator(".impact").get_by_role("link", name="Looker, Fabrikam report").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Looker, Fabrikam report")
