"""HTTP over TLS: the server's own, with a certificate and a key as an operator gives them."""

import socket
import ssl
import subprocess

import pytest

from support.agency import agency
from support.server import server


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"],
        cwd=folder, check=True, capture_output=True)
    with agency() as org:
        key = org.create_key("tls", ["query"], None)["key"]
        environment = {"LATCHKEY_TLS_CERTIFICATE": str(folder / "certificate.pem"), "LATCHKEY_TLS_PRIVATE_KEY": str(folder / "key.pem")}
        with server(org.program, environment=environment) as running:
            yield running, key, ssl.create_default_context(cafile=str(folder / "certificate.pem"))


def request(key: str) -> bytes:
    return f"GET /v1/brands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode()


class Connection:
    """TLS by hand, so that requests and `close_notify` can leave in one piece."""

    def __init__(self, running, context: ssl.SSLContext):
        self.socket = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")
        while True:
            try:
                self.tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.flush()
                self.incoming.write(self.socket.recv(65536))
        self.flush()

    def flush(self) -> None:
        self.socket.sendall(self.outgoing.read())

    def say_goodbye(self) -> None:
        try:
            self.tls.unwrap()
        except ssl.SSLWantReadError:
            pass

    def rest(self) -> bytes:
        """All that comes until the other side says that nothing more will."""
        text = b""
        while True:
            try:
                if not (piece := self.tls.read(65536)):
                    return text
                text += piece
            except ssl.SSLWantReadError:
                if not (piece := self.socket.recv(65536)):
                    raise AssertionError("the connection broke off without close_notify") from None
                self.incoming.write(piece)
            except ssl.SSLZeroReturnError:
                return text


def test_requests_with_the_end_of_the_connection_right_behind_are_answered(place):
    running, key, context = place
    for count in [1, 10, 100] * 10:
        connection = Connection(running, context)
        connection.tls.write(request(key) * count)
        connection.say_goodbye()
        connection.flush()
        assert connection.rest().count(b"HTTP/1.1 200 OK\r\n") == count
        connection.socket.close()


def test_one_connection_takes_requests_one_after_another(place):
    running, key, context = place
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as plain, context.wrap_socket(plain, server_hostname="localhost") as tls:
        for _ in range(20):
            tls.sendall(request(key))
            answer = b""
            while not answer.endswith(b"}"):
                assert (piece := tls.recv(65536)), answer
                answer += piece
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


def test_what_is_not_modern_tls_gets_nothing(place):
    running, key, context = place
    old = ssl.create_default_context()
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as plain, pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION|protocol version"):
        old.wrap_socket(plain)
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as plain:
        plain.sendall(request(key))
        try:
            answer = plain.recv(65536)
        except ConnectionResetError:
            answer = b""
        assert b"HTTP/" not in answer
    test_one_connection_takes_requests_one_after_another(place)
