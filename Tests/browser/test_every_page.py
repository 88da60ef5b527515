"""The pages with numbers, furnished with a year of answers; and that there is no page which no test looks over."""

import re

import pytest
from playwright.sync_api import expect

import test_brand_pages
import test_explorer_page
import test_job_pages
import test_key_pages
import test_member_pages
import test_organization_pages
import test_pages
import test_response_pages
import test_share_pages
from looks import look_over
from routes import Routes

# Of the organization, of one brand of it, and of none.
ORGANIZATION = {"agency": "", "agency-by-name": "?sort=name", "agency-without-brand": "/brands/999999"}
BRAND = {
    "brand-overview": "", "brand-overview-month": "?period=30d&trend=sentiment&against=year", "brand-overview-filtered-out": "?country=ZZ",
    "brand-overview-complaint": "?from=2020-02-30", "responses-complaint": "/responses?sentiment=cheerful", "prompts-complaint": "/prompts?platform=nope",
    "sources": "/sources?period=52w", "sources-of-others": "/sources?period=52w&owner=other&order=gained", "sources-none": "/sources?q=nowhere",
    "source": "/sources/domain?period=52w&domain={domain}", "competitors": "/competitors?period=52w",
    "competitor": "/competitors/{competitor}?period=52w", "prompts-by-presence": "/prompts?order=most-present",
    "prompt": "/prompts/{prompt}", "responses": "/responses",
    "response": "/responses/{response}", "explorer": "/explorer",
}
# A brand that was archived can be read; one without answers says what it waits for.
OTHER_BRANDS = {
    "archived": ("Proseware", ["", "/prompts", "/settings/names"]),
    "bare": ("Bare", ["", "/sources", "/competitors", "/prompts", "/responses", "/explorer"]),
}
ANYBODY = {"reference": "/docs", "set-up-over": "/set-up/no-such-link", "invitation-over": "/invite/no-such-link", "nowhere": "/nowhere"}

# Tables of pages that other tests look over in the same way, and where they are.
ELSEWHERE = [
    ("/o/x", test_pages.PAGES), ("/o/x", test_key_pages.PAGES), ("/o/x", test_organization_pages.PAGES), ("/o/x", test_member_pages.PAGES),
    ("/o/x", test_job_pages.PAGES), ("/o/x/brands/1", test_brand_pages.PAGES), ("/o/x", ORGANIZATION), ("/o/x/brands/1", BRAND), ("", ANYBODY),
    ("/o/x/brands/1", test_response_pages.PAGES), ("/o/x/brands/1", test_share_pages.PAGES),
    ("/o/x/brands/1/explorer", {name: "?" for name in test_explorer_page.VIEWS}),
]
ON_THE_WAY = {
    "signIn": "test_pages", "setUp": "below", "invite": "test_member_pages", "restoreBrand": "below", "keyCreated": "test_pages",
    "account": "test_account_pages", "twoFactor": "test_account_pages", "changeTwoFactor": "test_account_pages",
    "recoveryCodes": "test_account_pages", "signInCode": "test_account_pages", "confirmEdit": "test_key_pages",
    "shareCreated": "test_share_pages", "revokeShare": "test_share_pages", "shared": "test_share_pages",
}
NO_PAGE = {
    "home": "leads to the organization", "settings": "leads to the first of them", "providerSignIn": "leads to the provider", "providerCallback": "leads back from it",
    "approval": "leads to the approvals", "job": "leads to the job of its brand", "testWebhook": "leads to the webhook",
    "cancelJob": "leads to the job", "resumeJob": "leads to the job", "cancelCollection": "leads to the collections", "asset": "a file", "receipt": "a file",
    "overviewFile": "a file", "overviewChart": "a file", "sourceChart": "a file", "competitorChart": "a file", "promptChart": "a file",
    "exportPrompts": "a file", "promptNumbers": "a file", "exportFile": "a file", "explorerFile": "a file", "sharedChart": "a file",
}


@pytest.fixture(scope="module")
def site(demo_site):
    return demo_site


def test_no_page_is_forgotten():
    routes = Routes()
    unknown = set(routes.patterns) - routes.pages - routes.forms
    assert not unknown, f"which controller answers {unknown}? Tests/browser/routes.py does not see it"
    seen = {routes.of(place + re.sub(r"\{\w+\}", "1", path)) for place, table in ELSEWHERE for path in table.values() if path != "/nowhere"}
    forgotten = routes.pages - seen - ON_THE_WAY.keys() - NO_PAGE.keys()
    assert not forgotten, f"no test looks over {sorted(forgotten)}: give each a line in a table of pages, or say why it is none"
    assert not (seen & NO_PAGE.keys()) and not ((ON_THE_WAY.keys() | NO_PAGE.keys()) - routes.pages), "the excuses are out of date"


def test_the_pages_of_the_agency_and_of_everybody(site):
    with site.window(site.org.admin, allow=(404,)) as page:
        faults = []
        for name, path in ORGANIZATION.items():
            page.goto(site.address(path))
            faults += look_over(page, name)
        archived = next(brand["id"] for brand in site.org.brands if brand["name"] == "Proseware")
        page.goto(site.address(f"/brands/{archived}/restore"))
        faults += look_over(page, "restore-brand")
    with site.window(allow=(404,)) as page:
        for name, path in ANYBODY.items():
            page.goto(path)
            faults += look_over(page, name)
        made = site.org.program.ok("member", "add", "--org", site.org.slug, "--email", "new@northwind.example", "--role", "viewer")
        page.goto(re.search(r"/set-up/\S+", made.out)[0])
        faults += look_over(page, "set-up")
    assert not faults, "\n".join(faults)


def test_the_pages_of_a_brand_with_a_year_of_answers(site):
    brand = site.address(f"/brands/{site.org.brand_ids()[0]}")
    with site.window(site.org.admin, allow=(400, 404)) as page:
        def first(path: str, pattern: str) -> str:
            page.goto(brand + path)
            links = [link.get_attribute("href") for link in page.locator("main a[href]").all()]
            return next(found[1] for link in links if (found := re.search(pattern, link)))

        known = {
            "domain": first("/sources?period=52w", r"domain=([^&]+)"), "competitor": first("/competitors?period=52w", r"/competitors/(\d+)"),
            "prompt": first("/prompts?order=most-present", r"/prompts/(\d+)"), "response": first("/responses", r"/responses/(\d+)"),
        }
        faults = []
        for name, path in BRAND.items():
            answer = page.goto(brand + path.format(**known))
            assert answer.status == (400 if "complaint" in name else 200), f"{name}: {answer.status}"
            for table in page.get_by_text("The numbers as a table").all():
                table.click()
            faults += look_over(page, f"demo-{name}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", OTHER_BRANDS)
def test_the_pages_of_a_brand_that_is_archived_or_has_no_answers(site, name):
    title, paths = OTHER_BRANDS[name]
    brand = next(brand["id"] for brand in site.org.brands if brand["name"] == title)
    with site.window(site.org.admin) as page:
        faults = []
        for path in paths:
            answer = page.goto(site.address(f"/brands/{brand}{path}"))
            assert answer.status == 200, f"{path}: {answer.status}"
            faults += look_over(page, f"demo-{name}{path.replace('/', '-')}")
            if name == "archived":
                expect(page.get_by_text("This brand is archived.")).to_be_visible()
                # Of it no key could make the call.
                expect(page.locator(".api-call:visible")).to_have_count(0)
    assert not faults, "\n".join(faults)


def test_menus_and_sheets_are_sound_while_they_are_open(site):
    brand = site.address(f"/brands/{site.org.brand_ids()[0]}")
    with site.window(site.org.admin) as page:
        faults = []
        page.goto(brand)
        for index, name in enumerate(["organization", "brand"]):
            page.locator("header details.menu > summary").nth(index).click()
            faults += look_over(page, f"menu-of-{name}")
            page.keyboard.press("Escape")
        for name, summary in (("dates", "Dates"), ("platforms", "All platforms"), ("api-call", "Copy as API call")):
            page.goto(brand)
            # On a narrow screen the filters lie behind another line.
            page.locator(".fold").evaluate("fold => { fold.open = true; }")
            page.locator("main details.menu > summary").filter(has_text=summary).first.click()
            faults += look_over(page, f"sheet-of-{name}")
    assert not faults, "\n".join(faults)
