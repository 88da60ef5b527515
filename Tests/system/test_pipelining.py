"""Requests for the list of brands are answered ahead of the router; whatever stands beside them on the connection, nobody must notice."""

import json
import socket

import pytest

from support.agency import agency
from support.server import server


@pytest.fixture(scope="module")
def place():
    with agency() as org:
        key = org.create_key("pipeline", ["query"], None)["key"]
        with server(org.program) as running:
            yield running, key


class Connection:
    """One connection, read response by response."""

    def __init__(self, running):
        self.socket = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *parts: bytes) -> None:
        self.socket.sendall(b"".join(parts))

    def answer(self):
        """(status, headers, body), or None at the end of the connection."""
        line = self.file.readline()
        if not line:
            return None
        self.status_line = line
        headers = {}
        while (field := self.file.readline().strip()):
            name, value = field.split(b":", 1)
            headers[name.decode().lower()] = value.strip().decode()
        return int(line.split()[1]), headers, self.file.read(int(headers.get("content-length", 0)))


def ask(path: str, key: str | None, *fields: str, body: bytes = b"", method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *([f"Authorization: Bearer {key}"] if key else []), *fields]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_pipelined_requests_are_answered_in_their_order_whichever_way_each_goes(place):
    running, key = place
    paths = ["/v1/brands", "/v1/brands/1", "/v1/brands?limit=1", "/health/ready", "/v1/brands", "/v1/brands/2", "/v1/", "/v1/brands?limit=2"] * 20
    with Connection(running) as connection:
        connection.send(*(ask(path, key, f"X-Request-Id: n{index}") for index, path in enumerate(paths)))
        for index, path in enumerate(paths):
            status, headers, body = connection.answer()
            assert status == 200, (path, body)
            assert headers["x-request-id"] == f"n{index}"
            json.loads(body)


def test_both_ways_say_the_same_of_the_same(place):
    running, key = place
    with Connection(running) as connection:
        # A body sends the second request the long way.
        for token, query in [(key, ""), (key, "?limit=1&offset=1"), (key, "?limit=0"), (None, ""), ("lk_x", ""), (key, "?&&%zz=%"), (key, "?"),
                             (key, "?limit=1#part"), (key, "#part")]:
            connection.send(ask(f"/v1/brands{query}", token, "X-Request-Id: same"))
            direct = (connection.answer(), connection.status_line)
            connection.send(ask(f"/v1/brands{query}", token, "X-Request-Id: same", body=b"{}"))
            routed = (connection.answer(), connection.status_line)
            for headers in (direct[0][1], routed[0][1]):
                assert headers.pop("date")
            assert direct == routed, query


def test_a_request_that_comes_byte_by_byte_is_answered(place):
    running, key = place
    with Connection(running) as connection:
        for byte in ask("/v1/brands", key):
            connection.send(bytes([byte]))
        assert connection.answer()[0] == 200


@pytest.mark.parametrize("count", [1, 5, 40])
def test_answers_reach_a_client_that_has_sent_its_last_request(place, count):
    running, key = place
    for _ in range(40):
        with Connection(running) as connection:
            connection.send(ask("/v1/brands", key) * count)
            connection.socket.shutdown(socket.SHUT_WR)
            assert connection.file.read().count(b"HTTP/1.1 200 OK") == count


def test_a_connection_that_was_to_be_closed_is_closed(place):
    running, key = place
    with Connection(running) as connection:
        connection.send(ask("/v1/brands", key, "Connection: close"))
        assert connection.answer()[0] == 200
        assert connection.answer() is None


@pytest.mark.parametrize("fields", [("Connection: Keep-Alive, close",), ("Connection: keep-alive", "Connection: Close")])
def test_close_is_found_among_other_words(place, fields):
    running, key = place
    for path in ("/v1/brands", "/v1/"):
        with Connection(running) as connection:
            connection.send(ask(path, key, *fields))
            assert connection.answer()[0] == 200
            assert connection.answer() is None, "the connection stayed open"


def test_head_and_other_methods_go_the_long_way(place):
    running, key = place
    with Connection(running) as connection:
        connection.send(ask("/v1/brands", key, method="PATCH"), ask("/v1/brandsx", key), ask("/v1/brands", key))
        assert [connection.answer()[0] for _ in range(3)] == [405, 404, 200]


def test_a_client_that_does_not_read_is_not_written_to_without_end(place):
    running, key = place
    with Connection(running) as connection:
        connection.socket.settimeout(2)
        request = ask("/v1/brands", key)
        sent = 0
        try:
            while sent < 200_000:
                connection.send(request * 100)
                sent += 100
        except (TimeoutError, BlockingIOError):
            pass
        assert sent < 200_000, "the server took every request of a client that reads nothing"
    with Connection(running) as connection:
        connection.send(request)
        assert connection.answer()[0] == 200


def test_a_client_of_http_1_0_gets_no_chunks_and_the_end_of_the_connection(place):
    running, key = place
    # A list is written as it is read where it is long; the list of brands goes by the short way otherwise.
    for path in ("/v1/brands", "/v1/brands/1", "/v1/1/prompts", "/health/ready"):
        with Connection(running) as connection:
            connection.send(ask(path, key).replace(b"HTTP/1.1", b"HTTP/1.0"))
            head, _, body = connection.file.read().partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.0 200 "), (path, head)
            assert b"transfer-encoding" not in head.lower()
            json.loads(body)


def test_a_request_of_http_1_0_behind_another_changes_nothing_for_that(place):
    running, key = place
    with Connection(running) as connection:
        connection.send(ask("/v1/1/prompts", key), ask("/v1/brands", key).replace(b"HTTP/1.1", b"HTTP/1.0"))
        first, _, rest = connection.file.read().partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200") and (b"content-length" in first.lower() or b"transfer-encoding" in first.lower()), first
    assert rest.count(b"HTTP/1.0 200") == 1


def test_a_client_of_http_1_0_is_not_told_to_continue(place):
    running, key = place
    with Connection(running) as connection:
        connection.send(ask("/v1/brands", key, "Expect: 100-continue", method="POST", body=b"{}").replace(b"HTTP/1.1", b"HTTP/1.0"))
        assert connection.file.read().startswith(b"HTTP/1.0 403 ")


def test_fields_are_found_however_they_are_written(place):
    running, key = place
    with Connection(running) as connection:
        head = f"GET /v1/brands HTTP/1.1\r\nhOST: localhost\r\naUTHORIZATION: bearer {key}\r\nx-rEQUEST-iD: mixed\r\n\r\n"
        connection.send(head.encode())
        status, headers, _ = connection.answer()
        assert (status, headers["x-request-id"]) == (200, "mixed")
        # Two lines of one field are one list, which no token is.
        connection.send(ask("/v1/brands", key, f"Authorization: Bearer {key}"))
        assert connection.answer()[0] == 401


@pytest.mark.parametrize("value", ["Bearer {key} ", "Bearer {key}\t", " \tBearer   {key}", "Bearer {key}\x01", "Bearer {key}ü", "{key}", "Bearer {key}, Bearer {key}"],
                         ids=["space behind", "tab behind", "spaces before", "control", "umlaut", "no scheme", "twice"])
def test_both_ways_read_the_field_alike(place, value):
    running, key = place
    answers = []
    for body in (b"", b"{}"):
        with Connection(running) as connection:
            connection.send(ask("/v1/brands", None, f"Authorization: {value.format(key=key)}", "X-Request-Id: same", body=body))
            answer = connection.answer()
            assert answer is None or answer[1].pop("date", True)
            answers.append(answer)
    assert answers[0] == answers[1]
