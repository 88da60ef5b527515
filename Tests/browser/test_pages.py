"""Every page, in every light and on every width."""

import re

import pytest
from playwright.sync_api import expect

from looks import axe_faults, faint, look_over, misfits, screenshot

PAGES = {
    "overview": "", "keys": "/keys", "new-key": "/keys/new", "brands": "/brands", "new-brand": "/brands/new",
    "keys-search": "/keys?q=no-such-name", "keys-revoked": "/keys?state=revoked",
}
LONG = "A name as long as a name may be, with_underscores_and_no_spaces_at_all_" + "x" * 28


@pytest.fixture(scope="module")
def furnished(site):
    """Keys of every kind, so that the pages have something to show."""
    keys = [site.org.create_key(name, scopes, brands) for name, scopes, brands in (
        (LONG, ["query", "configure", "create-brand", "ingest"], site.org.brand_ids()[:5]),
        ("<b>Not bold</b> & \"quoted\"", ["query"], None),
        ("مفتاح التقارير", ["query"], None),
        ("Revoked", ["query"], None),
    )]
    site.org.program.ok("key", "revoke", "--org", site.org.slug, keys[3]["id"])
    return {"key": keys[0]["id"], "brand": site.org.brand_ids()[0]}


def test_every_page_fits_and_can_be_read(site, furnished):
    with site.window(site.org.admin) as page:
        faults, titles = [], set()
        for name, path in PAGES.items():
            answer = page.goto(site.address(path))
            assert answer.status == 200, f"{name}: {answer.status}"
            titles.add(page.title())
            faults += look_over(page, name)
        # The list of keys is here three times.
        assert len(titles) == len(PAGES) - 2, titles
        assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_choice_of_light_or_dark(site, scheme):
    with site.window(color_scheme=scheme) as page:
        page.goto("/sign-in")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", background)[:3])) > 3 * 128) == (scheme == "light")


def test_signing_in_and_the_shown_key_fit_too(site):
    with site.window() as page:
        page.goto("/sign-in")
        assert not (faults := look_over(page, "sign-in")), "\n".join(faults)
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill(LONG)
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="All brands").check()
        page.get_by_role("button", name="Create key").click()
        expect(page.get_by_role("heading", name="Copy your key now")).to_be_visible()
        assert not (faults := look_over(page, "key-once")), "\n".join(faults)


def test_these_tests_see_what_they_look_for(site):
    with pytest.raises(AssertionError, match="planted"), site.window() as page:
        page.goto("/sign-in")
        page.evaluate("console.error('planted')")
    with pytest.raises(AssertionError, match="(?i)content.security.policy"), site.window() as page:
        page.goto("/sign-in")
        page.evaluate("""() => { const s = document.createElement('style'); s.textContent = 'p { color: red }'; document.body.append(s); }""")
        page.wait_for_timeout(200)
    with site.window() as page:
        page.goto("/sign-in")
        assert not misfits(page, "") and not faint(page, "") and not axe_faults(page, "")
        page.evaluate("document.querySelector('h1').style.color = '#aaa'")
        assert faint(page, "") and "color-contrast (serious) at h1" in axe_faults(page, "", rules=["color-contrast"])[0]
        page.evaluate("document.querySelector('label').removeAttribute('for')")
        assert "label (critical) at #email" in axe_faults(page, "", rules=["label"])[0]
        page.evaluate("document.querySelector('h1').style.width = '3000px'")
        assert misfits(page, "")


def test_names_with_markup_are_shown_as_they_were_typed(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys"))
        expect(page.get_by_text("<b>Not bold</b> & \"quoted\"").first).to_be_visible()
        assert page.locator("main b").count() == 0


def test_a_viewer_is_told_who_can_help_and_sees_no_entry_of_what_is_not_theirs(site, furnished):
    with site.window("vera@northwind.example", allow=(403,)) as page:
        page.get_by_role("navigation", name="Organization").get_by_text("Northwind Agency").first.click()
        for entry in ("API Keys", "Members", "Audit log"):
            assert page.get_by_role("navigation", name="Organization").get_by_role("link", name=entry).count() == 0, entry
        for path in ("/keys", "/keys/new", "/keys/{key}", "/keys/{key}/revoke", "/brands/new", "/brands/{brand}/archive", "/members", "/audit"):
            answer = page.goto(site.address(path.format(**furnished)))
            assert answer.status == 403, f"{path}: {answer.status}"
            expect(page.get_by_text("Only an admin")).to_be_visible()
            expect(page.get_by_text(site.org.admin)).to_be_visible()
        screenshot(page, "viewer-403")


def test_someone_who_is_not_signed_in_is_led_to_the_page_they_wanted(site, furnished):
    with site.window() as page:
        page.goto(site.address("/keys?state=revoked"))
        assert "/sign-in" in page.url
        page.get_by_label("E-mail").fill(site.org.admin)
        page.get_by_label("Password").fill("correct horse battery staple 1")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/keys?state=revoked")


def test_signing_out_ends_the_session(site):
    with site.window(site.org.admin) as page:
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in*")
        page.goto(site.address("/keys"))
        assert "/sign-in" in page.url


def test_brands_are_archived_with_a_word_on_the_keys_that_lose_them(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/brands"))
        page.get_by_role("row").filter(has_text="Contoso").get_by_role("link", name=re.compile("Archive")).click()
        expect(page.get_by_text(re.compile(r"\d+ keys?|no key", re.IGNORECASE))).not_to_have_count(0)
        page.get_by_role("button", name=re.compile("Archive")).click()
        expect(page.get_by_role("row").filter(has_text="Contoso")).to_contain_text(re.compile("archived", re.IGNORECASE))
        page.get_by_role("row").filter(has_text="Contoso").get_by_role("link", name=re.compile("Restore")).click()
        page.get_by_role("button", name=re.compile("Restore")).click()
        expect(page.get_by_role("row").filter(has_text="Contoso")).to_contain_text(re.compile("in use|active", re.IGNORECASE))


def test_the_audit_log_tells_who_did_what_and_can_be_narrowed(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/audit"))
        expect(page.locator("main")).to_contain_text(site.org.admin)
        page.goto(site.address(f"/audit?key={furnished['key']}"))
        expect(page.locator("main")).to_contain_text(LONG[:40])
