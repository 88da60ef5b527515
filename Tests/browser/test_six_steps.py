"""The six steps from signing in to a refused call, as a person takes them."""

import re

from playwright.sync_api import expect

from conftest import PASSWORD
from looks import screenshot
from support.dashboard import TOKEN
from support.wire import get


def open_menu(page, org_name: str) -> None:
    page.get_by_role("navigation", name="Organization").get_by_text(org_name).first.click()


def test_an_admin_makes_a_key_uses_it_and_revokes_it(site):
    with site.window(permissions=["clipboard-read", "clipboard-write"], allow=(422,)) as page:
        # 1. Sign in.
        page.goto("/")
        page.get_by_label("E-mail").fill(site.org.admin)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

        # 2. The organization's menu, API Keys.
        open_menu(page, "Northwind Agency")
        screenshot(page, "menu")
        page.get_by_role("list").get_by_role("link", name="API Keys").click()
        expect(page.get_by_role("heading", name="API Keys")).to_be_visible()

        # 3. + New API Key: name, scopes, brands.
        page.get_by_role("link", name="+ New API Key").first.click()
        expect(page.get_by_role("heading", name="New API Key")).to_be_visible()
        expect(page.get_by_text("Proseware")).to_have_count(0)
        expect(page.get_by_role("radio", name=re.compile("90 days"))).to_be_checked()
        page.get_by_label("Name", exact=True).fill("Looker, Fabrikam report")
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="Specific brands").check()
        page.get_by_role("checkbox", name="Fabrikam").check()
        page.get_by_role("checkbox", name="Contoso").check()
        expect(page.locator("[data-sentence]")).to_contain_text(re.compile("Fabrikam|2 brands"))
        screenshot(page, "new-key")
        page.get_by_role("button", name="Create key").click()

        # 4. The key, once, and copied.
        expect(page.get_by_role("heading", name="Copy your key now")).to_be_visible()
        address = page.url
        token = page.locator("#token").inner_text()
        assert TOKEN.fullmatch(token)
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_role("status").filter(has_text=re.compile("copied", re.IGNORECASE))).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == token
        page.get_by_role("button", name="Copy lines").click()
        assert f"export SCRUNCH_API_TOKEN=\"{token}\"" in page.evaluate("navigator.clipboard.readText()")
        screenshot(page, "key-once")

        # 5. A call with it is accepted, and sees exactly the two brands.
        answer = get(site.server, "/v1/brands", token)
        assert answer.status == 200
        assert [item["name"] for item in answer.json()["items"]] == ["Fabrikam", "Contoso"]

        # Never again: not by reloading, going back and forth, nor by the address.
        page.reload()
        expect(page.get_by_role("heading", name="This key was shown already")).to_be_visible()
        assert token not in page.content()
        page.get_by_role("link", name="API Keys").last.click()
        expect(page.get_by_role("heading", name="API Keys")).to_be_visible()
        for _ in range(3):
            page.go_back()
            assert token not in page.content()
        for _ in range(3):
            page.go_forward()
            assert token not in page.content()
        page.goto(address)
        assert token not in page.content()

        # 6. Revoke it, by its name, and the next call is refused.
        page.goto(site.address("/keys"))
        row = page.get_by_role("row").filter(has_text="Looker, Fabrikam report")
        expect(row).to_contain_text(token[:15])
        row.get_by_role("link", name="Revoke").click()
        page.get_by_role("textbox").fill("Looker")
        page.get_by_role("button", name="Revoke key").click()
        assert get(site.server, "/v1/brands", token).status == 200, "a half-typed name revoked it"
        page.get_by_role("textbox").fill("Looker, Fabrikam report")
        screenshot(page, "revoke")
        page.get_by_role("button", name="Revoke key").click()
        page.wait_for_url(re.compile("/keys(/lk_[0-9A-Za-z]+)?(\\?.*)?$"))
        refused = get(site.server, "/v1/brands", token)
        assert (refused.status, refused.code) == (401, "key_revoked")
        page.goto(site.address("/keys"))
        expect(page.get_by_role("row").filter(has_text=token[:15])).to_contain_text(re.compile("revoked", re.IGNORECASE))


def test_leaving_the_shown_key_by_its_button_and_going_back_does_not_show_it(site):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill("Back and forth")
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="All brands").check()
        page.get_by_role("button", name="Create key").click()
        token = page.locator("#token").inner_text()
        page.get_by_role("link", name="I have stored it").click()
        expect(page.get_by_role("heading", name="Copy your key now")).to_have_count(0)
        page.go_back()
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        assert token not in page.content() and not page.get_by_text(token).count()


def test_the_same_without_javascript(site):
    with site.window(site.org.admin, java_script_enabled=False) as page:
        page.get_by_role("navigation", name="Organization").get_by_text("Northwind Agency").first.click()
        page.get_by_role("list").get_by_role("link", name="API Keys").click()
        page.get_by_role("link", name="+ New API Key").first.click()
        page.get_by_label("Name", exact=True).fill("No script")
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="Specific brands").check()
        page.get_by_role("checkbox", name="Tailspin").check()
        screenshot(page, "new-key-without-script")
        page.get_by_role("button", name="Create key").click()
        token = page.locator("#token").inner_text()
        expect(page.get_by_role("button", name="Copy", exact=True)).to_be_hidden()
        answer = get(site.server, "/v1/brands", token)
        assert [item["name"] for item in answer.json()["items"]] == ["Tailspin"]
        page.reload()
        assert token not in page.content()
        page.goto(site.address(f"/keys/{token[:15]}/revoke"))
        page.get_by_role("textbox").fill("No script")
        page.get_by_role("button", name="Revoke key").click()
        assert get(site.server, "/v1/brands", token).code == "key_revoked"


def test_a_key_is_made_with_the_keyboard_alone(site):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys"))

        def focused(script: str):
            return page.evaluate(f"(() => {{ const e = document.activeElement; return {script}; }})()")

        def tab_to(script: str, what: str, limit: int = 60) -> None:
            for _ in range(limit):
                page.keyboard.press("Tab")
                if focused(script):
                    visible = focused("getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none' "
                                      "|| getComputedStyle(e.closest('label') || e).outlineStyle !== 'none'")
                    assert visible, f"one cannot see that {what} has the focus"
                    return
            raise AssertionError(f"Tab does not reach {what}")

        tab_to("e.textContent.trim() === '+ New API Key'", "the link")
        page.keyboard.press("Enter")
        page.wait_for_url("**/keys/new")
        tab_to("e.id === 'name'", "the name")
        page.keyboard.type("By keyboard")
        tab_to("e.name === 'scopes' && e.value === 'query'", "the scope")
        page.keyboard.press("Space")
        tab_to("e.name === 'brand_access'", "the brand access")
        # Within a group of choices the arrows move and choose.
        for _ in range(2):
            if focused("e.value === 'all' && e.checked"):
                break
            page.keyboard.press("ArrowDown")
        assert focused("e.value === 'all' && e.checked")
        tab_to("e.type === 'submit' && e.textContent.trim() === 'Create key'", "the button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Copy your key now")).to_be_visible()
        token = page.locator("#token").inner_text()
        tab_to("e.textContent.trim() === 'Copy'", "the copy button")
        assert get(site.server, "/v1/brands", token).status == 200


def test_a_double_click_selects_the_whole_key(site):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill("Double click")
        page.get_by_role("checkbox", name="Query").check()
        page.get_by_role("radio", name="All brands").check()
        page.get_by_role("button", name="Create key").click()
        token = page.locator("#token").inner_text()
        page.locator("#token").dblclick()
        assert page.evaluate("getSelection().toString().trim()") == token


def test_a_form_with_mistakes_keeps_what_was_typed_and_says_what_to_mend(site):
    with site.window(site.org.admin, allow=(422,)) as page:
        page.goto(site.address("/keys/new"))
        page.get_by_label("Name", exact=True).fill("Nothing chosen")
        page.get_by_role("radio", name="Specific brands").check()
        page.get_by_role("button", name="Create key").click()
        expect(page.get_by_role("alert")).to_contain_text("at least one")
        expect(page.get_by_label("Name", exact=True)).to_have_value("Nothing chosen")
        screenshot(page, "new-key-mistakes")
