"""Members: inviting, accepting, roles on single brands, removing, leaving."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Site, sign_in
from looks import look_over, screenshot
from support.agency import PASSWORD, agency
from support.server import server

RAJ = "raj@northwind.example"
VERA = "vera@northwind.example"
LONG = "a.person.with.a.very.long.name.and.no.spaces.at.all@a-long-department.client.example"
LINK = re.compile(r"http://[^/]+(/invite/[0-9A-Za-z]{43})")
PAGES = {
    "members-all": "/members", "invite": "/members/invite", "member": "/members/{raj}", "remove-member": "/members/{raj}/remove",
    "leave": "/leave", "revoke-invitation": "/invitations/{invitation}/revoke", "link-shown": "/invitations/{invitation}/created",
}


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=5) as org:
        org.add_member(RAJ, "admin")
        org.add_member(VERA, "viewer")
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


def invite(page, site, email: str, role: str, brands: dict[str, str] | None = None) -> str:
    """Returns the path of the link that is shown."""
    page.goto(site.address("/members"))
    page.get_by_role("link", name="+ Invite somebody").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("radio", name=role).check()
    for brand, given in (brands or {}).items():
        page.get_by_role("combobox", name=brand).select_option(given)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", name="Copy the link now")).to_be_visible()
    return LINK.search(page.locator("#token").inner_text()).group(1)


def first_brand(site) -> tuple[int, str]:
    brand = site.org.program.json("brand", "list", "--org", site.org.slug)[0]
    return brand["id"], brand["name"]


def test_who_is_invited_chooses_a_password_and_reaches_what_they_were_given(site):
    brand, name = first_brand(site)
    with site.window(site.org.admin) as page:
        link = invite(page, site, "gil@client.example", "Guest", {name: "editor"})
        screenshot(page, "invitation-shown")
    with site.window() as page:
        page.goto(link)
        expect(page.get_by_text("as a guest")).to_be_visible()
        screenshot(page, "invitation-read")
        page.get_by_label("Choose a password").fill(PASSWORD)
        page.get_by_role("button", name="Accept and sign in").click()
        # A list of one is no list: the only brand is where they begin.
        page.wait_for_url(f"**/brands/{brand}")
        assert page.goto(site.address(f"/brands/{brand}/prompts/new")).status == 200
    with site.window("gil@client.example", allow=(403, 404)) as page:
        assert page.goto(site.address(f"/brands/{brand + 1}/prompts")).status == 404
        assert page.goto(site.address("/members")).status == 403
        assert page.goto(link).status == 404


def test_who_has_an_account_signs_in_to_accept_and_somebody_else_is_told_so(site):
    nia = "nia@contoso.example"
    site.org.program.ok("org", "create", "--name", "Contoso", "--admin", nia, "--password-stdin", input=PASSWORD + "\n")
    with site.window(site.org.admin) as page:
        link = invite(page, site, nia, "Viewer")
    with site.window(VERA) as page:
        page.goto(link)
        expect(page.get_by_text("this invitation is for somebody else")).to_be_visible()
        assert page.get_by_role("button", name="Accept").count() == 0
        page.get_by_role("button", name="Sign out").click()
        page.goto(link)
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    with site.window() as page:
        page.goto(link)
        assert page.get_by_label("Choose a password").count() == 0
        page.get_by_role("link", name="Sign in").click()
        page.get_by_label("E-mail").fill(nia)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"**{link}")
        page.get_by_role("button", name="Accept").click()
        page.wait_for_url(f"**/o/{site.org.slug}")


def test_the_brands_are_asked_for_only_where_the_role_leaves_something_to_give(site):
    _, name = first_brand(site)
    with site.window(site.org.admin) as page:
        page.goto(site.address("/members/invite"))
        brand = page.get_by_role("combobox", name=name)
        for role, is_asked in (("Guest", True), ("Admin", False), ("Viewer", True), ("Editor", False)):
            page.get_by_role("radio", name=role).check()
            expect(brand).to_be_visible(visible=is_asked)


def test_a_sentence_says_what_the_person_will_be_able_to_do(site):
    _, name = first_brand(site)
    with site.window(site.org.admin) as page:
        page.goto(site.address("/members/invite"))
        sentence = page.locator("[data-sentence]")
        expect(sentence).to_contain_text("what is chosen above")
        page.get_by_label("E-mail").fill("lia@client.example")
        page.get_by_role("radio", name="Guest").check()
        expect(sentence).to_have_text("lia@client.example will reach no brand yet. Choose some above.")
        brand = page.get_by_role("combobox", name=name)
        expect(brand.locator("option").first).to_have_text("Nothing")
        brand.select_option("viewer")
        expect(sentence).to_have_text(f"lia@client.example will be able to read {name} once they accept.")
        page.get_by_role("radio", name="Viewer").check()
        brand.select_option("editor")
        expect(sentence).to_have_text(f"lia@client.example will be able to read every brand and change {name} once they accept.")
        # A viewer reads it anyway: that is said once.
        assert brand.locator("option:not([hidden])").all_text_contents() == ["Read it", "Change it"]


def test_times_are_the_readers_own(site):
    with site.window(site.org.admin, timezone_id="Asia/Kathmandu") as page:
        invite(page, site, "kat@client.example", "Viewer")
        shown = page.locator("time[data-manner=exact]")
        assert shown.inner_text() != shown.get_attribute("title")
        assert shown.get_attribute("title").endswith(" UTC") and not shown.inner_text().endswith(" UTC")


def test_a_role_is_changed_and_somebody_is_removed_by_the_keyboard(site):
    site.org.add_member("kim@northwind.example", "editor")
    with site.window(site.org.admin) as page:
        page.goto(site.address("/members"))
        page.get_by_role("link", name="kim@northwind.example", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("radio", name="Editor")).to_be_checked()
        page.get_by_role("radio", name="Viewer").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Save").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("What kim@northwind.example may do was changed.")
        page.get_by_role("link", name="kim@northwind.example", exact=True).click()
        page.get_by_role("link", name="Remove").click()
        expect(page.get_by_role("heading", name="Remove kim@northwind.example?")).to_be_visible()
        page.get_by_role("button", name="Remove").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Removed.")
        expect(page.get_by_text("kim@northwind.example")).to_have_count(0)


def test_these_pages_fit_and_can_be_read(site):
    members = {each["email"]: each["id"] for each in site.org.program.json("member", "list", "--org", site.org.slug)}
    known = site.org.program.json("member", "invite", "--org", site.org.slug, "--email", LONG, "--role", "guest")
    made = site.org.program.json("member", "invitations", "--org", site.org.slug, "--renew", str(known["id"]))
    faults = []
    with site.window(site.org.admin) as page:
        for name, path in PAGES.items():
            answer = page.goto(site.address(path.format(raj=members[RAJ], invitation=known["id"])))
            assert answer.status == 200, f"{name}: {answer.status}"
            faults += look_over(page, name)
    with site.window() as page:
        page.goto(LINK.search(made["link"]).group(1))
        faults += look_over(page, "invitation")
    assert not faults, "\n".join(faults)


def test_without_a_script_everything_works(site):
    with site.window(java_script_enabled=False) as page:
        sign_in(page, site.org.admin, PASSWORD)
        link = invite(page, site, "noscript@client.example", "Viewer")
        page.goto(site.address("/members"))
        row = page.get_by_role("row").filter(has_text="noscript@client.example")
        row.get_by_role("button", name="New link").click()
        assert LINK.search(page.locator("#token").inner_text()).group(1) != link
