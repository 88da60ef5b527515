"""Address lists and rate limits, over real sockets."""

import socket
import time

from support.agency import agency
from support.manager import Manager
from support.server import server
from support.wire import Connection


def bearer(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **{name.replace("_", "-"): value for name, value in more.items()}}


def test_an_address_list_holds_against_forged_headers_and_mapped_addresses():
    forged = [{}, {"X_Forwarded_For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}, {"X_Real_IP": "203.0.113.9"}]
    with agency() as org, server(org.program) as running:
        manager = Manager(org, running)
        inside = manager.create("inside", ["query"], None, addresses=["127.0.0.0/8", "::1"])["token"]
        outside = manager.create("outside", ["query"], None, addresses=["203.0.113.0/24", "2001:db8::/32"])["token"]
        mapped = manager.create("mapped", ["query"], None, addresses=["::ffff:127.0.0.1"])["token"]
        with Connection(running) as connection:
            for headers in forged:
                assert connection.request("GET", "/v1/brands", headers=bearer(inside, **headers)).status == 200
                assert connection.request("GET", "/v1/brands", headers=bearer(mapped, **headers)).status == 200
                answer = connection.request("GET", "/v1/brands", headers=bearer(outside, **headers))
                assert (answer.status, answer.code) == (403, "address_not_allowed"), headers
                assert "127.0.0.1" in answer.text
        manager.close()


def test_an_address_list_is_held_against_what_trusted_proxies_say_and_nobody_else():
    with agency() as org, server(org.program, environment={"LATCHKEY_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}) as running:
        manager = Manager(org, running)
        key = manager.create("office", ["query"], None, addresses=["203.0.113.0/24", "2001:db8::/32"])["token"]
        cases = [
            ("203.0.113.9", 200), ("203.0.113.9, 10.1.2.3", 200), ("198.51.100.1, 203.0.113.9", 200),
            ("::ffff:203.0.113.9", 200), ("203.0.113.9:4711", 200), ("[2001:db8::7]:443", 200), ("2001:db8::7", 200),
            # The nearest that is not trusted counts; what stands before it anyone can write.
            ("203.0.113.9, 198.51.100.1", 403), ("198.51.100.1", 403), ("203.0.113.9, garbage", 403), ("garbage", 403),
            ("203.0.113.9, ", 403), ("", 403),
        ]
        with Connection(running) as connection:
            for value, status in cases:
                answer = connection.request("GET", "/v1/brands", headers=bearer(key, X_Forwarded_For=value))
                assert answer.status == status, f"{value!r}: {answer.status} {answer.text}"
            assert connection.request("GET", "/v1/brands", headers=bearer(key)).status == 403
        manager.close()


def test_a_server_on_ipv6_sees_ipv4_clients_by_their_ipv4_address():
    with agency() as org, server(org.program, "--host", "::") as running:
        manager = Manager(org, running)
        key = manager.create("v4", ["query"], None, addresses=["127.0.0.1"])["token"]
        other = manager.create("v6", ["query"], None, addresses=["::1"])["token"]
        for family, host, allowed, refused in (
            (socket.AF_INET, "127.0.0.1", key, other), (socket.AF_INET6, "::1", other, key),
        ):
            for token, status in ((allowed, b"200"), (refused, b"403")):
                with socket.socket(family) as wire:
                    wire.settimeout(10)
                    wire.connect((host, running.port))
                    wire.sendall(f"GET /v1/brands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n".encode())
                    assert wire.recv(4096).split(b" ")[1] == status, (host, status)
        manager.close()


def test_a_rate_limit_lets_a_burst_pass_and_says_when_to_come_again():
    with agency() as org, server(org.program) as running:
        manager = Manager(org, running)
        key = manager.create("slow", ["query"], None, limit={"requests_per_minute": 60, "burst": 5})
        free = manager.create("free", ["query"], None)
        with Connection(running) as connection:
            start = time.monotonic()
            answers = [connection.request("GET", "/v1/brands", headers=bearer(key["token"])) for _ in range(40)]
            elapsed = time.monotonic() - start
            accepted = [answer for answer in answers if answer.status == 200]
            assert 5 <= len(accepted) <= 5 + int(elapsed) + 1
            first, last = answers[0], answers[-1]
            assert first.header("RateLimit-Policy") == '"minute";q=60;w=60, "burst";q=5;w=5'
            assert first.header("RateLimit") == '"burst";r=4;t=1'
            assert (last.status, last.code) == (429, "rate_limited")
            assert last.header("Retry-After") == "1"
            assert last.header("RateLimit").startswith('"burst";r=0;')
            assert len(last.all("RateLimit-Policy")) == 1
            # Neither other keys nor what the key may not do anyway are touched by it.
            plain = connection.request("GET", "/v1/brands", headers=bearer(free["token"]))
            assert plain.status == 200 and plain.header("RateLimit") is None
            usage = manager.send("GET", f"/api-keys/{key['id']}/usage", expect=200).json()
            outcomes = {each["outcome"]: each["requests"] for each in usage["outcomes"]}
            # Each request once: accepted or refused.
            assert outcomes == {"allowed": len(accepted), "rate_limited": 40 - len(accepted)}
        manager.close()


def test_a_rotating_key_says_so_in_every_response_and_the_successor_does_not():
    with agency() as org, server(org.program) as running:
        manager = Manager(org, running)
        key = manager.create("old", ["query"], org.brand_ids()[:1])
        rotated = manager.send("POST", f"/api-keys/{key['id']}/rotate", {"overlap_seconds": 3600}, expect=201).json()
        with Connection(running) as connection:
            for path, status in (("/v1/brands", 200), ("/v1/", 200), ("/v1/brands/4711", 403), ("/v1/key", 200), ("/v1/brands?limit=x", 422)):
                old = connection.request("GET", path, headers=bearer(key["token"]))
                assert old.status == status
                assert (old.header("Deprecation") or "").startswith("@"), path
                assert abs(int(old.header("Deprecation")[1:]) - time.time()) < 60
                assert (old.header("Sunset") or "").endswith("GMT"), path
                new = connection.request("GET", path, headers=bearer(rotated["token"]))
                assert new.status == status
                assert new.header("Deprecation") is None and new.header("Sunset") is None
        manager.close()
