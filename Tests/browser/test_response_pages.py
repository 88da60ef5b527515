"""The responses of a brand: searching, filtering and reading them, with hostile ones among them."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over
from support.agency import agency
from support.server import server
from support.wire import send_json

VIEWER = "vera@northwind.example"
HOSTILE = '<script>document.title = "owned"</script> <b>Fabrikam</b> & "quoted" \u202eright to left\u202c e\u0301 ' + "w" * 10_000
PLAIN = "# The best\n\n- **Fabrikam** is a robust tool.\n- Contoso is not.\n\nSee Fabrikam again."
PAGES = {
    "responses": "/responses", "responses-found": "/responses?q=robust+fabrikam&platform=claude", "responses-none": "/responses?q=nothing-like-this",
    "response": "/responses/{plain}", "response-hostile": "/responses/{hostile}",
}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=1) as org:
        org.add_member(VIEWER, "viewer")
        place = ["--org", org.slug, "--brand", str(org.brand_ids()[0])]
        org.program.ok("competitor", "add", *place, "--name", "Contoso")
        prompt = org.program.json("prompt", "add", *place, "Which tool should an agency use?")["id"]
        key = org.create_key("Data", ["ingest"], None)["token"]
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            answers = [
                {"prompt_id": prompt, "platform": "grok", "response_text": f"Answer {number} of a long list.", "created_at": f"2026-01-01T00:{number:02}:00Z"}
                for number in range(30)]
            citations = [{"url": "https://fabrikam.example/a", "title": "Ours"}, {"url": "https://news.example/" + "x" * 300}]
            for name, text in (("plain", PLAIN), ("hostile", HOSTILE)):
                answers.append({
                    "prompt_id": prompt, "platform": "claude", "response_text": text, "citations": citations, "country": "DE",
                    "created_at": "2026-02-01T00:00:00Z" if name == "plain" else "2026-02-02T00:00:00Z",
                    "query_fanout": {"queries": ["best tool"]}, "shopping_results": [{"title": "Box", "url": "https://shop.example"}]})
            sent = send_json(running, "POST", f"/v1/{org.brand_ids()[0]}/responses", answers, key)
            assert sent.status == 200, sent.text
            site = Site(chromium, org, running)
            site.answers = dict(zip(("plain", "hostile"), sent.json()["ids"][-2:]))
            yield site


def path(site, rest: str = "") -> str:
    return site.address(f"/brands/{site.org.brand_ids()[0]}{rest}")


def test_every_page_fits_and_can_be_read(site):
    with site.window(VIEWER) as page:
        faults = []
        for name, rest in PAGES.items():
            answer = page.goto(path(site, rest.format(**site.answers)))
            assert answer.status == 200, f"{name}: {answer.status}"
            faults += look_over(page, name)
        assert not faults, "\n".join(faults)


@SCRIPT
def test_a_response_is_found_and_read(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(path(site, "/responses"))
        page.get_by_label("Words in the response").fill('"robust tool" fabri')
        page.get_by_role("button", name="Find").click()
        rows = page.locator("tbody tr")
        expect(rows).to_have_count(1)
        expect(rows.locator("mark").first).to_have_text("Fabrikam")
        rows.get_by_role("link").first.click()
        shown = page.get_by_role("region", name="Text of the answer")
        assert shown.text_content() == PLAIN
        expect(shown.locator("mark.brand")).to_have_count(2)
        expect(shown.locator("mark.rival")).to_have_text("Contoso")
        expect(page.get_by_role("link", name="https://fabrikam.example/a")).to_have_attribute("rel", re.compile("noreferrer"))


@SCRIPT
def test_one_goes_from_response_to_response_and_back_to_the_list(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(path(site, "/responses?platform=claude"))
        page.locator("tbody th a").first.click()
        page.get_by_role("link", name="Older response").click()
        page.wait_for_url(re.compile(rf"/responses/{site.answers['plain']}\?platform=claude$"))
        expect(page.get_by_role("link", name="Older response")).to_have_count(0)
        page.get_by_role("link", name="← Responses").click()
        page.wait_for_url(re.compile(r"/responses\?platform=claude$"))
        expect(page.get_by_text("2 responses", exact=True)).to_be_visible()


@SCRIPT
def test_a_hostile_response_is_shown_whole_and_does_nothing(site, script):
    with site.window(VIEWER, java_script_enabled=script) as page:
        page.goto(path(site, f"/responses/{site.answers['hostile']}"))
        assert page.get_by_role("region", name="Text of the answer").text_content() == HOSTILE
        assert "owned" not in page.title()


def test_a_long_list_goes_on(site):
    with site.window(VIEWER) as page:
        page.goto(path(site, "/responses"))
        expect(page.locator("tbody tr")).to_have_count(25)
        page.get_by_role("link", name="Older").click()
        expect(page.locator("tbody tr")).to_have_count(7)
        page.get_by_role("link", name="Newer").click()
        expect(page.locator("tbody tr")).to_have_count(25)
