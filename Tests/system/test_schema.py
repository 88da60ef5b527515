"""The live server against its own document: whatever a request looks like and whoever sends it, no 5xx, no status and no content type
that the document does not name, and no answer outside its schema.

    SCHEMA_CASES   how many requests in all; 3000 when not given
    SCHEMA_SEED    the same seed makes the same requests
"""

import math
import os
import random

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from support.agency import data_directory
from support.document import operations, read_document
from support.program import Program
from support.schema_world import KEYS, World, write_github_keys
from support.server import server
from support.wire import get

OPERATIONS = operations(read_document())
# What a key can be asked whether it may do.
DECISIONS = sorted({operation["x-latchkey-operation"] for _, _, operation in OPERATIONS if "x-latchkey-operation" in operation})
CASES = int(os.environ.get("SCHEMA_CASES", "3000"))
SEED = int(os.environ.get("SCHEMA_SEED", "1"))
EACH = math.ceil(CASES / len(OPERATIONS))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
# What a success uses up; the next request gets another.
USED_UP = {
    "archiveBrand": ["brand_id", "listed_token"],
    "archiveCompetitor": ["competitor_id"],
    "archivePersona": ["persona_id"],
    "patchBrand": ["competitor_id", "persona_id"],
    "revokeKey": ["key_id"],
    "patchKey": ["key_id"],
    "rotateManagedKey": ["key_id"],
    "finishRotation": ["key_id"],
    "approveKey": ["key_id"],
    "rejectKey": ["key_id"],
    "approveProposal": ["approval_id"],
    "rejectProposal": ["approval_id"],
    "removeWebhook": ["webhook_id", "delivery_id"],
    "rotateKey": ["everything_token", "listed_token"],
}
tally: dict[str, list[int]] = {}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server, its document, and the table of what was reached at the end."""
    folder = tmp_path_factory.mktemp("github")
    settings = {"LATCHKEY_LEAKS_PER_MINUTE": "10000", "LATCHKEY_GITHUB_KEYS": str(write_github_keys(folder))}
    with data_directory() as data:
        program = Program(data, settings)
        with server(program) as live:
            schema = schemathesis.openapi.from_dict(get(live, "/openapi.json").json())
            yield program, live, schema, folder
    print(f"\n{sum(map(sum, tally.values()))} requests with SCHEMA_SEED={SEED}; of those that reached a success:")
    for name, (others, successes) in tally.items():
        print(f"  {successes:4} of {others + successes:4}  {name}")


def with_things_that_exist(body, world: World):
    """The same body, naming brands, personas and prompts that there are."""
    if isinstance(body, list):
        return [with_things_that_exist(each, world) for each in body]
    if not isinstance(body, dict):
        return body
    body = {name: with_things_that_exist(each, world) for name, each in body.items()}
    if "brand_ids" in body and body.get("brand_access") != "all":
        body["brand_ids"] = [world.get("brand_id")]
    for name in ("persona_id", "prompt_id"):
        if name in body:
            body[name] = world.get(name)
    if world.operation == "patchBrand":
        for parts, name in (("competitors", "competitor_id"), ("personas", "persona_id")):
            if isinstance(body.get(parts), list):
                body[parts] = [
                    {**each, "id": world.get(name)} if index == 0 else {key: value for key, value in each.items() if key != "id"}
                    for index, each in enumerate(body[parts]) if isinstance(each, dict)]
    return body


def examples_of_body(operation: dict) -> list:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return [content["example"]] if "example" in content else [each["value"] for each in content.get("examples", {}).values()]


class Sender:
    """Sends requests for one operation, and keeps what is wrong with the answers."""

    def __init__(self, world: World, operation, definition: dict) -> None:
        self.world, self.operation, self.definition = world, operation, definition
        self.session = requests.Session()
        self.faults: dict[str, str] = {}
        self.counts = tally.setdefault(f"{operation.method.upper()} {operation.path}", [0, 0])

    def send(self, case, kind: str, is_signed: bool = False) -> requests.Response:
        sent = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
        if token := self.world.token(kind):
            sent["Authorization"] = f"Bearer {token}"
        case.headers = sent
        if is_signed:
            case.headers |= self.world.sign(self.body_of(case))
        answer = case.call(base_url=self.world.server.url, session=self.session)
        succeeded = 200 <= answer.status_code < 300
        self.counts[succeeded] += 1
        if succeeded:
            self.world.forget(*USED_UP.get(self.world.operation, []))
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as failure:
            causes = failure.exceptions if isinstance(failure, FailureGroup) else [failure]
            for cause in causes:
                self.faults.setdefault(f"{answer.status_code} {cause.title}", f"as {kind}: {cause.message[:600]}\n{case.as_curl_command()[:600]}")
        return answer

    def body_of(self, case) -> bytes:
        kwargs = case.as_transport_kwargs(base_url=self.world.server.url)
        body = requests.Request(**{name: kwargs.get(name) for name in ("method", "url", "json", "data")}).prepare().body
        return body.encode() if isinstance(body, str) else body or b""

    def path(self) -> dict:
        return {name: self.world.get(name) for name in self.names_in_path()}

    def names_in_path(self) -> list[str]:
        return [part[1:-1] for part in self.operation.path.split("/") if part.startswith("{")]


def best_kind(definition: dict) -> str:
    if not definition["security"]:
        return "no key"
    return "admin" if "AdminToken" in definition["security"][0] else "everything"


def send_examples(sender: Sender) -> None:
    """Whatever the document shows works when it is sent."""
    definition = sender.definition
    query = {
        each["name"]: each["example"] for each in definition.get("parameters", [])
        if each.get("in") == "query" and "example" in each}
    if "brand_id" in query:
        query["brand_id"] = sender.world.get("brand_id")
    for body in examples_of_body(definition) or [None]:
        body = with_things_that_exist(body, sender.world)
        case = sender.operation.Case(path_parameters=sender.path(), query=dict(query), headers={})
        if body is not None:
            case.body, case.media_type = body, "application/json"
        answer = sender.send(case, best_kind(definition), is_signed=sender.world.operation == "reportLeaksAsGitHub")
        assert 200 <= answer.status_code < 300, f"an example of the document is refused: {answer.status_code} {answer.text[:600]}"


def send_generated(sender: Sender, count: int) -> None:
    """Requests that fit the document and requests that do not, from whoever may send them."""
    best = best_kind(sender.definition)
    positive = sender.operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    try:
        negative = sender.operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        cases = st.one_of(positive, positive, negative)
    except Exception:  # Where nothing about a request can be wrong.
        cases = positive
    kinds = st.one_of(st.just(best), st.just(best), st.sampled_from(KEYS)) if best != "no key" else st.just("no key")
    # What a path names: mostly what is there.
    aims = st.sampled_from(["there"] * 6 + ["archived", "as generated"])
    names = sender.names_in_path()

    @seed(SEED)
    @settings(
        max_examples=count, database=None, deadline=None, derandomize=False, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck))
    @given(case=cases, kind=kinds, aim=aims, nonce=st.integers(0, 2**64))
    def run(case, kind, aim, nonce):
        # Also makes each request another one, so that none is left out as a repetition.
        case.headers = {**(case.headers or {}), "X-Request-Id": f"{nonce:x}"}
        if aim != "as generated" and names:
            case.path_parameters = {**(case.path_parameters or {}), **sender.path()}
            if aim == "archived" and "brand_id" in names:
                case.path_parameters["brand_id"] = sender.world.get("archived_brand")
        if nonce % 4:
            case.body = with_things_that_exist(case.body, sender.world)
            if isinstance(case.query, dict) and "operation" in case.query:
                case.query |= {"operation": DECISIONS[nonce % len(DECISIONS)], "brand_id": sender.world.get("brand_id")}
        sender.send(case, kind, is_signed=sender.world.operation == "reportLeaksAsGitHub" and nonce % 4 > 0)

    run()


@pytest.mark.parametrize("method, path, definition", OPERATIONS, ids=[f"{method} {path}" for method, path, _ in OPERATIONS])
def test_answers_are_those_of_the_document(running, method, path, definition):
    program, live, schema, folder = running
    random.seed(SEED)
    world = World(program, live, definition, OPERATIONS.index((method, path, definition)), folder)
    try:
        sender = Sender(world, schema[path][method], definition)
        send_examples(sender)
        send_generated(sender, EACH)
    finally:
        world.close()
    assert not sender.faults, "\n\n".join(f"{title}\n{text}" for title, text in sender.faults.items())
    assert live.process.poll() is None, "the server is gone"


@pytest.mark.parametrize("change, fault", [
    (lambda operation: operation["responses"].pop("401"), "Undocumented status code"),
    (lambda operation: operation["responses"].update({"401": {"description": "", "content": {"text/plain": {}}}}), "Undocumented Content-Type"),
    (lambda operation: operation["responses"].update({"401": {"description": "", "content": {"application/json": {"schema": {"type": "array"}}}}}),
     "Response violates schema"),
    (lambda operation: operation["responses"].update({"401": {"description": "", "headers": {"X-Not-There": {"required": True, "schema": {}}}}}),
     "Missing required response headers"),
])
def test_a_document_that_is_wrong_is_seen(running, change, fault):
    _, live, _, _ = running
    document = get(live, "/openapi.json").json()
    change(document["paths"]["/v1/brands"]["get"])
    case = schemathesis.openapi.from_dict(document)["/v1/brands"]["get"].Case(headers={})
    with pytest.raises((Failure, FailureGroup)) as caught:
        case.validate_response(case.call(base_url=live.url), checks=CHECKS)
    causes = caught.value.exceptions if isinstance(caught.value, FailureGroup) else [caught.value]
    assert fault in [cause.title for cause in causes]


def test_enough_requests_were_sent_and_every_operation_reached_a_success():
    """Of the tests above, when all of them ran."""
    if len(tally) < len(OPERATIONS):
        pytest.skip("only some operations were tried")
    assert sum(map(sum, tally.values())) >= CASES
    assert [name for name, (_, successes) in tally.items() if successes == 0] == []
