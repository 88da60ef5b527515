"""The organization's pages around keys: policy, approvals, admin tokens, webhooks, notices, audit log."""

import base64
import hashlib
import hmac
import json
import re
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over
from support.agency import agency
from support.server import server
from support.wire import get

RAJ = "raj@northwind.example"
ADMIN_TOKEN = re.compile(r"lka_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}")
PAGES = {
    "policy": "/policy", "approvals": "/approvals", "admin-tokens": "/admin-tokens", "new-admin-token": "/admin-tokens/new",
    "revoke-admin-token": "/admin-tokens/{token}/revoke", "admin-token-shown": "/admin-tokens/{token}/created",
    "webhooks": "/webhooks", "new-webhook": "/webhooks/new", "webhook": "/webhooks/{failing}", "webhook-shown": "/webhooks/{failing}/created",
    "remove-webhook": "/webhooks/{failing}/remove", "delivery": "/webhooks/{failing}/deliveries/{delivery}", "keys-notices": "/keys",
    "audit-log": "/audit", "audit-filtered": "/audit?action=key.changed&since=2020-01-01", "audit-unreadable": "/audit?key=nonsense",
}


class Receiver:
    """Takes webhook messages on loopback; under /broken it fails, with a complaint."""

    def __init__(self, complaint: bytes = b"the queue is full") -> None:
        self.messages: list[tuple[dict, bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                is_broken = self.path.startswith("/broken")
                if not is_broken:
                    receiver.messages.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(500 if is_broken else 204)
                self.end_headers()
                if is_broken:
                    self.wfile.write(complaint)

            def log_message(self, *_) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def site(chromium):
    """Two admins, and a server that may send to loopback."""
    with agency(brands=5) as org:
        org.add_member(RAJ, "admin")
        org.add_member("vera@northwind.example", "viewer")
        environment = {"LATCHKEY_LOG_LEVEL": "warning", "LATCHKEY_WEBHOOK_ALLOW": "127.0.0.1"}
        with server(org.program, environment=environment) as running:
            yield Site(chromium, org, running)


@pytest.fixture(scope="module")
def furnished(site, receiver):
    """Something on every page."""
    soon = (datetime.now(timezone.utc) + timedelta(days=2, hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    today = (datetime.now(timezone.utc) + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    brand = site.org.brand_ids()[0]
    key = site.org.create_key("Looker, Fabrikam report", ["query", "configure"], [brand])
    site.org.create_key("Nightly ETL", ["query"], [brand], "--expires", soon)
    site.org.create_key("<i>Sales</i> & \"friends\"", ["query"], [brand], "--expires", today)
    with site.window("vera@northwind.example", allow=(403,)) as page:
        page.goto(site.address("/policy"))
        expect(page.get_by_text("Only an admin")).to_be_visible()
    with site.window(site.org.admin) as page:
        edit_key(page, site, key["id"])
        token = add_token(page, site, "Terraform, production workspace")
        failing = add_webhook(page, site, receiver.url + "/broken/T02/B0871/a-path-that-goes-on-and-on-and-on-for-quite-a-while")
        page.goto(site.address(f"/webhooks/{failing}"))
        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_role("status")).to_contain_text("A test is on its way")
        delivery = delivery_of(page, "A test")
        set_policy(page, site, "They are revoked", "Two admins", days="90")
        ask_for_key(page, site, "Key of Ada")
    with site.window(RAJ) as page:
        ask_for_key(page, site, "Key of Raj")
        set_policy(page, site, "One admin")
    return {"key": key["id"], "token": token[:16], "failing": failing, "delivery": delivery}


def wait_for(condition, seconds: float = 15):
    for _ in range(int(seconds * 20)):
        if found := condition():
            return found
        threading.Event().wait(0.05)
    raise AssertionError("it did not happen")


def edit_key(page, site, key: str) -> None:
    page.goto(site.address(f"/keys/{key}/edit"))
    page.get_by_role("checkbox", name="Configure").uncheck()
    page.get_by_role("checkbox", name="Ingest").check()
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Change the key").click()
    page.wait_for_url("**/keys/lk_*done=changed*")


def add_token(page, site, name: str) -> str:
    page.goto(site.address("/admin-tokens/new"))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Make admin token").click()
    token = page.locator("#token").inner_text()
    assert ADMIN_TOKEN.fullmatch(token)
    return token


def add_webhook(page, site, url: str, *events: str) -> int:
    page.goto(site.address("/webhooks/new"))
    page.get_by_label("Address").fill(url)
    if events:
        page.get_by_role("radio", name="Some events").check()
        for event in events:
            page.get_by_role("checkbox", name=event).check()
    page.get_by_role("button", name="Add webhook").click()
    expect(page.get_by_role("heading", name="Copy the signing secret now")).to_be_visible()
    return int(re.search(r"/webhooks/(\d+)/created", page.url)[1])


def delivery_of(page, name: str) -> int:
    """The newest line of that name in the log that the page shows, once it was tried."""
    def tried():
        # Not a reload, which Chromium refuses now and then while the page it has is still settling.
        page.goto(page.url)
        row = page.get_by_role("row").filter(has_text=name).first
        return row if "not tried yet" not in row.inner_text() else None
    link = wait_for(tried).get_by_role("link", name=name).get_attribute("href")
    return int(link.rsplit("/", 1)[1])


def set_policy(page, site, *choices: str, days: str | None = None) -> None:
    page.goto(site.address("/policy"))
    for choice in choices:
        page.get_by_role("radio", name=choice).check()
    if days:
        page.get_by_label("Days without a request").fill(days)
    page.get_by_role("button", name="Save policy").click()
    expect(page.get_by_role("status")).to_be_visible()


def ask_for_key(page, site, name: str) -> None:
    """A key for all brands."""
    page.goto(site.address("/keys/new"))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("checkbox", name="Query").check()
    page.get_by_role("radio", name="All brands").check()
    page.locator("form[data-key-form] button[type=submit]").last.click()
    page.wait_for_url("**/created*")


def test_every_page_fits_and_can_be_read(site, furnished):
    with site.window(site.org.admin) as page:
        faults = []
        for name, path in PAGES.items():
            answer = page.goto(site.address(path.format(**furnished)))
            assert answer.status == 200, f"{name}: {answer.status}"
            faults += look_over(page, f"org-{name}")
        add_token(page, site, "Shown once")
        faults += look_over(page, "org-admin-token-once")
        number = add_webhook(page, site, "https://hooks.example.com/services/T02/B0871", "A key was revoked")
        faults += look_over(page, "org-webhook-once")
        page.goto(site.address(f"/webhooks/{number}/remove"))
        page.get_by_role("button", name="Remove webhook").click()
        expect(page.get_by_role("status")).to_contain_text("Removed.")
        assert not faults, "\n".join(faults)


def test_the_page_of_keys_says_what_needs_attention_and_leads_there(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys"))
        notices = page.get_by_role("list", name="Wants your attention")
        for label in ("Expires today", "Expires soon", "To approve", "Webhook"):
            expect(notices).to_contain_text(label)
        expect(notices).to_contain_text('<i>Sales</i> & "friends"')
        notices.get_by_role("link", name="Look at them").click()
        expect(page.get_by_role("heading", name="Approvals")).to_be_visible()
        expect(page.get_by_role("region", name="Key of Ada")).to_contain_text("another admin must agree")
        assert page.get_by_role("region", name="Key of Ada").get_by_role("button", name="Approve").count() == 0
        expect(page.get_by_role("region", name="Key of Raj").get_by_role("button", name="Approve")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_second_admin_decides(site, furnished, script):
    name = f"Decided {'with' if script else 'without'} a script"
    with site.window(RAJ, java_script_enabled=script) as page:
        ask_for_key(page, site, name)
        token = page.locator("#token").inner_text()
        assert get(site.server, "/v1/brands", token).code == "key_awaits_approval"
    with site.window(site.org.admin, java_script_enabled=script) as page:
        page.goto(site.address("/approvals"))
        region = page.get_by_role("region", name=name)
        expect(region).to_contain_text("All brands, also those created later")
        region.get_by_role("button", name="Approve").click()
        expect(page.get_by_role("status")).to_contain_text("The key works from now on")
        assert page.get_by_role("region", name=name).count() == 0
    assert get(site.server, "/v1/brands", token).status == 200


def test_a_rule_of_the_policy_is_set_by_the_keyboard_alone(site, furnished):
    with site.window(site.org.admin, allow=(422,)) as page:
        page.goto(site.address("/policy"))
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "longest_life_days":
                break
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.checked && document.activeElement.value") == "on"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "longest_life_days_number"
        page.keyboard.press("Control+A")
        page.keyboard.type("99999")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("make no sense")
        assert page.evaluate("document.activeElement.closest('[role=alert]') !== null"), "the focus is not where the mistake is told"
        page.get_by_label("Days from a key's making").fill("365")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("New keys live 365 days at most.")


def test_an_admin_token_opens_the_management_api_until_it_is_revoked(site, furnished):
    organization = next(each for each in site.org.program.json("org", "list") if each["slug"] == site.org.slug)
    path = f"/v1/organizations/{organization['id']}/api-keys"
    with site.window(site.org.admin) as page:
        token = add_token(page, site, "By hand")
        expect(page.locator("#lines")).to_contain_text(f"{site.url}{path}")
        assert get(site.server, path, token).status == 200
        assert get(site.server, "/v1/brands", token).status == 401
        page.get_by_role("link", name="I have stored it").click()
        for _ in range(2):
            page.go_back()
            page.wait_for_load_state()
            assert token not in page.content()
        page.goto(site.address("/admin-tokens"))
        row = page.get_by_role("row").filter(has_text=token[:16])
        expect(row).to_contain_text("127.0.0.1")
        row.get_by_role("link", name="Revoke").click()
        page.get_by_role("button", name="Revoke admin token").click()
        expect(page.get_by_role("row").filter(has_text=token[:16])).to_contain_text("Revoked")
    refused = get(site.server, path, token)
    assert (refused.status, refused.code) == (401, "key_revoked")


def test_a_webhook_is_added_its_messages_are_genuine_and_what_failed_is_sent_again(site, furnished, receiver):
    with site.window(site.org.admin) as page:
        number = add_webhook(page, site, receiver.url + "/second", "A key was revoked", "A key was found in public")
        secret = page.locator("#token").inner_text()
        page.get_by_role("link", name="I have stored it").click()
        receiver.messages.clear()
        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_role("status")).to_contain_text("A test is on its way")
        headers, body = wait_for(lambda: receiver.messages and receiver.messages[0])
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert json.loads(body)["type"] == "webhook.test"
        delivery = delivery_of(page, "A test")
        expect(page.get_by_role("row").filter(has_text="A test").first).to_contain_text("Delivered")

        page.goto(site.address(f"/webhooks/{number}/deliveries/{delivery}"))
        expect(page.locator("main")).to_contain_text(headers["webhook-id"])
        page.get_by_role("button", name="Send again").click()
        page.wait_for_url("**done=resent")
        wait_for(lambda: len(receiver.messages) == 2)
        assert receiver.messages[1][0]["webhook-id"] == headers["webhook-id"]
        expect(page.get_by_role("row").filter(has_text="A test")).to_have_count(2)

        page.get_by_role("link", name="Remove").click()
        page.get_by_role("button", name="Remove webhook").click()
        expect(page.get_by_role("link", name=receiver.url + "/second")).to_have_count(0)


def test_a_webhook_to_where_nothing_may_be_sent_is_refused_beside_its_field(site, furnished):
    with site.window(site.org.admin, allow=(422,)) as page:
        page.goto(site.address("/webhooks/new"))
        page.get_by_label("Address").fill("https://10.0.0.8/hook")
        page.get_by_role("button", name="Add webhook").click()
        expect(page.get_by_role("alert")).to_contain_text("not on the public internet")
        expect(page.get_by_label("Address")).to_have_value("https://10.0.0.8/hook")
        expect(page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")


def test_the_audit_log_shows_what_was_before_and_after_and_who_was_denied(site, furnished):
    with site.window(site.org.admin) as page:
        page.goto(site.address(f"/audit?key={furnished['key']}&action=key.changed"))
        table = page.get_by_role("table", name="Before and after")
        expect(table.get_by_role("row").filter(has_text="May")).to_contain_text("takes away Configure; adds Ingest")
        page.get_by_role("combobox", name="Action").select_option("Attempt denied")
        page.get_by_role("button", name="Filter").click()
        page.wait_for_url("**action=management.denied**")
        page.get_by_label("Done to key or token").fill("")
        page.get_by_role("button", name="Filter").click()
        expect(page.get_by_role("row").filter(has_text="vera@northwind.example").first).to_contain_text("Denied")
        page.get_by_label("To day").fill("2020-01-01")
        page.get_by_role("button", name="Filter").click()
        expect(page.get_by_text("Nothing matches")).to_be_visible()


def test_a_viewer_reaches_none_of_these_pages(site, furnished):
    with site.window("vera@northwind.example", allow=(403,)) as page:
        for name, path in PAGES.items():
            assert page.goto(site.address(path.format(**furnished))).status == 403, name
        menu = page.get_by_role("navigation", name="Organization")
        menu.get_by_text("Northwind Agency").first.click()
        for entry in ("Approvals", "Key policy", "Admin tokens", "Webhooks"):
            assert menu.get_by_role("link", name=entry).count() == 0, entry
