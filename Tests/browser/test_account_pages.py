"""A person's account: the page, two-factor sign-in from its picture to its codes."""

import re

import pytest
from playwright.sync_api import expect

from looks import look_over
from support.agency import PASSWORD
from support.totp import code, settle


def give_proof(page, value: str) -> None:
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_label(re.compile("^Code of the app")).fill(value)


@pytest.mark.parametrize("width", [1280, 375])
def test_a_person_sets_up_two_factor_sign_in_and_signs_in_by_it(site, width):
    email = f"tess-{width}@northwind.example"
    site.org.add_member(email, "viewer")
    look = {"viewport": {"width": width, "height": 800}}
    faults = []

    def see(page, name: str) -> None:
        if width == 1280:
            faults.extend(look_over(page, name))

    with site.window(email, **look) as page:
        link = page.get_by_role("link", name="Account" if width < 720 else email)
        expect(link).to_be_visible()
        link.click()
        expect(page.get_by_role("heading", name="Your account")).to_be_visible()
        expect(page.get_by_text("this browser")).to_be_visible()
        see(page, "account")
        page.get_by_role("link", name="Set up two-factor sign-in").click()
        picture = page.locator("svg.qr")
        expect(picture).to_be_visible()
        assert picture.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
        see(page, "two-factor-set-up")
        secret = page.locator("#secret").inner_text().replace(" ", "")
        settle()
        give_proof(page, code(secret, -1))
        page.get_by_role("button", name="Turn it on").click()
        expect(page.get_by_role("heading", name="Store your recovery codes now")).to_be_visible()
        see(page, "recovery-codes")
        codes = page.locator("#codes").inner_text().split()
        assert len(codes) == 10
        page.get_by_role("link", name="I have stored them").click()
        expect(page.get_by_text("10 recovery codes left")).to_be_visible()
        see(page, "account-guarded")
        page.get_by_role("link", name="New recovery codes").click()
        see(page, "two-factor")

    with site.window(allow=(422,), **look) as page:
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_label("Code", exact=True)).to_be_focused()
        see(page, "sign-in-code")
        page.get_by_label("Code", exact=True).fill("000 000 0")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("That code is not right")
        see(page, "sign-in-code-wrong")
        page.get_by_text("I do not have the app here").click()
        page.get_by_label("Recovery code").fill(codes[0].upper())
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/o/**")
    assert not faults, "\n".join(faults)


def test_the_account_page_works_by_keyboard_and_shows_what_is_typed_on_demand(site):
    email = "kim@northwind.example"
    site.org.add_member(email, "viewer")
    with site.window(email) as page:
        page.goto("/account")
        field = page.get_by_label("New password")
        field.fill("another long password 7")
        page.get_by_role("button", name="Show").press("Enter")
        expect(field).to_have_attribute("type", "text")
        page.get_by_label("Your password now").fill(PASSWORD)
        page.get_by_role("button", name="Change password").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Your password is changed.")
