"""What strangers can send to a listening port."""

import json
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.agency import agency
from support.server import memory, server
from support.wire import get, raw, request, send_json


@pytest.fixture(scope="module")
def place():
    """One server for all; none of these tests may harm it, which the last line of each checks."""
    with agency() as org, server(org.program) as running:
        key = org.create_key("http", ["create-brand", "query"], None)["key"]
        deadline = time.monotonic() + 2
        while get(running, "/v1/", key).status != 200:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield running, key
        assert running.process.poll() is None, "the server ended"


@pytest.fixture(autouse=True)
def still_serving(place):
    yield
    running, key = place
    assert get(running, "/v1/brands", key).status == 200


def is_error(answer, status: int, code: str) -> None:
    assert answer.status == status, answer
    body = answer.json()
    assert body["code"] == code, body
    assert body["detail"] and "error" not in body, body
    assert body["request_id"] == answer.header("X-Request-Id"), body
    assert (answer.header("Content-Type") or "").startswith("application/json")


def test_the_list_of_brands_has_the_shape_of_the_contract(place):
    running, key = place
    page = get(running, "/v1/brands", key).json()
    assert {"total", "offset", "limit", "items"} <= set(page), page
    assert page["total"] == len(page["items"]) == 3
    assert all(set(item) >= {"id", "name", "website"} for item in page["items"])
    assert get(running, "/v1/brands", key).header("Cache-Control") == "no-store"


def test_no_key_is_told_how_to_send_one(place):
    answer = get(place[0], "/v1/brands")
    is_error(answer, 401, "key_missing")
    assert answer.header("WWW-Authenticate") == 'Bearer realm="latchkey"'


@pytest.mark.parametrize("change, code", [
    (lambda key: key[:-1], "key_malformed"),
    (lambda key: key + "a", "key_malformed"),
    (lambda key: key[:20] + ("a" if key[20] != "a" else "b") + key[21:], "key_malformed"),
    (lambda key: "é" * 54, "key_malformed"),
    (lambda key: "x", "key_malformed"),
])
def test_a_mistyped_key_is_told_apart_from_a_revoked_one(place, change, code):
    running, key = place
    answer = request(running, "GET", "/v1/brands", headers={"Authorization": b"Bearer " + change(key).encode()})
    is_error(answer, 401, code)


@pytest.mark.parametrize("header", ["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "", "lk_x"])
def test_a_header_that_is_not_bearer_is_a_missing_key(place, header):
    is_error(request(place[0], "GET", "/v1/brands", headers={"Authorization": header}), 401, "key_missing")


def test_an_address_that_is_not_there_is_a_404_in_json(place):
    running, key = place
    for path in ("/v1/nothing", "/v2/nothing", "/v1/brands/1/nothing", "/v1/..%2f..%2fetc/passwd"):
        is_error(get(running, path, key), 404, "not_found")


@pytest.mark.parametrize("method, path, allowed", [
    ("PUT", "/v1/brands", {"GET", "POST"}), ("DELETE", "/v1/brands", {"GET", "POST"}), ("POST", "/v1/brands/1", {"GET", "DELETE"}),
])
def test_a_method_that_is_not_there_is_a_405_that_names_the_others(place, method, path, allowed):
    running, key = place
    answer = request(running, method, path, key=key)
    is_error(answer, 405, "method_not_allowed")
    assert allowed <= {name.strip() for name in answer.header("Allow").split(",")}


def test_head_answers_like_get_without_a_body(place):
    running, key = place
    head, whole = request(running, "HEAD", "/v1/brands", key=key), get(running, "/v1/brands", key)
    assert (head.status, head.body) == (200, b"")
    assert head.header("Content-Length") == whole.header("Content-Length") == str(len(whole.body))
    assert request(running, "HEAD", "/v1/brands").status == 401


def test_the_request_id_of_the_client_comes_back_and_a_forged_one_does_not(place):
    running, key = place
    assert request(running, "GET", "/v1/", key=key, headers={"X-Request-Id": "job-42.a"}).header("X-Request-Id") == "job-42.a"
    for bad in ("a b", "x" * 500, 'a"b', key):
        answer = request(running, "GET", "/v1/", key=key, headers={"X-Request-Id": bad})
        assert answer.header("X-Request-Id") not in (bad, None, "")
    assert get(running, "/v1/", key).header("X-Request-Id") != get(running, "/v1/", key).header("X-Request-Id")


def test_a_body_over_the_limit_is_refused_in_json_and_not_read_to_the_end(place):
    running, key = place
    answer = send_json(running, "POST", "/v1/brands", {"name": "x", "website": "https://x.example", "description": "y" * 2_000_000}, key)
    is_error(answer, 413, "body_too_large")
    # A body without a length, in chunks that never end, is cut off too.
    chunk = b"10000\r\n" + b"z" * 0x10000 + b"\r\n"
    head = f"POST /v1/brands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    before = memory(running.process)
    with socket.create_connection((running.host, running.port), timeout=10) as connection:
        connection.sendall(head)
        sent = 0
        try:
            while sent < 200_000_000:
                connection.sendall(chunk)
                sent += len(chunk)
        except (OSError, TimeoutError):
            pass
    assert memory(running.process) - before < 100_000_000, f"{sent} bytes were taken in"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"name": 1}', b'{"name": "a\\u0000b"}'])
def test_a_body_that_is_no_brand_is_a_422_in_the_contracts_shape(place, body):
    running, key = place
    answer = request(running, "POST", "/v1/brands", key=key, headers={"Content-Type": "application/json"}, body=body)
    assert answer.status == 422, answer
    assert all({"loc", "msg", "type"} <= set(each) for each in answer.json()["detail"]), answer


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "offset=-1", "limit=1.5"])
def test_paging_that_makes_no_sense_is_a_422_that_names_the_parameter(place, query):
    running, key = place
    answer = get(running, f"/v1/brands?{query}", key)
    assert answer.status == 422, answer
    assert query.split("=")[0] in str(answer.json()["detail"][0]["loc"])


def test_any_limit_is_honoured(place):
    running, key = place
    for limit in (1, 2, 1000, 10**6, 10**30):
        assert len(get(running, f"/v1/brands?limit={limit}", key).json()["items"]) == min(limit, 3)


@pytest.mark.parametrize("brand", ["x", "9" * 40, "-1", "1%00", "1e3", "%F0%9F%92%A9"])
def test_a_brand_id_that_is_no_number_is_no_crash(place, brand):
    running, key = place
    assert get(running, f"/v1/brands/{brand}", key).status in (404, 422)


@pytest.mark.parametrize("payload", [
    b"\x00" * 4096,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 200,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /v1/brands HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
])
def test_bytes_that_are_no_request_are_answered_or_dropped(place, payload):
    received = raw(place[0], payload)
    assert received == b"" or received.startswith(b"HTTP/1."), received[:200]
    assert not received.startswith(b"HTTP/1.1 500"), received[:500]


def test_random_bytes_do_no_harm(place):
    dice = random.Random(20)
    for _ in range(200):
        raw(place[0], dice.randbytes(dice.randrange(1, 2000)), seconds=5)


@pytest.mark.parametrize("payload", [
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % index for index in range(20_000)) + b"\r\n",
])
def test_a_head_without_end_is_refused(place, payload):
    received = raw(place[0], payload)
    status = int(received[9:12]) if received.startswith(b"HTTP/1.") else 0
    assert status in (0, 400, 404, 413, 414, 431), received[:300]


def test_clients_that_never_finish_a_request_block_nobody(place):
    running, key = place
    slow = []
    for _ in range(300):
        connection = socket.create_connection((running.host, running.port), timeout=10)
        connection.sendall(b"GET /v1/brands HTTP/1.1\r\nHost: x\r\nAuthor")
        slow.append(connection)
    try:
        started = time.monotonic()
        for _ in range(50):
            assert get(running, "/v1/brands", key).status == 200
        assert time.monotonic() - started < 10
    finally:
        for connection in slow:
            connection.close()


def test_requests_in_one_packet_are_answered_in_order(place):
    running, key = place
    one = f"GET /v1/brands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
    other = b"GET /v1/brands HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with socket.create_connection((running.host, running.port), timeout=10) as connection:
        connection.sendall(one * 3 + other)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    assert [part[:4] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"200 ", b"200 ", b"200 ", b"401 "]


def test_two_authorization_headers_open_no_more_than_one(place):
    running, key = place
    for first, second in ((key, "nonsense"), ("nonsense", key)):
        head = f"GET /v1/brands HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {first}\r\nAuthorization: Bearer {second}\r\n\r\n"
        status = raw(running, head.encode())[9:12]
        assert status in (b"200", b"400", b"401"), status


def test_many_at_once_are_all_answered(place):
    running, key = place
    with ThreadPoolExecutor(64) as pool:
        statuses = list(pool.map(lambda _: get(running, "/v1/brands", key).status, range(640)))
    assert statuses == [200] * 640


def test_monitors_are_answered_without_a_key(place):
    running, key = place
    assert get(running, "/health/live").status == 200
    assert get(running, "/health/ready").status == 200
    get(running, "/v1/brands")
    metrics = get(running, "/metrics")
    assert (metrics.header("Content-Type") or "").startswith("text/plain")
    for line in metrics.text.splitlines():
        assert line.startswith("#") or len(line.rsplit(" ", 1)) == 2, line
    for word in ("/v1/brands", "key_missing", "active"):
        assert word in metrics.text, f"the metrics say nothing of {word}"


def test_pages_forbid_scripts_of_others_and_framing(place):
    answer = get(place[0], "/sign-in")
    policy = answer.header("Content-Security-Policy") or ""
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy
    assert answer.header("X-Content-Type-Options") == "nosniff"
    cookies = answer.all("Set-Cookie")
    assert cookies and all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies), cookies


def test_a_brand_made_by_a_key_is_there_at_once(place):
    running, key = place
    made = send_json(running, "POST", "/v1/brands", {"name": "Fresh", "website": "https://fresh.example", "description": "New."}, key)
    assert made.status == 200 and isinstance(made.json()["id"], int)
    brand = made.json()["id"]
    assert brand in {item["id"] for item in get(running, "/v1/brands", key).json()["items"]}
    assert request(running, "DELETE", f"/v1/brands/{brand}", key=key).status == 200
    is_error(get(running, f"/v1/brands/{brand}", key), 403, "brand_archived")
    assert brand not in {item["id"] for item in json.loads(get(running, "/v1/brands", key).body)["items"]}


def test_a_client_that_asks_before_it_sends_a_body_is_told_to_go_on(place):
    running, key = place
    body = json.dumps({"name": "Asked", "website": "https://asked.example", "description": ""}).encode()
    head = (
        f"POST /v1/brands HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n").encode()
    with socket.create_connection((running.host, running.port), timeout=20) as client:
        client.sendall(head)
        went_on = b""
        while b"\r\n\r\n" not in went_on:
            went_on += client.recv(1)
        assert went_on == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        answer = b""
        while piece := client.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200 "), answer
