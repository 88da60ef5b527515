"""SIGTERM: what is under way is finished, what was gathered is written."""

import os
import json
import socket
import threading
import time

from support.agency import agency
from support.server import launch, server
from support.wire import get, request


def read_all(connection: socket.socket) -> bytes:
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except (ConnectionResetError, TimeoutError):
        pass
    return received


def test_a_request_in_flight_is_finished_and_no_new_one_is_taken():
    with agency() as org:
        key = org.create_key("in flight", ["create-brand", "query"], None)["key"]
        running = launch(org.program)
        body = json.dumps({"name": "Slow", "website": "https://slow.example", "description": "Sent in two parts."}).encode()
        connection = socket.create_connection((running.host, running.port), timeout=20)
        connection.sendall(
            b"POST /v1/brands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key.encode()
            + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body[:20])
        time.sleep(0.3)
        stopping = threading.Thread(target=running.terminate)
        stopping.start()
        time.sleep(0.5)
        assert running.process.poll() is None, "the server left a request unanswered"
        connection.sendall(body[20:])
        answer = read_all(connection)
        assert answer.startswith(b"HTTP/1.1 200"), answer[:500]
        stopping.join(30)
        assert running.process.returncode == 0, running.log[-2000:]
        assert "Slow" in {brand["name"] for brand in org.program.json("brand", "list", "--org", org.slug)}


def test_what_was_answered_is_received():
    with agency() as org:
        key = org.create_key("busy", ["query"], None)["key"]
        running = launch(org.program)
        ask = f"GET /v1/brands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
        received, is_busy = [], threading.Event()

        def client() -> None:
            count = 0
            with socket.create_connection((running.host, running.port), timeout=20) as connection:
                try:
                    while True:
                        connection.sendall(ask)
                        answer = b""
                        while not answer.endswith(b'"metadata":null}'):
                            part = connection.recv(65536)
                            if not part:
                                return
                            answer += part
                        count += 1
                        if count == 100:
                            is_busy.set()
                except (ConnectionResetError, BrokenPipeError):
                    pass
                finally:
                    received.append(count)

        clients = [threading.Thread(target=client) for _ in range(16)]
        for each in clients:
            each.start()
        assert is_busy.wait(60)
        assert running.terminate() == 0, running.log[-2000:]
        for each in clients:
            each.join(30)
        assert sum(received) == running.log.count(" route=/v1/brands status=200") > 0


def test_idle_connections_do_not_hold_up_the_end():
    with agency() as org:
        running = launch(org.program)
        idle = [socket.create_connection((running.host, running.port)) for _ in range(20)]
        get(running, "/health/live")
        started = time.monotonic()
        assert running.terminate() == 0, running.log[-2000:]
        assert time.monotonic() - started < 15
        for connection in idle:
            connection.close()


def test_last_used_times_are_written_at_the_end():
    with agency() as org:
        key = org.create_key("used", ["query"], None)
        unused = org.create_key("unused", ["query"], None)
        running = launch(org.program)
        assert get(running, "/v1/brands", key["key"]).status == 200
        assert request(running, "GET", "/v1/brands", key=unused["key"][:-1]).status == 401
        assert running.terminate() == 0
        shown = org.program.json("key", "show", "--org", org.slug, key["id"])
        assert shown["last_used_at"], shown
        assert not org.program.json("key", "show", "--org", org.slug, unused["id"])["last_used_at"]


def test_a_log_that_nobody_reads_does_not_stop_the_server(tmp_path):
    fifo = tmp_path / "log"
    os.mkfifo(fifo)
    # Open at both ends and never read: it takes 64 KiB, some 500 lines.
    pipe = os.open(fifo, os.O_RDWR)
    into_fifo = ("sh", "-c", 'fifo=$1; shift; exec "$@" 2>"$fifo"', "sh", str(fifo))
    try:
        with agency() as org, server(org.program, prefix=into_fifo) as running:
            for _ in range(3000):
                assert get(running, "/v1/brands").status == 401
            assert get(running, "/health/live").status == 200
    finally:
        os.close(pipe)
