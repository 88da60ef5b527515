"""Mail leaves by a real mail server, encrypted and signed in, or by a program like sendmail."""

import email
import email.policy
import socket
import ssl
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from support.program import Program

PASSWORD = "a secret of the mail server"
FROM = {"LATCHKEY_MAIL_FROM": "Latchkey für Northwind <latchkey@northwind.example>"}


class Relay:
    """A mail server that keeps what it takes."""

    def __init__(self, certificate: Path | None = None, key: Path | None = None, implicit: bool = False) -> None:
        self.taken: list[tuple[bool, str | None, str, list[str], bytes]] = []
        options: dict = {}
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate, key)
            options = {"ssl_context": context} if implicit else {
                "tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": self._check,
            }
        self._controller = Controller(self, hostname="127.0.0.1", port=_free_port(), **options)

    @property
    def port(self) -> int:
        return self._controller.port

    def _check(self, server, session, envelope, mechanism, data) -> AuthResult:
        right = (data.login, data.password) == (b"latchkey", PASSWORD.encode())
        return AuthResult(success=right, handled=False, auth_data=data.login.decode())

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 There is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken.append((session.ssl is not None, session.auth_data, envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"

    @contextmanager
    def running(self):
        self._controller.start()
        try:
            yield self
        finally:
            self._controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("mail")
    pem, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(pem)],
        check=True, capture_output=True,
    )
    return pem, key


@pytest.fixture
def password_file(tmp_path) -> Path:
    file = tmp_path / "mail-password"
    file.write_text(PASSWORD + "\n")
    return file


def smtp(relay: Relay, **more: str) -> dict[str, str]:
    return {
        **FROM, "LATCHKEY_MAIL_SMTP_HOST": "localhost", "LATCHKEY_MAIL_SMTP_PORT": str(relay.port),
        **{f"LATCHKEY_MAIL_SMTP_{name.upper()}": value for name, value in more.items()},
    }


def test_a_mail_goes_over_starttls_to_a_server_that_asks_who_sends(tmp_path, certificate, password_file):
    with Relay(*certificate).running() as relay:
        program = Program(tmp_path / "data", smtp(
            relay, user="latchkey", password_file=str(password_file), authorities=str(certificate[0])))
        said = program.json("mail", "test", "--to", "Ann@Northwind.example")
        assert said == {"to": "ann@northwind.example", "by": f"localhost:{relay.port}"}
        [(encrypted, user, sender, recipients, content)] = relay.taken
    assert encrypted and user == "latchkey"
    assert sender == "latchkey@northwind.example" and recipients == ["ann@northwind.example"]
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["From"] == "Latchkey für Northwind <latchkey@northwind.example>"
    assert message["To"] == "ann@northwind.example" and message["Subject"] == "Mail from Latchkey arrives"
    assert message["Date"].datetime and message["Message-ID"].endswith("@northwind.example>")
    assert "latchkey mail test" in message.get_content()
    assert not message.defects


def test_a_mail_goes_over_tls_from_the_first_byte(tmp_path, certificate):
    with Relay(*certificate, implicit=True).running() as relay:
        program = Program(tmp_path / "data", smtp(relay, tls="implicit", authorities=str(certificate[0])))
        program.ok("mail", "test", "--to", "ann@northwind.example")
        assert len(relay.taken) == 1


def test_a_mail_goes_unencrypted_only_where_that_is_said(tmp_path):
    with Relay().running() as relay:
        refused = Program(tmp_path / "data", smtp(relay)).refused("mail", "test", "--to", "ann@northwind.example")
        assert "localhost offers no STARTTLS" in refused.err and relay.taken == []
        Program(tmp_path / "data", smtp(relay, tls="none")).ok("mail", "test", "--to", "ann@northwind.example")
        assert len(relay.taken) == 1


def test_a_server_that_nobody_known_vouches_for_gets_nothing(tmp_path, certificate, password_file):
    with Relay(*certificate).running() as relay:
        program = Program(tmp_path / "data", smtp(relay, user="latchkey", password_file=str(password_file)))
        refused = program.refused("mail", "test", "--to", "ann@northwind.example")
        assert "no authority that this server trusts signed its certificate" in refused.err
        assert relay.taken == []


def test_what_the_server_answers_is_told_and_the_password_is_not(tmp_path, certificate, password_file):
    with Relay(*certificate).running() as relay:
        environment = smtp(relay, user="latchkey", password_file=str(password_file), authorities=str(certificate[0]))
        program = Program(tmp_path / "data", environment)
        assert "localhost answered 550 5.1.1 There is nobody of that name to RCPT." in program.refused(
            "mail", "test", "--to", "nobody@northwind.example").err
        password_file.write_text("the wrong one")
        refused = program.refused("mail", "test", "--to", "ann@northwind.example")
        assert "localhost did not take the user and password: it answered 535" in refused.err
        assert "the wrong one" not in refused.err and PASSWORD not in refused.err
        shown = program.ok("config", "show").out
        assert str(password_file) in shown and PASSWORD not in shown


def test_a_program_like_sendmail_gets_the_mail_and_none_of_our_settings(tmp_path):
    took = tmp_path / "took"
    script = tmp_path / "sendmail"
    script.write_text(f'#!/bin/sh\n{{ echo "$@"; env | grep -c "^LATCHKEY_"; cat; }} > "{took}"\n')
    script.chmod(0o700)
    program = Program(tmp_path / "data", {**FROM, "LATCHKEY_MAIL_SENDMAIL": str(script)})
    program.ok("mail", "test", "--to", "ann@northwind.example")
    arguments, settings, text = took.read_text().split("\n", 2)
    assert arguments == "-t -i -f latchkey@northwind.example" and settings == "0"
    message = email.message_from_string(text, policy=email.policy.default)
    assert message["To"] == "ann@northwind.example" and "\r" not in text


def test_a_program_that_fails_is_quoted(tmp_path):
    script = tmp_path / "sendmail"
    script.write_text("#!/bin/sh\necho 'the queue is full' >&2\nexit 75\n")
    script.chmod(0o700)
    program = Program(tmp_path / "data", {**FROM, "LATCHKEY_MAIL_SENDMAIL": str(script)})
    refused = program.refused("mail", "test", "--to", "ann@northwind.example")
    assert f"{script} did not take the mail (exited(75)): the queue is full." in refused.err


def test_without_settings_the_command_says_what_to_set(tmp_path):
    refused = Program(tmp_path / "data").refused("mail", "test", "--to", "ann@northwind.example")
    assert "Set mail.from, and mail.smtp.host or mail.sendmail." in refused.err
