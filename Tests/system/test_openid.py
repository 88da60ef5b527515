"""People sign in by a real OpenID provider, which runs as a process of its own."""

import re
import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import quote, urlsplit

import pytest

from support.dashboard import Dashboard, Page
from support.openid import Visit, provider, query
from support.openid_app import CLIENT
from support.program import Program
from support.server import server

PUBLIC = "http://latchkey.example"
CALLBACK = "/sign-in/oidc/callback"


class World:
    """Northwind with Ann, its admin, and Bob; a provider that knows both, and some others."""

    def __init__(self, program: Program, running, issuer: str) -> None:
        self.program = program
        self.running = running
        self.issuer = issuer

    def browser(self) -> Dashboard:
        return Dashboard(self.running)

    def leave(self, browser: Dashboard, next: str = "", page: Page | None = None) -> Visit:
        """Presses the button, on this page or on that of signing in, and is at the provider."""
        page = page or browser.open("/sign-in" + (f"?next={quote(next)}" if next else ""))
        link = next_link(page)
        gone = browser.send("GET", link)
        assert gone.status == 303, gone.text
        address = gone.answer.header("Location")
        assert address.startswith(self.issuer) and query(address)["redirect_uri"] == PUBLIC + CALLBACK
        return Visit(address)

    def way_back(self, browser: Dashboard, name: str, next: str = "") -> str:
        """Signs in at the provider. Returns the address here to which it sends the browser."""
        visit = self.leave(browser, next)
        visit.sign_in(name)
        return here(visit.allow())

    def sign_in(self, name: str, next: str = "") -> tuple[Dashboard, Page]:
        browser = self.browser()
        return browser, browser.open(self.way_back(browser, name, next))

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.program.data / "latchkey.sqlite", timeout=10)) as database, database:
            assert database.execute(statement, values).rowcount == 1


def next_link(page: Page) -> str:
    [link] = [link for link in page.links if link.startswith("/sign-in/oidc")]
    return link


def here(address: str) -> str:
    assert address.startswith(f"{PUBLIC}{CALLBACK}?"), address
    return address.removeprefix(PUBLIC)


@contextmanager
def world(folder):
    program = Program(folder / "data")
    program.ok("org", "create", "--name", "Northwind", "--admin", "ann@northwind.example")
    program.ok("member", "add", "--org", "northwind", "--email", "bob@northwind.example", "--role", "viewer")
    secret = folder / "client-secret"
    secret.write_text(CLIENT[1] + "\n")
    with provider(folder / "provider", PUBLIC + CALLBACK) as known:
        environment = {
            "LATCHKEY_PUBLIC_URL": PUBLIC, "LATCHKEY_OIDC_ISSUER": known.issuer, "LATCHKEY_OIDC_CLIENT_ID": CLIENT[0],
            "LATCHKEY_OIDC_CLIENT_SECRET_FILE": str(secret), "LATCHKEY_OIDC_NAME": "Northwind ID",
        }
        with server(program, environment=environment) as running:
            yield World(program, running, known.issuer)
            assert CLIENT[1] not in running.log


@pytest.fixture(scope="module")
def northwind(tmp_path_factory):
    with world(tmp_path_factory.mktemp("openid")) as made:
        yield made


def is_signed_in(browser: Dashboard) -> bool:
    return browser.send("GET", "/o/northwind").status == 200


def test_a_member_signs_in_without_a_password_and_goes_on_to_where_they_were_going(northwind):
    assert "Sign in with Northwind ID" in northwind.browser().open("/sign-in").text
    browser, page = northwind.sign_in("ann", next="/o/northwind/members?x=a%2Fb")
    assert page.status == 200 and page.address == "/o/northwind/members?x=a%2Fb"
    browser.close()
    # The second time there is nothing to be linked.
    browser, page = northwind.sign_in("ann")
    assert page.status == 200 and is_signed_in(browser)
    log = browser.open("/o/northwind/audit").text
    assert log.count("linked their account at Northwind ID") == 1
    assert log.count("signed in by Northwind ID") == 2
    assert northwind.program.ok("audit", "verify").status == 0
    browser.close()


@pytest.mark.parametrize(("name", "words"), [
    ("eve", "Nobody here has the address eve@stranger.example. Ask an admin of your organization to invite eve@stranger.example"),
    ("bob", "Northwind ID has not made sure that bob@northwind.example is your address."),
    ("dan", "Northwind ID does not tell your e-mail address."),
])
def test_who_cannot_be_told_is_told_why(northwind, name, words):
    browser, page = northwind.sign_in(name)
    assert page.status == 403 and words in page.text, page.text
    assert not is_signed_in(browser)
    # The page is the one to try again from.
    assert next_link(page) and page.form("/sign-in")
    browser.close()


def test_who_is_invited_accepts_by_their_account_at_the_provider(tmp_path):
    with world(tmp_path) as northwind:
        northwind.program.ok("org", "create", "--name", "Contoso", "--admin", "carl@contoso.example")
        invited = northwind.program.ok(
            "member", "invite", "--org", "contoso", "--email", "eve@stranger.example", "--role", "viewer")
        [link] = re.findall(r"/invite/\w+", invited.out)
        browser = northwind.browser()
        page = browser.open(link)
        assert "Go on with Northwind ID" in page.text
        visit = northwind.leave(browser, page=page)
        visit.sign_in("eve")
        page = browser.open(here(visit.allow()))
        assert page.status == 200 and page.address == link, page.text
        assert browser.send("GET", "/o/contoso").status == 404
        page = browser.submit(page, page.form(f"{link}/accept"))
        assert page.status == 200 and page.address == "/o/contoso"
        assert f"to your account at {northwind.issuer}" in browser.open("/account").text
        browser.close()
        # Another's invitation lets nobody in.
        other = northwind.program.ok("member", "invite", "--org", "contoso", "--email", "fay@contoso.example", "--role", "viewer")
        [link] = re.findall(r"/invite/\w+", other.out)
        northwind.program.ok("member", "unlink", "--email", "eve@stranger.example")
        northwind.program.ok("member", "remove", "--org", "contoso", "--email", "eve@stranger.example")
        browser, page = northwind.sign_in("eve", next=link)
        assert page.status == 403 and "Nobody here has the address eve@stranger.example" in page.text
        browser.close()


def test_who_turns_back_at_the_provider_is_where_they_began(northwind):
    browser = northwind.browser()
    visit = northwind.leave(browser)
    visit.sign_in("ann")
    page = browser.open(here(visit.cancel()))
    assert page.status == 200 and "You turned back. Nothing has happened." in page.text
    assert not is_signed_in(browser)
    browser.close()


def test_an_answer_counts_only_in_the_browser_that_asked_and_unchanged(northwind):
    browser, other = northwind.browser(), northwind.browser()
    back = northwind.way_back(browser, "ann")
    other.open("/sign-in")
    state = query(back)["state"]
    changed = back.replace(state, ("A" if state[0] != "A" else "B") + state[1:])
    unbound = back.replace(state, "")
    for who, address in ((other, back), (northwind.browser(), back), (browser, changed), (browser, unbound)):
        page = who.open(address)
        assert page.status == 400 and "begun in another browser" in page.text, page.text
        assert not is_signed_in(who)
    assert browser.open(back).status == 200 and is_signed_in(browser)


def test_a_code_counts_once(northwind):
    browser = northwind.browser()
    back = northwind.way_back(browser, "ann")
    first = browser.open(back)
    assert first.status == 200
    # Whoever is in already is led home.
    assert browser.open(back).status == 200
    browser.submit(first, first.form("/sign-out"))
    assert not is_signed_in(browser)
    again = browser.open(back)
    assert again.status == 502 and "Northwind ID did not confirm who you are" in again.text
    assert not is_signed_in(browser)
    assert "did not redeem the code: it answered 400 invalid_grant" in northwind.running.log
    browser.close()


def test_another_account_with_the_same_address_is_not_the_same_person(tmp_path):
    with world(tmp_path) as northwind:
        assert northwind.sign_in("ann")[1].status == 200
        browser, page = northwind.sign_in("ann-again")
        assert page.status == 403 and "ann@northwind.example belongs to another account at Northwind ID." in page.text
        northwind.program.ok("member", "unlink", "--email", "ann@northwind.example")
        browser, page = northwind.sign_in("ann-again")
        assert page.status == 200 and is_signed_in(browser)
        assert northwind.sign_in("ann")[1].status == 403


def test_who_writes_the_database_becomes_nobody_else(tmp_path):
    with world(tmp_path) as northwind:
        northwind.program.ok("member", "add", "--org", "northwind", "--email", "eve@stranger.example", "--role", "guest")
        assert northwind.sign_in("eve")[1].status == 200
        ids = {person["email"]: person["id"] for person in northwind.program.json("member", "list", "--org", "northwind")}
        northwind.write("UPDATE identities SET user_id = ?", ids["ann@northwind.example"])
        browser, page = northwind.sign_in("eve")
        assert page.status == 503 and "was changed outside this server" in page.text and not is_signed_in(browser)
        # Nor by taking the admin's place: Eve's address on Ann's row.
        northwind.write("DELETE FROM identities")
        northwind.write("UPDATE users SET email = 'nobody@stranger.example' WHERE email = 'eve@stranger.example'")
        northwind.write("UPDATE users SET email = 'eve@stranger.example' WHERE email = 'ann@northwind.example'")
        browser, page = northwind.sign_in("eve")
        assert page.status == 503 and not is_signed_in(browser)


def test_a_provider_that_is_down_stops_neither_the_server_nor_passwords(tmp_path):
    program = Program(tmp_path / "data")
    program.ok(
        "org", "create", "--name", "Northwind", "--admin", "ann@northwind.example", "--password-stdin", input="correct horse battery\n")
    with provider(tmp_path / "provider", PUBLIC + CALLBACK) as known:
        gone = known.issuer
    environment = {"LATCHKEY_PUBLIC_URL": PUBLIC, "LATCHKEY_OIDC_ISSUER": gone, "LATCHKEY_OIDC_CLIENT_ID": "latchkey"}
    with server(program, environment=environment) as running:
        browser = Dashboard(running)
        page = browser.open("/sign-in/oidc")
        assert page.status == 502 and f"{urlsplit(gone).hostname} does not answer as it should." in page.text
        browser.sign_in("ann@northwind.example", "correct horse battery")
        assert is_signed_in(browser)
        browser.close()


@pytest.mark.parametrize(("environment", "words"), [
    ({"LATCHKEY_OIDC_ISSUER": "https://login.example"}, "needs oidc.client.id"),
    ({"LATCHKEY_OIDC_ISSUER": "http://login.example", "LATCHKEY_OIDC_CLIENT_ID": "x"}, "must be an https address"),
    ({"LATCHKEY_OIDC_ISSUER": "https://login.example", "LATCHKEY_OIDC_CLIENT_ID": "x"}, "needs public.url"),
    ({"LATCHKEY_OIDC_CLIENT_ID": "x"}, "but not oidc.issuer"),
])
def test_settings_that_cannot_work_are_refused_at_the_start(tmp_path, environment, words):
    assert words in Program(tmp_path / "data", environment).refused("serve", "--port", "0").err


def test_without_a_provider_there_is_no_button_and_no_page(tmp_path):
    program = Program(tmp_path / "data")
    with server(program) as running:
        browser = Dashboard(running)
        assert "Sign in with" not in browser.open("/sign-in").text
        assert browser.send("GET", "/sign-in/oidc").status == 404
        assert browser.send("GET", CALLBACK).status == 404
        browser.close()
