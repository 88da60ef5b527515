"""Every page, in every light and on every width."""

import re

import pytest
from playwright.sync_api import expect

from conftest import screenshot

PAGES = {
    "overview": "", "keys": "/keys", "new-key": "/keys/new", "key": "/keys/{key}", "revoke": "/keys/{key}/revoke", "brands": "/brands",
    "new-brand": "/brands/new", "archive": "/brands/{brand}/archive", "members": "/members", "audit": "/audit",
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


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_can_be_read(site, furnished, scheme, width):
    with site.window(site.org.admin, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        backgrounds = set()
        faults = []
        for name, path in PAGES.items():
            answer = page.goto(site.address(path.format(**furnished)))
            assert answer.status == 200, f"{name}: {answer.status}"
            screenshot(page, f"{name}-{scheme}-{width}")
            faults += misfits(page, name) + faint(page, name)
            if page.locator("h1").count() != 1:
                faults.append(f"{name} has {page.locator('h1').count()} headings of the first order")
            backgrounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert not faults, "\n".join(faults)
        assert len(backgrounds) == 1
        light = sum(map(int, re.findall(r"\d+", backgrounds.pop())[:3])) > 3 * 128
        assert light == (scheme == "light"), "the page does not follow the reader's choice of light or dark"


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_and_the_shown_key_fit_too(site, scheme, width):
    with site.window(color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        page.goto("/sign-in")
        screenshot(page, f"sign-in-{scheme}-{width}")
        assert not (faults := misfits(page, "sign-in") + faint(page, "sign-in")), "\n".join(faults)
    with site.window(site.org.admin, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill(LONG)
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="All brands").check()
        page.get_by_role("button", name="Create key").click()
        expect(page.get_by_role("heading", name="Copy your key now")).to_be_visible()
        screenshot(page, f"key-once-{scheme}-{width}")
        assert not (faults := misfits(page, "the shown key") + faint(page, "the shown key")), "\n".join(faults)


def misfits(page, name: str) -> list[str]:
    """What makes the page wider than the window, and which controls stick out of it."""
    wide = page.evaluate("""() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth > width) return [`the page is ${document.documentElement.scrollWidth} wide`];
        return [...document.querySelectorAll('a, button, input, select, textarea, h1, p')].filter(e => {
            const box = e.getBoundingClientRect();
            const style = getComputedStyle(e);
            return box.width > 0 && style.visibility !== 'hidden' && !e.closest('.sr, .skip, .table-box, pre, [hidden]')
                && (box.right > width + 1 || box.left < -1) && style.position !== 'absolute';
        }).map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`);
    }""")
    return [f"{name}: {text}" for text in wide]


def faint(page, name: str) -> list[str]:
    """Text that stands out from what is behind it by less than 4.5 to 1 (3 to 1 when it is large), WCAG 2.2 §1.4.3."""
    poor = page.evaluate("""() => {
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = colour => {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255];
        };
        const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
        const luminance = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
            return .2126 * r + .7152 * g + .0722 * b; };
        const behind = e => { const layers = [];
            for (; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((below, layer) => over(layer, below), rgba(getComputedStyle(document.documentElement).backgroundColor)); };
        const bad = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        let seen = 0;
        while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || e.closest('.sr, .skip, [hidden], noscript, script, option, [aria-hidden=true], [disabled]')) continue;
            const style = getComputedStyle(e); const box = e.getBoundingClientRect();
            if (!box.width || style.visibility === 'hidden' || style.opacity === '0') continue;
            seen++;
            const back = behind(e); const front = over(rgba(style.color), back);
            const [x, y] = [luminance(front), luminance(back)]; const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) bad.add(`${ratio.toFixed(2)} for "${walker.currentNode.data.trim().slice(0, 40)}" (${style.color} on rgb(${back.slice(0, 3).map(Math.round)}))`);
        }
        if (seen < 5) bad.add(`only ${seen} texts were found`);
        return [...bad];
    }""")
    return [f"{name}: {text}" for text in poor]


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
        assert not misfits(page, "") and not faint(page, "")
        page.evaluate("document.querySelector('h1').style.color = '#aaa'")
        assert faint(page, "")
        page.evaluate("document.querySelector('h1').style.width = '3000px'")
        assert misfits(page, "")


def test_names_with_markup_are_shown_as_they_were_typed(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys"))
        expect(page.get_by_text("<b>Not bold</b> & \"quoted\"").first).to_be_visible()
        assert page.locator("main b").count() == 0


def test_every_control_has_a_name_and_the_page_a_title(site, furnished):
    with site.window(site.org.admin) as page:
        titles = set()
        for name, path in PAGES.items():
            page.goto(site.address(path.format(**furnished)))
            titles.add(page.title())
            nameless = page.evaluate("""() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href]')].filter(e =>
                !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && !e.textContent.trim()
            ).map(e => e.outerHTML.slice(0, 100))""")
            assert not nameless, f"{name}: {nameless}"
            assert page.evaluate("document.documentElement.lang") == "en"
        assert len(titles) >= len(PAGES) - 3, titles


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
