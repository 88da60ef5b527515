"""The OpenID provider of the tests, and a person's browser at it."""

import http.client
import http.cookies
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from support.dashboard import Form, Page
from support.openid_app import PASSWORD
from support.wire import Answer

APP = Path(__file__).with_name("openid_app.py")


class Provider:
    def __init__(self, issuer: str) -> None:
        self.issuer = issuer


@contextmanager
def provider(folder: Path, redirect_uri: str):
    """A provider that knows one client, whose people are sent back to this address."""
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, str(APP), str(folder), redirect_uri], stdout=subprocess.PIPE, stderr=(folder / "log").open("w"), text=True)
    alarm = threading.Timer(180, process.kill)
    alarm.start()
    try:
        line = process.stdout.readline()
        assert line, f"the provider did not start:\n{(folder / 'log').read_text()}"
        alarm.cancel()
        yield Provider(json.loads(line)["issuer"])
    finally:
        alarm.cancel()
        process.kill()
        process.wait(10)
        process.stdout.close()


class Visit:
    """A browser at the provider. Ends where the provider leads away from itself."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}
        self.page = self._go("GET", address)

    def sign_in(self, name: str) -> None:
        form = self._form()
        form.fill("username", name)
        form.fill("password", PASSWORD)
        self._send(form, [])

    def allow(self) -> str:
        """Where the browser is sent."""
        return self._send(self._form(), [("allow", "Allow")])

    def cancel(self) -> str:
        return self._send(self._form(), [])

    def _form(self) -> Form:
        assert isinstance(self.page, Page) and self.page.forms, f"no form at the provider: {self.page}"
        return self.page.forms[0]

    def _send(self, form: Form, more: list[tuple[str, str]]):
        fields = [*form.values(), *more]
        self.page = self._go("POST", urljoin(self.page.address, form.action or self.page.address), fields)
        return self.page

    def _go(self, method: str, address: str, fields: list[tuple[str, str]] | None = None):
        for _ in range(8):
            parts = urlsplit(address)
            if parts.netloc != self.host:
                return address
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
            body = None
            if fields is not None:
                body, headers["Content-Type"] = urlencode(fields), "application/x-www-form-urlencoded"
            connection = http.client.HTTPConnection(self.host, timeout=20)
            connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), body=body, headers=headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
            connection.close()
            for line in answer.all("Set-Cookie"):
                self.cookies.update({name: morsel.value for name, morsel in http.cookies.SimpleCookie(line).items()})
            if answer.status not in (301, 302, 303):
                assert answer.status == 200, f"{method} {address}: {answer.status} {answer.text[:500]}"
                return Page(address, answer)
            address, method, fields = urljoin(address, answer.header("Location") or ""), "GET", None
        raise AssertionError(f"redirects without end at {address}")


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
