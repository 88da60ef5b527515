"""Signing in by a provider as Chromium does it: the way there and back, across sites, with its cookies and content policy."""

import socket
import socketserver
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over, screenshot
from support.agency import agency
from support.openid import provider
from support.openid_app import CLIENT, PASSWORD
from support.server import server


@contextmanager
def doorway():
    """An address that is known before the server behind it is, as that of a proxy. Another site than 127.0.0.1, where the provider is."""
    target: list[int] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("127.0.0.1", target[0])) as inner:
                there = threading.Thread(target=pump, args=(self.request, inner), daemon=True)
                there.start()
                pump(inner, self.request)
                there.join(10)

    class Doorway(socketserver.ThreadingTCPServer):
        daemon_threads = True

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while part := source.recv(65536):
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    with Doorway(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://localhost:{listening.server_address[1]}", target.append
        listening.shutdown()


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("openid")
    (folder / "secret").write_text(CLIENT[1])
    with agency(brands=1) as org, doorway() as (url, lead_to), provider(folder / "provider", f"{url}/sign-in/oidc/callback") as known:
        org.program.ok("member", "add", "--org", org.slug, "--email", "ann@northwind.example", "--role", "editor")
        environment = {
            "LATCHKEY_LOG_LEVEL": "warning", "LATCHKEY_PUBLIC_URL": url, "LATCHKEY_OIDC_ISSUER": known.issuer,
            "LATCHKEY_OIDC_CLIENT_ID": CLIENT[0], "LATCHKEY_OIDC_CLIENT_SECRET_FILE": str(folder / "secret"),
            "LATCHKEY_OIDC_NAME": "Northwind ID",
        }
        with server(org.program, environment=environment) as running:
            lead_to(running.port)
            made = Site(chromium, org, running)
            made.url = url
            yield made


def at_the_provider(page, name: str) -> None:
    page.get_by_role("link", name="Sign in with Northwind ID").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_member_comes_in_by_the_provider_and_goes_on(site):
    # The provider has no icon.
    with site.window(allow=(404,)) as page:
        page.goto(f"/sign-in?next=/o/{site.org.slug}/jobs")
        at_the_provider(page, "ann")
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url(f"{site.url}/o/{site.org.slug}/jobs")
        expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")


def test_who_is_no_member_reads_whom_to_ask(site):
    with site.window(allow=(404, 403)) as page:
        page.goto("/sign-in")
        at_the_provider(page, "eve")
        page.get_by_role("button", name="Allow").click()
        expect(page.get_by_role("alert")).to_contain_text("Ask an admin of your organization to invite eve@stranger.example")
        screenshot(page, "sign-in-unknown-to-us")
        # From here one can try again.
        expect(page.get_by_role("link", name="Sign in with Northwind ID")).to_be_visible()


def test_the_page_with_the_button_fits_and_can_be_read(site):
    with site.window() as page:
        page.goto("/sign-in")
        link = page.get_by_role("link", name="Sign in with Northwind ID")
        button = page.get_by_role("button", name="Sign in", exact=True)
        assert link.bounding_box()["width"] == button.bounding_box()["width"]
        assert not (faults := look_over(page, "sign-in-provider")), "\n".join(faults)
