"""What people and assistants write is shown as it was written, and does nothing else, on every page."""

import json
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import HEIGHT, WIDTHS, misfits, screenshot
from routes import Routes
from support.agency import data_directory, found
from support.life import eventually
from support.program import Program
from support.server import server
from support.wire import Connection, send_json
from test_every_page import NO_PAGE
from test_member_pages import invite
from test_organization_pages import Receiver, add_token, add_webhook, delivery_of

MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
# A quotation mark that carries an accent is one character, and is no less the end of an attribute.
ACCENTED = '"\u0301 onmouseover="alert(3)" x="\u0301'
TEMPLATE = "{{page.token}} {{{x}}} &lt;b&gt; &amp;amp; '+alert(4)+'"
PILED = "Z\u0351\u0364\u0489a\u0334\u0337\u0358l\u0300\u0301\u0302\u0303\u0304g\u0316\u0317\u0318o"
HEBREW = "שלום <b>עולם</b> 12"
FAMILY = "👩‍👩‍👧‍👦 🏳️‍🌈 \u200d"
WORD = "W" * 200
NAMES = [MARKUP, ACCENTED, TEMPLATE, PILED, HEBREW, FAMILY.strip(" \u200d"), WORD]
# What only an answer may hold: marks that turn the direction, a word without an end, and what no keyboard types.
TURNED = "before \u202e txet denrut \u2066 inner \u2069 after"
HUGE = "Q" * 10_000
ANSWER = "\n\n".join([
    "The first line names Hostile & Co.", MARKUP, ACCENTED, TEMPLATE, TURNED, "e" + "\u0301" * 500, HUGE,
    "[a link](javascript:alert(5)) ![x](x) <svg onload=alert(6)>", "nul \u0000 and \u0007 bell", "</div></main></body>",
])
BOB = "x&y=%3cb%3e{{b}}|$(id)@client.example"
LONG_MAIL = "w" * 200 + "@client.example"

BRANDLESS = {
    "": NAMES[:2], "/keys": NAMES[:2], "/keys/new": [MARKUP], "/keys/{key}": [MARKUP], "/keys/{key}/edit": [MARKUP], "/keys/{key}/rotate": [MARKUP],
    "/keys/{key}/revoke": [MARKUP], "/keys/{key}/activity": [MARKUP], "/keys/{key}/explain": [MARKUP], "/keys/{key}/narrow": [],
    "/keys/{rotated}/rotation": [ACCENTED], "/brands": NAMES[:2], "/brands/new": [], "/brands/{brand}/archive": [MARKUP],
    "/brands/{archived}/restore": [HEBREW], "/members": [BOB, LONG_MAIL], "/members/invite": [MARKUP], "/members/{bob}": [BOB],
    "/members/{bob}/remove": [BOB], "/invitations/{invitation}/revoke": [LONG_MAIL], "/invitations/{invitation}/created": [], "/leave": [],
    "/audit": [MARKUP], "/policy": [], "/approvals": [], "/admin-tokens": [name[:100] for name in NAMES], "/admin-tokens/new": [], "/admin-tokens/{token}/revoke": [MARKUP],
    "/admin-tokens/{token}/created": [], "/webhooks": ["%3Cimg"], "/webhooks/new": [], "/webhooks/{webhook}": ["%3Cimg"],
    "/webhooks/{webhook}/created": [], "/webhooks/{webhook}/remove": ["%3Cimg"], "/jobs": [MARKUP], "/jobs/export": [MARKUP],
}
BRAND = {
    "": [MARKUP, *NAMES[1:5]], "/sources": ["hostile.example"], "/sources/domain?domain={domain}": ["https://hostile.example/<b>", MARKUP], "/competitors": NAMES[1:],
    "/competitors/{competitor}": [ACCENTED], "/prompts": NAMES, "/prompts?q={q}": [MARKUP], "/prompts/{prompt}": [MARKUP],
    "/prompts/{huge}": [HUGE], "/prompts/new": [], "/prompts/import": [], "/responses": [MARKUP], "/responses?q={q}": [],
    "/responses/{response}": [text for text in ANSWER.split("\n\n") if "\u0000" not in text] + [MARKUP + " title", MARKUP + " snippet"],
    "/settings": [], "/settings/names": NAMES[1:], "/settings/about": [MARKUP], "/settings/websites": [], "/settings/topics": NAMES,
    "/settings/competitors": NAMES[1:], "/settings/competitors/{competitor}": [ACCENTED], "/settings/competitors/new": [],
    "/settings/competitors/{competitor}/archive": [ACCENTED], "/settings/personas": NAMES, "/settings/personas/{persona}": [MARKUP],
    "/settings/personas/new": [], "/settings/stages": [], "/stage-set/funnel": [], "/collections": [MARKUP], "/exports": [MARKUP],
    "/jobs/{job}": [], "/shares": [MARKUP], "/shares/new": [], "/shares/{share}/revoke": [MARKUP], "/shares/{share}/created": [], "/explorer": [], "/explorer?by=prompt&by=competitor_name&by=tag&show=responses": NAMES[1:],
}
# A test below comes to them on its way: what is shown once, and what a link or a receiver brings.
ON_THE_WAY = {"keyCreated", "confirmEdit", "invite", "delivery", "account"}
# They show nothing but the reader's own address, and the words of this server.
NOT_HOSTILE = {"reference", "signIn", "signInCode", "setUp", "twoFactor", "changeTwoFactor", "recoveryCodes"}
# Of a browser that calls itself by no known name, a word is kept.
AGENT = '"><img/src=x/onerror=alert(9)>'
# What a page reads out of its address may come back on it.
REFLECTED = [
    "/keys?q={q}&state={q}&scope={q}&page={q}", "/audit?key={q}&actor={q}&action={q}&since={q}&until={q}", "/members?done={q}&email={q}",
    "/brands?done={q}", "/jobs?done={q}", "/?order={q}", "/webhooks?done={q}", "/approvals?done={q}",
    "/brands/{brand}?period={q}&from={q}&to={q}&tag={q}&topic={q}&stage={q}&persona={q}&platform={q}&country={q}&trend={q}",
    "/brands/{brand}/sources?owner={q}&q={q}&order={q}", "/brands/{brand}/sources/domain?domain={q}",
    "/brands/{brand}/prompts?q={q}&tag={q}&topic={q}&stage={q}&status={q}&done={q}&count={q}",
    "/brands/{brand}/explorer?by={q}&show={q}&filter={q}&having={q}&than={q}&sort={q}&where={q}&value={q}",
    "/brands/{brand}/explorer?filter=tag:{q}&filter=prompt:{q}&by=tag", "/brands/{brand}/responses?q={q}&tag={q}&before={q}&country={q}&from={q}&prompt={q}", "/brands/{brand}/settings/names?done={q}",
    "/brands/{q}", "/keys/{q}", "/{q}", "/brands/{brand}/settings/{q}", "/keys/{key}/explain?operation={q}&brand={q}&address={q}",
]


@pytest.fixture(scope="module")
def world(chromium):
    """A site where every name is hostile, and what the addresses of its pages are made of."""
    with data_directory() as data:
        org = found(Program(data), name=MARKUP, brands=0)
        place = ("--org", org.slug)
        maker = org.create_key("Maker", ["query", "configure", "create-brand", "ingest"], None)
        hidden = org.create_key(MARKUP, ["query"], None)
        rotated = org.create_key(ACCENTED, ["query"], None)
        org.program.ok("key", "rotate", *place, rotated["id"], "--overlap", "3d")
        tokens = [org.program.json("admin-token", "create", *place, "--owner", org.admin, "--name", name[:100]) for name in NAMES]
        bob = org.program.json("member", "add", *place, "--email", BOB, "--role", "viewer")
        invitation = org.program.json("member", "invite", *place, "--email", LONG_MAIL, "--role", "viewer")
        webhook = org.program.json("webhook", "add", *place, "--url", "https://hooks.example/%3Cimg?x=" + "y" * 1500)
        # It may send to the receiver of a test.
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning", "LATCHKEY_WEBHOOK_ALLOW": "127.0.0.1"}) as running:
            site = Site(chromium, org, running)
            known = furnish(site, maker["key"])
            use(site, hidden["key"])
            known |= {
                "key": hidden["id"], "rotated": rotated["id"], "token": tokens[0]["id"], "invitation": invitation["id"],
                "webhook": webhook["id"], "bob": bob["id"],
            }
            yield site, known


def use(site, key: str) -> None:
    with Connection(site.server) as connection:
        headers = {"Authorization": f"Bearer {key}", "User-Agent": MARKUP}
        assert connection.request("GET", "/v1/brands", headers=headers).status == 200


def furnish(site, key: str) -> dict:
    def make(path: str, value) -> dict:
        answer = send_json(site.server, "POST", path, value, key)
        assert answer.status == 200, answer.text[:2000]
        return answer.json()

    brand = make("/v1/brands", {
        "name": MARKUP, "website": "https://hostile.example/?a=<b>&c='\"", "description": f"{MARKUP}\n{PILED}\n{'D' * 9000}",
        "alternative_names": ["Hostile & Co", *NAMES[1:]], "key_topics": NAMES,
        "competitors": [{"name": name, "websites": [f"https://rival{index}.example"]} for index, name in enumerate(NAMES[1:])],
        "personas": [{"name": name, "description": MARKUP * 20} for name in NAMES],
    })
    rivals = [{"name": "V" * 200, "websites": []}]
    others = [make("/v1/brands", {"name": name, "website": "", "description": "", "competitors": rivals}) for name in NAMES[1:]]
    archived = next(other for other in others if other["name"] == HEBREW)
    site.org.program.ok("brand", "archive", "--org", site.org.slug, str(archived["id"]))
    number = brand["id"]
    prompts = [
        make(f"/v1/{number}/prompts", {"text": text, "tags": NAMES, "key_topics": NAMES, "persona_id": persona["id"]})
        for text, persona in zip([*NAMES, HUGE], [*brand["personas"], brand["personas"][0]])
    ]
    # Within the weeks that the pages show by themselves.
    lately = (datetime.now(timezone.utc) - timedelta(days=14)).isoformat()
    titled = [
        {"url": "https://hostile.example/<b>", "title": MARKUP + " title", "snippet": MARKUP + " snippet"},
        {"url": "javascript:alert(7)", "title": TURNED}, {"url": "https://" + "d" * 60 + ".example/" + "p" * 1500, "title": HUGE},
        {"url": "data:text/html,<script>alert(8)</script>"}, {"url": "https://[::1]:x/\"><img src=x>"},
    ]
    ids = make(f"/v1/{number}/responses", [
        {
            "prompt_id": prompt["id"], "platform": platform, "created_at": lately, "response_text": ANSWER + f"\n\n{name}", "citations": titled,
            "query_fanout": {"queries": [*NAMES, HUGE], "engine_metadata": {MARKUP: MARKUP}},
        }
        for prompt, name in zip(prompts, NAMES) for platform in ("claude", "chatgpt")
    ])["ids"]
    long = next(other["id"] for other in others if other["name"] == WORD)
    asked = make(f"/v1/{long}/prompts", {"text": WORD})
    make(f"/v1/{long}/responses", [
        {"prompt_id": asked["id"], "platform": "claude", "created_at": lately, "response_text": f"{WORD} or {'V' * 200}.", "citations": titled[:1]}])
    make(f"/v1/{number}/collections", {"prompt_id": prompts[0]["id"], "platforms": ["claude"]})
    faulty = site.org.program.data.parent / "faulty.ndjson"
    faulty.write_text(json.dumps({"prompt": MARKUP, "platform": MARKUP, "response_text": MARKUP}) + f"\n{MARKUP}\n")
    site.org.program.run("import", "responses", "--org", site.org.slug, "--brand", str(number), "--skip-faulty", str(faulty))
    place = ("--org", site.org.slug, "--brand", str(number))
    shared = site.org.program.json("share", "create", *place, "--for", MARKUP)
    job = eventually("the import is listed", lambda: site.org.program.json("job", "list", "--org", site.org.slug))[0]
    return {
        "brand": number, "archived": archived["id"], "competitor": brand["competitors"][0]["id"], "persona": brand["personas"][0]["id"],
        "prompt": prompts[0]["id"], "huge": prompts[-1]["id"], "response": ids[0], "job": job["id"], "share": shared["id"], "link": shared["link"], "domain": "hostile.example",
        "long": long, "q": quote(MARKUP, safe=""),
    }


def harm(page, name: str) -> list[str]:
    """What has become of hostile text beside text."""
    found = page.evaluate("""() => {
        const faults = [];
        for (const e of document.querySelectorAll('*'))
            for (const attribute of e.attributes)
                if (/^on/i.test(attribute.name) || !/^[a-z][a-z0-9-]*$/i.test(attribute.name)) faults.push(`${e.tagName} has ${attribute.name}`);
        for (const e of document.querySelectorAll('img, iframe, object, embed, main b, main svg[onload], base, style, main script')) faults.push(e.outerHTML.slice(0, 80));
        for (const e of document.querySelectorAll('script')) if (!e.src.startsWith(location.origin + '/assets/')) faults.push(e.outerHTML.slice(0, 80));
        for (const e of document.querySelectorAll('a[href]')) if (!/^https?:$/.test(e.protocol)) faults.push(e.href.slice(0, 80));
        for (const e of document.querySelectorAll('form')) if (new URL(e.action, location).origin !== location.origin) faults.push(e.action);
        if (!document.querySelector('main') || document.querySelectorAll('main').length !== 1) faults.push('main is not one');
        if (document.compatMode !== 'CSS1Compat') faults.push('quirks');
        return faults;
    }""")
    return [f"{name}: {text}" for text in found]


def missing(page, name: str, texts: list[str]) -> list[str]:
    """Which of the texts the page shows neither whole nor, where the design cuts, with an ellipsis behind their beginning."""
    shown = page.evaluate("""() => {
        const fields = [...document.querySelectorAll('input:not([type=hidden]), textarea')].map(e => e.value);
        return [document.body.textContent, ...fields].join('\\n');
    }""")
    words = " ".join(shown.split())

    def stands(text: str) -> bool:
        line = " ".join(text.split())
        return line in words or any(line[:cut] + "…" in words for cut in range(20, len(line)))

    return [f"{name} does not show {text[:60]!r}" for text in texts if not stands(text)]


def look(page, path: str, texts: list[str], picture: str) -> list[str]:
    answer = page.goto(path)
    assert answer.status in (200, 400, 404, 422), f"{path}: {answer.status}"
    return look_here(page, path[:120], texts, picture)


def look_here(page, name: str, texts: list[str], picture: str) -> list[str]:
    """At the page that is open."""
    faults = harm(page, name) + missing(page, name, texts)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        faults += misfits(page, f"{name} at {width}")
        if picture:
            screenshot(page, f"hostile-{picture}-{width}")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return faults


@contextmanager
def unharmed(site, *who, **options):
    """A window, and a list for the faults found in it; a dialog is one."""
    faults: list[str] = []
    with site.window(*who, **options) as page:
        page.on("dialog", lambda dialog: (faults.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        yield page, faults
    assert not faults, "\n".join(faults)


def test_every_page_that_shows_what_others_wrote_is_here():
    routes = Routes()
    seen = {routes.of("/o/x" + path.replace("{", "").replace("}", "")) for path in BRANDLESS}
    seen |= {routes.of("/o/x/brands/1" + path.replace("{", "").replace("}", "")) for path in BRAND}
    forgotten = routes.pages - seen - NO_PAGE.keys() - NOT_HOSTILE - ON_THE_WAY - {"shared"}
    assert not forgotten, f"hostile text is not tried on {sorted(forgotten)}"


@pytest.mark.parametrize("whose", ["the organization", "a brand"])
def test_every_page_shows_it_and_takes_no_harm(world, whose):
    site, known = world
    table = BRANDLESS if whose == "the organization" else {"/brands/{brand}" + path: texts for path, texts in BRAND.items()}
    with unharmed(site, site.org.admin, allow=(404,)) as (page, faults):
        for index, (path, texts) in enumerate(table.items()):
            name = "-".join(part for part in path.split("?")[0].split("/") if part and not part.startswith("{")) or "overview"
            faults += look(page, site.address(path.format(**known)), texts, f"{name}-{index}")


def test_who_was_sent_a_report_reads_it_and_takes_no_harm(world):
    site, known = world
    with unharmed(site) as (page, faults):
        faults += look(page, urlsplit(known["link"]).path, [MARKUP], "shared")


def test_what_is_shown_once_shows_it_too(world):
    site, known = world
    with unharmed(site, site.org.admin) as (page, faults):
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill(TEMPLATE)
        page.get_by_role("checkbox", name="Query").check()
        page.locator("[name=brand_access][value=specific]").check()
        page.locator(f"[name=brands][value='{known['brand']}']").check()
        page.locator("form[data-key-form] button[type=submit]").last.click()
        expect(page.get_by_role("heading", name="Copy your key now")).to_be_visible()
        faults += look_here(page, "a key, shown once", [TEMPLATE, MARKUP], "key-created")
        page.goto(site.address(f"/keys/{known['key']}/edit"))
        page.get_by_label("Name", exact=True).fill(TEMPLATE)
        page.get_by_role("checkbox", name="Ingest").check()
        page.get_by_role("button", name="See what changes").click()
        expect(page.get_by_role("heading", name="What it would have meant")).to_be_visible()
        faults += look_here(page, "a change of a key", [MARKUP, TEMPLATE], "key-change")
        add_token(page, site, TEMPLATE)
        faults += look_here(page, "an admin token, shown once", [TEMPLATE], "admin-token-created")
        page.goto(site.address(f"/brands/{known['brand']}/shares/new"))
        page.get_by_label("For whom?").fill(MARKUP)
        page.get_by_role("button", name="Make link").click()
        expect(page.get_by_role("heading", name="Copy the link now")).to_be_visible()
        faults += look_here(page, "a link to a report, shown once", [MARKUP], "share-created")
        add_webhook(page, site, "https://hooks.example/%3Cimg?z=" + "y" * 1500)
        faults += look_here(page, "a webhook, shown once", [], "webhook-created")


def test_who_is_invited_reads_it_and_takes_no_harm(world):
    site, known = world
    email = "i" * 60 + "@client.example"
    with unharmed(site, site.org.admin) as (page, faults):
        link = invite(page, site, email, "Guest", {MARKUP: "viewer", WORD: "viewer"})
        faults += look_here(page, "an invitation, shown once", [email], "invitation-created")
    with unharmed(site) as (page, faults):
        # Of the organization, of whoever invited, and of the brands that are offered.
        faults += look(page, link, [MARKUP, WORD, email, site.org.admin], "invitation")


def test_what_a_receiver_answers_and_a_browser_calls_itself_is_only_text(world):
    site, _ = world
    receiver = Receiver(f"{MARKUP} {ACCENTED} {'Q' * 500}".encode())
    try:
        with unharmed(site, site.org.admin, user_agent=AGENT) as (page, faults):
            number = add_webhook(page, site, receiver.url + "/broken")
            page.goto(site.address(f"/webhooks/{number}"))
            page.get_by_role("button", name="Send a test").click()
            delivery = delivery_of(page, "A test")
            for name, path in (("webhook", f"/webhooks/{number}"), ("delivery", f"/webhooks/{number}/deliveries/{delivery}")):
                faults += look(page, site.address(path), [MARKUP], f"{name}-answered")
            faults += look(page, "/account", [AGENT], "account")
    finally:
        receiver.close()


def test_a_name_that_is_one_long_word_makes_no_page_of_its_brand_wider(world):
    site, known = world
    with unharmed(site, site.org.admin) as (page, faults):
        for path in ("", "/explorer", "/prompts", "/responses", "/competitors", "/sources", "/settings/names", "/shares", "/exports", "/collections"):
            page.goto(site.address(f"/brands/{known['long']}{path}"))
            for width in (WIDTHS[0], 900, WIDTHS[1]):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                faults += misfits(page, f"{path or 'overview'} at {width}") + cut_off(page, f"{path or 'overview'} at {width}")


def cut_off(page, name: str) -> list[str]:
    """Boxes that hide a part of what lies in them at their right edge."""
    found = page.evaluate("""() => [...document.querySelectorAll('.table-box, main .card')].filter(e =>
        e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden').map(e => e.innerText.slice(0, 60))""")
    return [f"{name}: cut off: {text!r}" for text in found]


def test_what_an_address_says_is_only_text_on_the_page(world):
    site, known = world
    # What is no date is put back into its field, and Chromium says that it leaves that empty.
    with unharmed(site, site.org.admin, allow=(404, 422, 400), remarks=("The specified value ",)) as (page, faults):
        for path in REFLECTED:
            faults += look(page, site.address(path.format(**known)), [], "")
            faults += look(page, site.address(path.format(**known | {"q": quote(ACCENTED + "<b>" + "é" * 300 + TURNED, safe="")})), [], "")


@pytest.mark.parametrize("text", ["turned \u202e name", "a\u0000b", "a" + "\u0301" * 5000], ids=["turned", "nul", "piled"])
def test_what_would_spoil_the_pages_of_others_is_refused_beside_its_field(world, text):
    site, known = world
    with site.window(site.org.admin, allow=(422,)) as page:
        page.goto(site.address(f"/brands/{known['brand']}/settings/competitors/new"))
        page.get_by_label("Name", exact=True).evaluate("(e, text) => { e.value = text; }", text)
        page.get_by_role("button", name="Add competitor").click()
        field = page.get_by_label("Name", exact=True)
        assert field.get_attribute("aria-invalid") == "true"
        assert page.get_by_role("alert").count() and not harm(page, "refusal") and not misfits(page, "refusal")
