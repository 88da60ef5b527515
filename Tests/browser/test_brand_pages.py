"""A brand's settings and prompts: what an editor does there, what a viewer sees."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over, screenshot
from support.agency import agency
from support.server import server
from test_pages import LONG

EDITOR = "edda@northwind.example"
VIEWER = "vera@northwind.example"
PAGES = {
    "names": "/settings/names", "about": "/settings/about", "websites": "/settings/websites", "topics": "/settings/topics",
    "competitors": "/settings/competitors", "competitor": "/settings/competitors/{competitor}", "new-competitor": "/settings/competitors/new",
    "archive-competitor": "/settings/competitors/{competitor}/archive", "personas": "/settings/personas", "new-persona": "/settings/personas/new",
    "stages": "/settings/stages", "stage-set": "/stage-set/funnel", "prompts": "/prompts", "prompts-filtered": "/prompts?tag=core&platform=claude",
    "prompts-none": "/prompts?q=nothing-like-this", "prompt": "/prompts/{prompt}", "new-prompts": "/prompts/new", "import": "/prompts/import",
    "source": "/sources/domain?domain=news.example", "rival": "/competitors/{competitor}",
}
# What viewers see is less of the same: these are of each kind, and one refusal looks like another.
OF_VIEWERS = {"names", "competitors", "competitor", "stages", "prompts", "prompt", "import"}
HOSTILE = '<b>Not bold</b> & "quoted" ' + "w" * 60
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=5) as org:
        org.add_member(EDITOR, "editor")
        org.add_member(VIEWER, "viewer")
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


def path(site, rest: str = "", brand: int = 0) -> str:
    return site.address(f"/brands/{site.org.brand_ids()[brand]}{rest}")


@pytest.fixture(scope="module")
def furnished(site):
    """Something on every page of the first brand."""
    with site.window(EDITOR) as page:
        for name in ("Contoso", LONG, HOSTILE):
            add_competitor(page, site, name, f"{name[:7].lower().replace(' ', '-').replace('<', '')}.example")
        competitor = number(page.get_by_role("link", name="Contoso"))
        page.goto(path(site, "/settings/personas/new"))
        page.get_by_label("Name").fill("Finance lead")
        page.get_by_label("Description").fill("Keeps the books of a small company and has no time.")
        page.get_by_role("button", name="Add persona").click()
        add_prompts(page, site, ["best accounting software for a small shop", HOSTILE, "is Fabrikam worth it?"], tags=["core", "germany"])
        add_prompts(page, site, [f"question number {index} about accounting" for index in range(60)])
        prompt = number(page.get_by_role("link", name="best accounting software"))
    return {"competitor": competitor, "prompt": prompt}


def number(link) -> int:
    return int(re.search(r"/(\d+)$", link.get_attribute("href"))[1])


def add_competitor(page, site, name: str, website: str) -> None:
    page.goto(path(site, "/settings/competitors"))
    page.get_by_role("link", name="+ New competitor").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Websites").fill(website)
    page.get_by_role("button", name="Add competitor").click()
    expect(page.get_by_role("status")).to_contain_text("was added")


def add_prompts(page, site, texts: list[str], tags: list[str] = ()) -> None:
    page.goto(path(site, "/prompts"))
    page.get_by_role("link", name="+ New prompts").first.click()
    page.get_by_label("Prompts", exact=True).fill("\n".join(texts))
    page.get_by_label("Tags").fill("\n".join(tags))
    page.get_by_role("button", name="Add prompts").click()
    expect(page.get_by_role("status")).to_contain_text("1 was added" if len(texts) == 1 else f"{len(texts)} were added")


def test_every_page_fits_and_can_be_read(site, furnished):
    for who, email in (("editor", EDITOR), ("viewer", VIEWER)):
        with site.window(email, allow=(403,)) as page:
            faults = []
            for name, rest in PAGES.items():
                answer = page.goto(path(site, rest.format(**furnished)))
                is_change = any(word in name for word in ("new-", "archive-", "import", "stage-set"))
                assert answer.status == (403 if who == "viewer" and is_change else 200), f"{who} {name}: {answer.status}"
                if who == "editor" or name in OF_VIEWERS:
                    faults += look_over(page, f"brand-{who}-{name}")
            assert not faults, "\n".join(faults)


@SCRIPT
def test_names_are_saved_and_who_was_slower_keeps_what_was_typed(site, furnished, script):
    with site.window(EDITOR, java_script_enabled=script) as page, site.window(site.org.admin, allow=(409,)) as slower:
        slower.goto(path(site, "/settings/topics", brand=1))
        page.goto(path(site, "/settings/names", brand=1))
        names = f"Con\nContoso {script}"
        page.get_by_label("Also called").fill(names)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        expect(page.get_by_label("Also called")).to_have_value(names)
        topic = f"Theirs {script}"
        page.get_by_role("link", name="Topics").click()
        page.get_by_label("Topics").fill(topic)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")

        slower.get_by_label("Topics").fill("Mine")
        slower.get_by_role("button", name="Save").click()
        expect(slower.get_by_role("alert")).to_contain_text("Somebody else changed this")
        expect(slower.get_by_label("Topics")).to_have_value("Mine")
        expect(slower.get_by_text(topic)).to_be_visible()
        assert not script or not (faults := look_over(slower, "brand-stale")), "\n".join(faults)
        slower.get_by_role("button", name="Save").click()
        expect(slower.get_by_role("status")).to_contain_text("Saved.")


def test_a_website_that_is_taken_is_told_beside_its_field(site, furnished):
    with site.window(EDITOR, allow=(422,)) as page:
        page.goto(path(site, "/settings/websites"))
        page.get_by_label("Other websites").fill("shop.example\nhttps://www.contoso.example/")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("Line 2: contoso.example is a website of Contoso already")
        expect(page.get_by_label("Other websites")).to_have_attribute("aria-invalid", "true")
        assert not (faults := look_over(page, "brand-domain-taken")), "\n".join(faults)


@SCRIPT
def test_prompts_are_ticked_tagged_archived_and_restored(site, furnished, script):
    texts = [f"ticked {name} {script}" for name in ("one", "two")]
    with site.window(EDITOR, java_script_enabled=script) as page:
        add_prompts(page, site, texts)
        page.get_by_label("Words in the text").fill(f"ticked {script}")
        page.get_by_role("button", name="Filter").click()
        for text in texts:
            page.get_by_role("checkbox", name=f"Tick “{text}”").check()
        page.get_by_label("Tags, separated by commas").fill("later, maybe")
        # Return in the field of tags adds them; it archives nothing.
        page.get_by_label("Tags, separated by commas").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("2 prompts were tagged.")
        expect(page.get_by_role("row").filter(has_text=texts[0])).to_contain_text("maybe")
        if script:
            page.get_by_role("checkbox", name="Tick all on this page").check()
            expect(page.get_by_text("2 ticked")).to_be_visible()
            screenshot(page, "brand-prompts-ticked")
        else:
            page.get_by_role("checkbox", name=f"Tick “{texts[0]}”").check()
            page.get_by_role("checkbox", name=f"Tick “{texts[1]}”").check()
        page.get_by_role("button", name="Archive").click()
        expect(page.get_by_role("status")).to_contain_text("2 prompts were archived.")
        page.get_by_label("Status").select_option("Archived")
        page.get_by_role("button", name="Filter").click()
        page.get_by_role("checkbox", name=f"Tick “{texts[0]}”").check()
        page.get_by_role("button", name="Restore").click()
        expect(page.get_by_role("status")).to_contain_text("1 prompt was restored.")


@SCRIPT
def test_a_star_is_set_and_found_again(site, furnished, script):
    text = f"starred {script}"
    with site.window(EDITOR, java_script_enabled=script) as page:
        add_prompts(page, site, [text])
        page.goto(path(site, f"/prompts?q=starred+{script}"))
        page.get_by_role("button", name=f"Make it a favourite: {text}").click()
        expect(page.get_by_role("button", name=f"Favourite. Make it one no longer: {text}")).to_be_visible()
        page.goto(path(site, "/prompts?favorite=yes"))
        expect(page.get_by_role("link", name=text)).to_be_visible()


def test_a_star_leaves_the_page_where_it_was(site, furnished):
    with site.window(EDITOR, viewport={"width": 1280, "height": 500}) as page:
        page.goto(path(site, "/prompts"))
        row = page.locator("tbody tr").nth(25)
        button = row.get_by_role("button", name=re.compile("favourite"))
        button.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        button.click()
        expect(row.locator(".star-button.on")).to_be_visible()
        page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=before)


def test_all_that_match_are_asked_about_before_they_are_changed(site, furnished):
    with site.window(EDITOR) as page:
        page.goto(path(site, "/prompts?q=question+number"))
        page.get_by_role("checkbox", name="All 60 that match").check()
        page.get_by_role("button", name="Archive").click()
        expect(page.get_by_role("heading", name="Archive 60 prompts?")).to_be_visible()
        screenshot(page, "brand-bulk")
        page.get_by_role("link", name="Cancel").click()
        expect(page.get_by_text("60 prompts", exact=True)).to_be_visible()


@SCRIPT
def test_prompts_go_out_as_a_file_and_come_in_again(site, furnished, script, tmp_path):
    with site.window(EDITOR, java_script_enabled=script) as page:
        page.goto(path(site, "/prompts?tag=core"))
        with page.expect_download() as downloading:
            page.get_by_role("link", name="Export").click()
        file = tmp_path / "prompts.csv"
        downloading.value.save_as(file)
        assert file.read_bytes().startswith(b"\xef\xbb\xbftext,stage,persona,tags,topics,platforms,language,favorite,status\r\n")
        with file.open("a", newline="") as out:
            out.write(f"\"two\r\nlines {script}\",,,,,,,,\r\nwrong,Nowhere,,,,,,,\r\n")

        page.goto(path(site, "/prompts/import"))
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="See what it does").click()
        expect(page.get_by_text("1 prompt will be added")).to_be_visible()
        expect(page.get_by_role("region", name="1 row is left out")).to_contain_text("This brand has no stage")
        assert not script or not (faults := look_over(page, "brand-import-preview")), "\n".join(faults)
        page.get_by_role("button", name="Import 1 prompt, leave out the rest").click()
        expect(page.get_by_role("status")).to_contain_text("1 was added")
        page.goto(path(site, f"/prompts?q=lines+{script}"))
        expect(page.get_by_role("link", name=f"two lines {script}")).to_be_visible()


def test_a_stage_gets_a_name_of_the_brands_own(site, furnished):
    with site.window(EDITOR) as page:
        page.goto(path(site, "/settings/stages", brand=2))
        page.get_by_label("Name of the stage").first.fill("How to")
        page.get_by_label("Name of the stage").last.fill("Partners")
        page.get_by_role("button", name="Save stages").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        expect(page.get_by_label("Name of the stage").first).to_have_value("How to")
        page.get_by_role("link", name=re.compile("Use this set.*The sales funnel")).click()
        expect(page.get_by_text("are removed; 0 prompts stay there")).to_be_visible()
        page.get_by_role("button", name="Use this set").click()
        expect(page.get_by_text("In use", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_bar_leads_from_page_to_page_and_from_brand_to_brand(site, furnished, width):
    with site.window(VIEWER, viewport={"width": width, "height": 800}) as page:
        page.get_by_role("link", name="Fabrikam").click()
        bar = page.get_by_role("navigation", name="Brand")
        expect(page.get_by_role("heading", name="Fabrikam", exact=True)).to_be_visible()
        pages = page.get_by_role("navigation", name="Pages")
        pages.get_by_role("link", name="Settings").click()
        expect(pages.get_by_role("link", name="Settings")).to_have_attribute("aria-current", "page")
        # Where they do not all fit, the one that is shown is in sight.
        expect(pages.get_by_role("link", name="Settings")).to_be_in_viewport(ratio=1)
        bar.get_by_text("Fabrikam").click()
        bar.get_by_role("link", name="Litware").click()
        expect(page.get_by_text("You can read this.")).to_be_visible()
        expect(bar).to_contain_text("Litware")
        screenshot(page, f"brand-bar-{width}")
        bar.get_by_text("Litware").click()
        bar.get_by_role("link", name="All brands").click()
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()
