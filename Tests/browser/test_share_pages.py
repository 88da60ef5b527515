"""Sharing a report: the form, the link that is shown once, what its holder sees, and its end."""

import json
import re

import pytest
from playwright.sync_api import expect

from conftest import Site, sign_in
from looks import look_over, screenshot
from support.agency import PASSWORD, agency
from support.server import server

LINK = re.compile(r"http://[^/]+(/s/[0-9A-Za-z]{43})")
LONG = "Board-of-a-client-whose-name-is-one-very-long-word-without-any-place-to-break-it-anywhere-at-all"
PAGES = {"share-form": "/shares/new?period=30d&platform=claude&tag=core", "shares": "/shares"}
DAYS = "from=2026-03-01&to=2026-03-31"


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    with agency(brands=1) as org:
        brand = org.brand_ids()[0]
        place = ["--org", org.slug, "--brand", str(brand)]
        prompt = org.program.json("prompt", "add", *place, "Which tool should an agency use?")["id"]
        path = tmp_path_factory.mktemp("answers") / "answers.ndjson"
        path.write_text("".join(
            json.dumps({
                "prompt_id": prompt, "platform": platform, "response_text": "Fabrikam is fine." if day % 3 else "Nobody knows.",
                "created_at": f"2026-{month:02}-{day:02}T12:00:00Z"}) + "\n"
            for platform in ("claude", "chatgpt") for month in (2, 3) for day in range(1, 28)))
        org.program.ok("import", "responses", *place, "--format", "ndjson", str(path))
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


def brand_path(site) -> str:
    return f"/brands/{site.org.brand_ids()[0]}"


def share(page, site, recipient: str) -> str:
    """Returns the path of the link that is shown."""
    page.goto(site.address(f"{brand_path(site)}?{DAYS}"))
    page.get_by_role("link", name="Share", exact=True).click()
    page.get_by_label("For whom?").fill(recipient)
    page.get_by_role("button", name="Make link").click()
    expect(page.get_by_role("heading", name="Copy the link now")).to_be_visible()
    return LINK.search(page.locator("#token").inner_text()).group(1)


def test_a_report_is_shared_read_and_revoked(site):
    with site.window(site.org.admin) as page:
        link = share(page, site, "Contoso board")
        with site.window(allow=(404,)) as reader:
            reader.goto(link)
            expect(reader.get_by_role("heading", name="Fabrikam", exact=True)).to_be_visible()
            expect(reader.get_by_text("shared this with Contoso board")).to_be_visible()
            reader.get_by_role("link", name=re.compile("^Cited by")).click()
            reader.wait_for_url("**?trend=citations#trend")
            assert reader.get_by_role("button").count() == 0
            page.goto(site.address(f"{brand_path(site)}/shares"))
            page.get_by_role("link", name="Revoke the link for Contoso board").click()
            page.get_by_role("button", name="Revoke link").click()
            expect(page.get_by_role("status")).to_contain_text("The link opens nothing any more.")
            assert reader.reload().status == 404
            expect(reader.get_by_role("heading", name="This link shows nothing")).to_be_visible()


def test_these_pages_fit_and_can_be_read(site):
    faults = []

    with site.window(site.org.admin) as page:
        link = share(page, site, LONG)
        faults += look_over(page, "share-shown")
        for name, path in PAGES.items():
            assert page.goto(site.address(brand_path(site) + path)).status == 200
            faults += look_over(page, name)
        page.get_by_role("link", name=re.compile("^Revoke the link for")).first.click()
        faults += look_over(page, "share-revoke")
    with site.window(allow=(404,)) as page:
        page.goto(link)
        faults += look_over(page, "shared-report")
        page.emulate_media(media="print")
        screenshot(page, "shared-report-print")
        page.emulate_media(media="screen")
        page.goto("/s/none")
        faults += look_over(page, "share-closed")
    assert not faults, "\n".join(faults)


def test_without_a_script_everything_works(site):
    with site.window(java_script_enabled=False) as page:
        sign_in(page, site.org.admin, PASSWORD)
        link = share(page, site, "Litware")
        page.goto(link)
        expect(page.get_by_text("shared this with Litware")).to_be_visible()
