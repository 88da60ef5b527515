"""A person's account, as a browser and the command line see it."""

import re

from support.agency import PASSWORD, agency
from support.dashboard import Dashboard
from support.server import server
from support.totp import code, settle


def turn_on(dashboard: Dashboard) -> tuple[str, list[str]]:
    """Sets up an app. Returns its secret and the recovery codes."""
    page = dashboard.open("/account/two-factor")
    secret = re.search(r"secret=([A-Z2-7]{32})&", page.answer.text)[1]
    form = page.form("/account/two-factor")
    form.fill("password", PASSWORD)
    # The step before: the one that is shown now stays good for signing in.
    settle()
    form.fill("code", code(secret, -1))
    page = dashboard.submit(page, form)
    codes = re.findall(r"\b[0-9a-z]{5}-[0-9a-z]{5}\b", page.text)
    assert len(codes) == 10, page.text
    return secret, codes


def begin(running, email: str) -> tuple[Dashboard, object]:
    """A new browser, after the password."""
    dashboard = Dashboard(running)
    page = dashboard.open("/sign-in")
    form = page.form()
    form.fill("email", email)
    form.fill("password", PASSWORD)
    return dashboard, dashboard.submit(page, form)


def give(dashboard: Dashboard, page, field: str, value: str):
    form = page.form("/sign-in/code")
    form.fill(field, value)
    return dashboard.submit(page, form)


def test_two_factor_sign_in_from_the_app_to_the_operator():
    with agency(brands=1) as org, server(org.program) as running:
        first = org.sign_in(running)
        secret, codes = turn_on(first)

        browser, page = begin(running, org.admin)
        assert page.address.startswith("/sign-in/code") and page.status == 200, page.address
        assert browser.open("/account").address.startswith("/sign-in"), "half-way is not in"
        page = give(browser, page, "code", code(secret))
        assert page.status == 200 and "/o/" in page.address, (page.address, page.text)

        again, page = begin(running, org.admin)
        page = give(again, page, "code", code(secret, -1))
        assert page.status == 422 and "used already" in page.text, page.text
        page = give(again, page, "recovery", codes[0].upper())
        assert page.status == 200 and "/o/" in page.address, page.text
        assert "9 recovery codes left" in again.open("/account").text

        # Another process turns it off, and the server that runs knows at once.
        reset = org.program.json("member", "reset-totp", "--email", org.admin)
        assert reset == {"email": org.admin, "two_factor": False}
        assert "/o/" in Dashboard(running).sign_in(org.admin, PASSWORD).address
        assert "has no two-factor sign-in" in org.program.refused("member", "reset-totp", "--email", org.admin).err
        assert org.program.ok("audit", "verify")

        for secretive in [secret, *codes, secret.lower()]:
            for path in org.program.data.rglob("*"):
                if path.is_file():
                    assert secretive.encode() not in path.read_bytes(), f"{path.name} holds a secret"


def test_a_changed_password_signs_out_every_other_browser():
    with agency(brands=1) as org, server(org.program) as running:
        here, there = org.sign_in(running), org.sign_in(running)
        page = here.open("/account")
        assert "this browser" in page.text
        form = page.form("/account/password")
        form.fill("current", PASSWORD)
        form.fill("password", "another long password 7")
        page = here.submit(page, form)
        assert "Your password is changed." in page.text
        assert there.open("/account").address.startswith("/sign-in")
        assert here.open("/account").address == "/account"
        assert Dashboard(running).sign_in(org.admin, "another long password 7").status == 200
