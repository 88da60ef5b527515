"""Existing clients of the public Scrunch Data API, by what they send and rely on: connectors, exporters, command lines. None of them is
changed but for its base URL."""

import json

import pytest
from support.agency import agency
from support.server import server
from support.wire import Answer, Connection, request

PROMPT_FIELDS = {
    "id", "text", "stage", "persona_id", "platforms", "tags", "topics", "branded", "favorite", "status", "created_at"}
ENVELOPE = {"total", "offset", "limit", "items", "metadata"}


class Client:
    """Sends the header that command lines send with every request, bodies or not, and follows nothing."""

    def __init__(self, running, key: str) -> None:
        self.running, self.key = running, key

    def send(self, method: str, path: str, body=None, headers: dict | None = None) -> Answer:
        text = None if body is None else json.dumps(body)
        answer = request(
            self.running, method, path, key=self.key, headers={"Content-Type": "application/json", **(headers or {})}, body=text)
        assert not 300 <= answer.status < 400, f"{method} {path} was redirected"
        value = answer.json()
        if answer.status < 400:
            assert not (isinstance(value, dict) and value.get("error")), "clients take this for a failure"
        else:
            assert value["detail"], "error readers look for detail"
        return answer

    def get(self, path: str) -> dict:
        answer = self.send("GET", path)
        assert answer.status == 200, f"{path}: {answer.status} {answer.text}"
        return answer.json()


class World:
    """Seven prompts in use, one archived."""

    def __init__(self, org, running, client: Client, narrow: Client) -> None:
        self.org, self.running, self.client, self.narrow, self.brand = org, running, client, narrow, org.brand_ids()[0]
        for number in range(7):
            self.add({"text": f"Question {number}?", "stage": "Advice" if number % 2 else "Other"})
        assert client.send("DELETE", f"/v1/{self.brand}/prompts/{self.add({'text': 'Gone?'})}").status == 200

    def add(self, prompt: dict) -> int:
        answer = self.client.send("POST", f"/v1/{self.brand}/prompts", prompt)
        assert answer.status == 200, answer.text
        return answer.json()["id"]


@pytest.fixture(scope="module")
def world():
    with agency(brands=3) as org:
        # Before the server starts: one that runs learns of them only within a second.
        key = org.create_key("connector", ["query", "configure", "create-brand"], None)["token"]
        narrow = org.create_key("narrow", ["query"], [org.brand_ids()[1]])["token"]
        with server(org.program) as running:
            yield World(org, running, Client(running, key), Client(running, narrow))


# --- a connector that checks its credentials ---------------------------------------------------------------------------


def test_the_credentials_check_reads_one_brand(world):
    client = world.client
    page = client.get("/v1/brands?limit=1")
    assert set(page) == ENVELOPE and len(page["items"]) == 1 and page["total"] == 3
    assert set(page["items"][0]) == {"id", "name", "website"} and (page["offset"], page["limit"], page["metadata"]) == (0, 1, None)


@pytest.mark.parametrize(("header", "status"), [
    (None, 401), ("Bearer nonsense", 401), ("Bearer lk_000000000000_00000000000000000000000000000000000000", 401), ("Basic YTpi", 401),
    ("Token {}", 401), ("Bearer ", 401),
])
def test_bad_credentials_are_401_with_a_detail(world, header, status):
    running, client = world.running, world.client
    headers = {} if header is None else {"Authorization": header.format(client.key)}
    answer = request(running, "GET", "/v1/brands?limit=1", headers=headers)
    assert answer.status == status and isinstance(answer.json()["detail"], str) and answer.header("WWW-Authenticate")


def test_a_denied_brand_is_403_and_never_401(world):
    org, narrow, brand = world.org, world.narrow, world.brand
    for path in (f"/v1/{brand}/prompts?limit=1", f"/v1/brands/{brand}", "/v1/999/prompts", "/v1/brands/999"):
        answer = narrow.send("GET", path)
        assert answer.status == 403 and isinstance(answer.json()["detail"], str), path
    assert narrow.send("POST", f"/v1/{org.brand_ids()[1]}/prompts", {"text": "a"}).status == 403, "scope"


# --- one that counts and pages -----------------------------------------------------------------------------------------


def test_the_total_is_true_whatever_the_page(world):
    client, brand = world.client, world.brand
    assert client.get(f"/v1/{brand}/prompts?limit=1")["total"] == 7
    assert client.get(f"/v1/{brand}/prompts?limit=1&status=all")["total"] == 8
    assert client.get(f"/v1/{brand}/prompts?limit=1&status=archived")["total"] == 1
    past = client.get(f"/v1/{brand}/prompts?limit=1000&offset=1000")
    assert (past["items"], past["total"], past["offset"], past["limit"]) == ([], 7, 1000, 1000)


@pytest.mark.parametrize("limit", [1, 3, 100, 1000, 10_000, 10_000_000])
def test_paging_by_its_own_limit_reads_everything_once(world, limit):
    client, brand = world.client, world.brand
    seen, offset = [], 0
    while True:
        page = client.get(f"/v1/{brand}/prompts?status=all&limit={limit}&offset={offset}")
        seen += [item["id"] for item in page["items"]]
        offset += limit
        if offset >= page["total"]:
            break
    assert seen == sorted(set(seen)) and len(seen) == 8


def test_items_have_every_field_and_lists_are_lists(world):
    client, brand = world.client, world.brand
    items = client.get(f"/v1/{brand}/prompts?status=all")["items"]
    assert {item["status"] for item in items} == {"active", "archived"}
    for item in items:
        assert set(item) == PROMPT_FIELDS and isinstance(item["id"], int)
        assert all(isinstance(item[name], list) for name in ("platforms", "tags", "topics"))
        assert item["created_at"].endswith("Z") and "T" in item["created_at"]
    brand = client.get(f"/v1/brands/{brand}")
    for name in ("alternative_names", "excluded_names", "alternative_websites", "competitors", "personas", "key_topics"):
        assert brand[name] == [], name


# --- what clients send without need ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [
    "limit=100&group_by=day", "stage=Other&stage=Advice", "status=active&status=all&stage=Advice", "fields=id%2Ctext", "fields=id,text",
    "limit=1000&offset=0&tags%5B%5D=a", "", "&&", "persona=",
])
def test_parameters_that_mean_nothing_are_ignored_and_the_last_of_several_counts(world, query):
    client, brand = world.client, world.brand
    page = client.get(f"/v1/{brand}/prompts?{query}")
    assert page["total"] == (3 if "stage=Advice" in query else 7)


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=many", "limit=1.5", "limit=", "offset=-1", "status=paused", "status="])
def test_what_cannot_be_meant_is_422_with_its_place(world, query):
    client, brand = world.client, world.brand
    answer = client.send("GET", f"/v1/{brand}/prompts?{query}")
    assert answer.status == 422
    for fault in answer.json()["detail"]:
        assert fault["loc"][:2] == ["query", query.split("=")[0]] and fault["msg"] and fault["type"]


def test_a_stage_without_prompts_is_an_empty_page(world):
    client, brand = world.client, world.brand
    assert client.get(f"/v1/{brand}/prompts?stage=Nowhere")["items"] == []


def test_a_get_may_have_a_content_type_and_even_a_body(world):
    running, client, brand = world.running, world.client, world.brand
    with Connection(running) as connection:
        for path in ("/v1/brands", f"/v1/brands/{brand}", f"/v1/{brand}/prompts"):
            for body in (None, "{}"):
                answer = connection.request("GET", path, key=client.key, headers={"Content-Type": "application/json"}, body=body)
                assert answer.status == 200, (path, body, answer.text)


# --- one that writes ---------------------------------------------------------------------------------------------------


def test_a_bulk_set_up_makes_a_brand_changes_it_and_takes_it_away(world):
    client = world.client
    made = client.send("POST", "/v1/brands", {
        "name": "Tailwind", "website": "https://tailwind.example", "description": "d", "alternative_names": [], "excluded_names": [],
        "alternative_websites": [], "competitors": [{"name": "Rival", "websites": ["https://rival.example"]}], "personas": [],
        "key_topics": [], "status": "lead", "case_sensitive": False, "unheard_of": {"a": 1}})
    assert made.status == 200 and isinstance(made.json()["id"], int)
    brand, rival = made.json()["id"], made.json()["competitors"][0]["id"]
    changed = client.send("PATCH", f"/v1/brands/{brand}", {"competitors": [{"id": rival, "name": "Rivals"}, {"name": "Other"}], "name": None})
    assert changed.status == 200 and changed.json()["name"] == "Tailwind"
    assert [each["name"] for each in changed.json()["competitors"]] == ["Rivals", "Other"]
    prompt = client.send("POST", f"/v1/{brand}/prompts", {"text": "Why?", "stage": "Advice", "tags": ["competitor:acme"], "persona_id": None})
    assert prompt.status == 200 and set(prompt.json()) == PROMPT_FIELDS
    persona = client.send("POST", f"/v1/brands/{brand}/personas", {"name": "n", "description": "d"}).json()["id"]
    events = client.send("POST", f"/v1/{brand}/collections", {"prompt_id": prompt.json()["id"], "platforms": ["chatgpt", "grok"]}).json()
    assert events["prompt_id"] == prompt.json()["id"] and [event["platform"] for event in events["events"]] == ["chatgpt", "grok"]
    assert all(event["inngest_event_id"] for event in events["events"])
    for path in (
        f"/v1/{brand}/prompts/{prompt.json()['id']}", f"/v1/brands/{brand}/personas/{persona}", f"/v1/brands/{brand}/competitors/{rival}",
        f"/v1/brands/{brand}",
    ):
        answer = client.send("DELETE", path)
        assert answer.status == 200 and answer.json() is not None and answer.header("Content-Type").startswith("application/json"), path
    assert client.send("GET", f"/v1/brands/{brand}").status == 403
    assert brand not in {item["id"] for item in client.get("/v1/brands")["items"]}


def test_what_the_original_does_not_allow_is_refused_as_it_refuses(world):
    client, brand = world.client, world.brand
    faults = client.send("POST", f"/v1/brands/{brand}/competitors", {"websites": ["acme.com"]}).json()["detail"]
    assert {tuple(fault["loc"]) for fault in faults} == {("body", "name"), ("body", "websites", 0)}, "all faults at once"
    unknown = client.send("POST", f"/v1/{brand}/prompts", {"text": "Why?", "stage": "advice"})
    assert unknown.status == 400 and isinstance(unknown.json()["detail"], str)
    malformed = request(client.running, "POST", f"/v1/{brand}/prompts", key=client.key, body="{")
    assert malformed.status == 422 and malformed.json()["detail"][0]["type"] == "json_invalid"


@pytest.mark.parametrize(("path", "status"), [("/v1/brands/", 200), ("/v1/nothing", 404), ("/v2/nothing", 404), ("/brands", 404)])
def test_no_path_is_redirected_and_one_that_is_none_is_404_in_json(world, path, status):
    assert world.client.send("GET", path).status == status


def test_a_prompt_that_is_sent_again_is_the_same_and_an_archived_one_comes_back(world):
    client = world.client
    brand = client.send("POST", "/v1/brands", {"name": "Again", "website": "", "description": ""}).json()["id"]
    first = client.send("POST", f"/v1/{brand}/prompts", {"text": "Why?", "tags": ["a"]}).json()
    assert client.send("POST", f"/v1/{brand}/prompts", {"text": " Why? ", "tags": ["b"]}).json() == first
    client.send("DELETE", f"/v1/{brand}/prompts/{first['id']}")
    assert client.get(f"/v1/{brand}/prompts/{first['id']}")["status"] == "archived", "by its id it can still be read"
    again = client.send("POST", f"/v1/{brand}/prompts", {"text": "Why?", "tags": ["b"]}).json()
    assert again == {**first, "tags": ["b"]}
