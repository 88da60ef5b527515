"""A real Chromium on a real server."""

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "system"))

from support.agency import PASSWORD, Agency, agency, data_directory  # noqa: E402
from support.program import Program  # noqa: E402
from support.server import server  # noqa: E402


def chromium_path() -> str:
    names = [os.environ.get("LATCHKEY_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "there is no Chromium: run Scripts/setup test, or set LATCHKEY_CHROMIUM"
    return found


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        # The sandbox needs rights that containers withhold from root.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield browser
        browser.close()


class Site:
    """A server with an agency on it, and browsers that visit it."""

    def __init__(self, chromium, org, running) -> None:
        self._chromium = chromium
        self.org = org
        self.server = running
        self.url = running.url

    def address(self, path: str = "") -> str:
        return f"{self.url}/o/{self.org.slug}{path}"

    @contextmanager
    def window(
        self, email: str | None = None, password: str = PASSWORD, allow: tuple[int, ...] = (), remarks: tuple[str, ...] = (), **options
    ):
        """A browser of its own, signed in as `email`. Whatever the console or the content policy complains of is a
        failure, but for Chromium's note on a page that was answered with one of the statuses in `allow`, and for what begins
        with one of `remarks`."""
        context = self._chromium.new_context(base_url=self.url, **options)
        # Long enough for a machine that does much else at the same time.
        context.set_default_timeout(30_000)
        complaints: list[str] = []

        def listen(page) -> None:
            page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))

        context.on("page", listen)
        try:
            page = context.new_page()
            if email:
                sign_in(page, email, password)
            yield page
        finally:
            context.close()
        expected = [f"Failed to load resource: the server responded with a status of {status} " for status in allow]
        complaints = [text for text in complaints if not text.startswith((*expected, *remarks))]
        assert not complaints, complaints


def sign_in(page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/o/**")


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=5) as org:
        org.add_member("vera@northwind.example", "viewer")
        archived = org.add_brand("Proseware")
        org.program.ok("brand", "archive", "--org", org.slug, str(archived["id"]))
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


@pytest.fixture(scope="session")
def demo_site(chromium):
    """The agency of `serve --demo`, read by the tests and not changed: brands with a year of answers, one of them archived, and one
    that has none yet. Ada is an admin of it."""
    with data_directory() as data:
        program = Program(data)
        flags = ("--demo", "--demo-responses", "6000")
        with server(program, *flags, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            slug = program.json("org", "list")[0]["slug"]
            org = Agency(program, slug, "ada@northwind.example", PASSWORD, program.json("brand", "list", "--org", slug))
            org.add_member(org.admin, "admin")
            org.add_brand("Bare")
            yield Site(chromium, org, running)
