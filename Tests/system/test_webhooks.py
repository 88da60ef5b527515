"""Webhooks as a receiver sees them: signed, sent again, never to where they may not go, none lost."""

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from support.agency import agency
from support.dashboard import TOKEN
from support.program import Program
from support.server import launch, server

ALLOW = {"LATCHKEY_WEBHOOK_ALLOW": "127.0.0.0/8"}


class Receiver:
    """Answers 200, or what `answers` has for the path: statuses, one for each request; the last one stays."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, list[int]] = {}
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def at(self, path: str) -> list[tuple[dict[str, str], bytes]]:
        return [(headers, body) for where, headers, body in list(self.seen) if where == path]


@contextmanager
def receiver():
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(state.delay)
            statuses = state.answers.get(self.path, [200])
            self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            with suppress(ConnectionError):
                self.end_headers()

        def do_GET(self) -> None:
            state.seen.append((self.path, {}, b""))
            self.send_error(405)

        def log_message(self, *_) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = listener.server_port
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        listener.shutdown()
        listener.server_close()


def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """The check of the Standard Webhooks specification, from its text."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.'.encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = [part.removeprefix("v1,") for part in headers["webhook-signature"].split(" ") if part.startswith("v1,")]
    return abs(time.time() - int(headers["webhook-timestamp"])) < 60 and expected in given


def until(condition, seconds: float = 15, what: str = "it"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come about within {seconds} s")


def allowed(org) -> Program:
    """The same data directory, with loopback allowed."""
    org.program = Program(org.program.data, ALLOW)
    return org.program


def add(program: Program, org, url: str, *events: str) -> dict:
    chosen = [part for event in events for part in ("--event", event)]
    return program.json("webhook", "add", "--org", org.slug, "--url", url, *chosen)


def deliveries(program: Program, org, webhook: dict) -> list[dict]:
    return program.json("webhook", "deliveries", "--org", org.slug, str(webhook["id"]))


def test_a_revoke_is_told_signed_and_without_the_key():
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        webhook = add(program, org, hooks.url("/in?x=1"))
        with server(program) as running:
            key = org.create_key("Looker", ["query"], None)
            program.ok("key", "revoke", "--org", org.slug, key["id"])
            until(lambda: len(hooks.seen) >= 2, what="the messages")
            told = [json.loads(body) for _, body in hooks.at("/in?x=1")]
            assert sorted(each["type"] for each in told) == ["key.created", "key.revoked"]
            for (headers, body), message in zip(hooks.at("/in?x=1"), told, strict=True):
                assert is_genuine(webhook["secret"], headers, body)
                assert not is_genuine(webhook["secret"], headers, body + b" ")
                assert not is_genuine("whsec_" + base64.b64encode(b"x" * 32).decode(), headers, body)
                assert headers["content-type"] == "application/json"
                assert headers["host"] == f"127.0.0.1:{hooks.port}"
                assert message["data"]["key_id"] == key["id"] and message["data"]["name"] == "Looker"
                assert message["data"]["actor"] == "command line"
                assert key["key"].encode() not in body and not TOKEN.search(body.decode())
            log = deliveries(program, org, webhook)
            assert [each["state"] for each in log] == ["delivered", "delivered"]
            assert {each["message_id"] for each in log} == {headers["webhook-id"] for headers, _ in hooks.at("/in?x=1")}
            # The secret was shown once, and is neither kept nor said again.
            secret = webhook["secret"]
            assert secret not in running.log
            files = b"".join(path.read_bytes() for path in program.data.iterdir() if path.is_file())
            assert secret.encode() not in files and base64.b64decode(secret.removeprefix("whsec_")) not in files
            said = [each.out + each.err for each in program.outcomes if "add" not in each.arguments]
            assert not any(secret in each for each in said)
        assert program.run("audit", "verify").status == 0


def test_only_the_events_that_were_chosen_are_sent():
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        add(program, org, hooks.url("/leaks"), "key.leaked", "key.revoked")
        add(program, org, hooks.url("/all"))
        with server(program):
            key = org.create_key("Looker", ["query"], None)
            program.ok("key", "revoke", "--org", org.slug, key["id"])
            until(lambda: len(hooks.seen) >= 3, what="the messages")
            time.sleep(1.5)
            assert sorted(json.loads(body)["type"] for _, body in hooks.at("/all")) == ["key.created", "key.revoked"]
            assert [json.loads(body)["type"] for _, body in hooks.at("/leaks")] == ["key.revoked"]


def test_what_failed_is_sent_again_with_the_same_id_and_a_new_signature():
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        hooks.answers["/flaky"] = [500, 200]
        webhook = add(program, org, hooks.url("/flaky"))
        with server(program):
            refused = program.refused("webhook", "test", "--org", org.slug, str(webhook["id"]))
            assert "500" in refused.err and "next attempt" in refused.err
            first, second = until(lambda: len(hooks.at("/flaky")) >= 2 and hooks.at("/flaky"), what="the second attempt")
            assert first[1] == second[1] and first[0]["webhook-id"] == second[0]["webhook-id"]
            assert 4 <= int(second[0]["webhook-timestamp"]) - int(first[0]["webhook-timestamp"]) <= 8
            assert first[0]["webhook-signature"] != second[0]["webhook-signature"]
            assert all(is_genuine(webhook["secret"], headers, body) for headers, body in (first, second))
            delivered = until(lambda: [each for each in deliveries(program, org, webhook) if each["state"] == "delivered"])
            assert delivered[0]["attempts"] == 2 and delivered[0]["status"] == 200
            # Once more, by hand.
            again = program.json("webhook", "redeliver", "--org", org.slug, str(delivered[0]["id"]))
            assert again["message_id"] == delivered[0]["message_id"] and again["state"] == "delivered"
            assert len(hooks.at("/flaky")) == 3 and hooks.at("/flaky")[2][1] == first[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_without_the_setting_nothing_is_sent_to_loopback(host):
    with agency() as org, receiver() as hooks:
        webhook = add(Program(org.program.data, ALLOW), org, hooks.url("/in", host=host))
        program = org.program
        # Without the setting it could not have been made.
        refused = program.refused("webhook", "add", "--org", org.slug, "--url", hooks.url("/in", host=host))
        assert "https://" in refused.err or "public internet" in refused.err
        with server(program) as running:
            refused = program.refused("webhook", "test", "--org", org.slug, str(webhook["id"]))
            assert "is not on the public internet" in refused.err and "webhook.allow" in refused.err
            assert hooks.seen == []
            assert "critical" not in running.log


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status):
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        hooks.answers["/moved"] = [status]
        hooks.headers["Location"] = hooks.url("/elsewhere")
        webhook = add(program, org, hooks.url("/moved"))
        with server(program):
            refused = program.refused("webhook", "test", "--org", org.slug, str(webhook["id"]))
            assert str(status) in refused.err
            assert [path for path, _, _ in hooks.seen] == ["/moved"]


def test_a_receiver_that_is_gone_is_told_nothing_more():
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        hooks.answers["/gone"] = [410]
        webhook = add(program, org, hooks.url("/gone"))
        with server(program):
            program.refused("webhook", "test", "--org", org.slug, str(webhook["id"]))
            until(lambda: program.json("webhook", "list", "--org", org.slug) == [], what="the end of the webhook")
            org.create_key("Looker", ["query"], None)
            time.sleep(1.5)
            assert len(hooks.seen) == 1
            said = program.refused("webhook", "test", "--org", org.slug, str(webhook["id"])).err
            assert "was removed" in said
        latest = program.json("audit", "list", "--org", org.slug)
        assert any(each["action"] == "webhook.removed" and each["actor"] == "this server" for each in latest)


def test_a_removed_webhook_is_sent_nothing_more():
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        webhook = add(program, org, hooks.url("/in"))
        # No server is running: the message waits.
        org.create_key("Looker", ["query"], None)
        assert [each["state"] for each in deliveries(program, org, webhook)] == ["pending"]
        program.ok("webhook", "remove", "--org", org.slug, str(webhook["id"]))
        with server(program):
            org.create_key("Tableau", ["query"], None)
            time.sleep(2)
            assert hooks.seen == []
        assert [each["state"] for each in deliveries(program, org, webhook)] == ["failed"]


def test_no_message_is_lost_over_sigkill():
    """Keys are made while the server is killed again and again, each time with messages under way; in the end each key was told of,
    under one id each."""
    with agency() as org, receiver() as hooks:
        program = allowed(org)
        webhook = add(program, org, hooks.url("/in"))
        made = []
        hooks.delay = 1
        for round_number in range(3):
            running = launch(program)
            try:
                before = len(hooks.seen)
                made.append(org.create_key(f"Key {round_number}", ["query"], None)["id"])
                # It has arrived, and is answered only after the kill.
                until(lambda: len(hooks.seen) > before, what="a message under way")
            finally:
                running.kill()
            made.append(org.create_key(f"Key {round_number} between", ["query"], None)["id"])
        hooks.delay = 0
        with server(program):
            # What was under way at a kill is leased for half a minute.
            until(
                lambda: all(each["state"] == "delivered" for each in deliveries(program, org, webhook)), seconds=60,
                what="the delivery of all messages")
        ids: dict[str, list[str]] = {}
        for headers, body in hooks.at("/in"):
            ids.setdefault(json.loads(body)["data"]["key_id"], []).append(headers["webhook-id"])
        assert set(ids) == set(made)
        assert all(len(set(each)) == 1 for each in ids.values()), "a repeat must carry the id of the first"
        assert any(len(each) > 1 for each in ids.values()), "nothing was under way at any kill: this proves nothing"


def test_a_slow_receiver_holds_up_neither_the_others_nor_the_end_of_the_server():
    with agency() as org, receiver() as hooks, socket.create_server(("127.0.0.1", 0)) as silent:
        program = allowed(org)
        slow = add(program, org, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        quick = add(program, org, hooks.url("/in"))
        running = launch(program)
        try:
            for index in range(6):
                org.create_key(f"Key {index}", ["query"], None)
            until(lambda: [each["state"] for each in deliveries(program, org, quick)] == ["delivered"] * 6, what="the quick one's")
            # Its first attempts take ten seconds.
            assert all(each["state"] == "pending" for each in deliveries(program, org, slow))
            begun = time.monotonic()
            assert running.terminate() == 0
            assert time.monotonic() - begun < 5
        finally:
            running.kill()
        # What was under way is given back at once.
        log = deliveries(program, org, slow)
        assert len(log) == 6 and all(each["state"] == "pending" for each in log)


@pytest.mark.parametrize(
    "url, words",
    [
        ("ftp://hooks.example.com/", "https://"),
        ("http://hooks.example.com/", "https://"),
        ("https://user:pw@hooks.example.com/", "user name or password"),
        ("https://hooks.example.com/#x", "fragment"),
        ("https://127.0.0.1/", "public internet"),
        ("https://[fd00::1]/", "public internet"),
        ("https://169.254.169.254/latest", "public internet"),
        ("https://hooks.example.com/" + "a" * 2048, "2048"),
    ],
)
def test_an_address_that_will_not_do_is_refused_with_the_reason(url, words):
    with agency() as org:
        refused = org.program.refused("webhook", "add", "--org", org.slug, "--url", url)
        assert words in refused.err
        assert org.program.json("webhook", "list", "--org", org.slug) == []


def test_a_setting_that_makes_no_sense_is_refused():
    with agency() as org:
        refused = Program(org.program.data, {"LATCHKEY_WEBHOOK_ALLOW": "10.0.0.1/8"}).refused("webhook", "list", "--org", org.slug)
        assert "webhook.allow" in refused.err and "10.0.0.1/8" in refused.err
