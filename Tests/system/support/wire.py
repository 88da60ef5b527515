"""HTTP as programs speak it: one request, one answer, nothing followed and nothing hidden."""

import http.client
import json
import socket
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]] = field(repr=False)
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The stable name of a refusal."""
        return self.json().get("code")

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


class Connection:
    """A kept-alive connection to a server."""

    def __init__(self, server, seconds: float = 20) -> None:
        self._connection = http.client.HTTPConnection(server.host, server.port, timeout=seconds)

    def request(
        self, method: str, path: str, *, key: str | None = None, headers: dict[str, str] | None = None, body: bytes | str | None = None
    ) -> Answer:
        whole = dict(headers or {})
        if key is not None:
            whole["Authorization"] = f"Bearer {key}"
        self._connection.request(method, path, body=body, headers=whole)
        response = self._connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())

    def close(self) -> None:
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.close()


def request(server, method: str, path: str, *, key=None, headers=None, body=None, seconds: float = 20) -> Answer:
    with Connection(server, seconds) as connection:
        return connection.request(method, path, key=key, headers=headers, body=body)


def get(server, path: str, key: str | None = None) -> Answer:
    return request(server, "GET", path, key=key)


def send_json(server, method: str, path: str, value, key: str | None = None) -> Answer:
    return request(server, method, path, key=key, headers={"Content-Type": "application/json"}, body=json.dumps(value))


def raw(server, payload: bytes, seconds: float = 10) -> bytes:
    """Sends bytes as they are and returns all that comes back until the server closes or falls silent."""
    with socket.create_connection((server.host, server.port), timeout=seconds) as connection:
        received = b""
        try:
            connection.sendall(payload)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                received += chunk
        except (TimeoutError, ConnectionResetError, BrokenPipeError):
            pass
        return received
