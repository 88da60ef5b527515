"""Scripts/compare-openapi: it sees each kind of difference, and holds a page of known ones against what there is."""

import copy
import json
import subprocess

import pytest

from support.program import ROOT

SCRIPT = ROOT / "Scripts" / "compare-openapi"

SMALL = {
    "openapi": "3.1.0",
    "servers": [{"url": "/v1"}],
    "paths": {
        "/things": {
            "get": {
                "security": [{"key": ["read"]}],
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 100}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}},
            },
            "post": {
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {"200": {}},
            },
        },
        "/things/{thing_id}": {
            "parameters": [{"name": "thing_id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "delete": {"responses": {"204": {}}},
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "kind": {"type": "string", "enum": ["a", "b"]},
                    "parent": {"$ref": "#/components/schemas/Thing"},
                },
            },
            "Page": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}},
        }
    },
}

# (where, what stands there in ours, the line that must come of it)
CHANGES = [
    (["paths", "/more"], {"get": {}}, "GET /v1/more: only here"),
    (["paths", "/things/{thing_id}"], {}, "DELETE /v1/things/{thing_id}: not here"),
    (["paths", "/things", "put"], {}, "PUT /v1/things: only here"),
    (["paths", "/things", "get", "security"], [], 'GET /v1/things: scopes [], reference ["read"]'),
    (["paths", "/things", "get", "parameters", 0, "schema", "default"], 50, "GET /v1/things: parameter query limit: default 50, reference 100"),
    (["paths", "/things", "get", "parameters", 0, "schema", "maximum"], 9, "GET /v1/things: parameter query limit: maximum 9, reference none"),
    (["paths", "/things", "get", "parameters", 0, "required"], True, "GET /v1/things: parameter query limit: required true, reference false"),
    (["paths", "/things", "get", "parameters", 0, "in"], "header", "GET /v1/things: parameter query limit: not here"),
    (["paths", "/things/{thing_id}", "parameters", 0, "name"], "id", "DELETE /v1/things/{thing_id}: parameter path thing_id: not here"),
    (["paths", "/things", "post", "requestBody", "required"], False, "POST /v1/things: body: required false, reference true"),
    (["paths", "/things", "post", "responses"], {"201": {}}, "POST /v1/things: answer 200: not here"),
    (["components", "schemas", "Thing", "required"], [], "POST /v1/things: body name: required false, reference true"),
    (["components", "schemas", "Thing", "properties", "name", "minLength"], 2, "GET /v1/things: answer items[].name: minLength 2, reference 1"),
    (["components", "schemas", "Thing", "properties", "kind", "enum"], ["a"], 'POST /v1/things: body kind: choices ["a"], reference ["a", "b"]'),
    (["components", "schemas", "Thing", "properties", "kind", "type"], "integer", 'POST /v1/things: body kind: type ["integer"], reference ["string"]'),
    (["components", "schemas", "Thing", "properties", "more"], {}, "POST /v1/things: body more: only here"),
    (["components", "schemas", "Thing", "description"], "Words are not looked at.", None),
]


def changed(place: list, value) -> dict:
    document = copy.deepcopy(SMALL)
    holder = document
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = value
    return document


def compare(tmp_path, ours: dict, reference: dict, page: str | None = None) -> tuple[int, list[str]]:
    (tmp_path / "ours.json").write_text(json.dumps(ours))
    (tmp_path / "reference.json").write_text(json.dumps(reference))
    command = [str(SCRIPT), str(tmp_path / "reference.json"), "--ours", str(tmp_path / "ours.json")]
    if page is not None:
        (tmp_path / "page.md").write_text(page)
        command += ["--known", str(tmp_path / "page.md")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout.splitlines() + done.stderr.splitlines()


@pytest.mark.parametrize("place, value, line", CHANGES)
def test_each_kind_of_difference_is_a_line(tmp_path, place, value, line):
    status, lines = compare(tmp_path, changed(place, value), SMALL)
    assert (status, lines) == (0, ["no difference"]) if line is None else (status == 1 and line in lines), lines


def test_the_same_said_in_another_way_is_no_difference(tmp_path):
    other = copy.deepcopy(SMALL)
    del other["servers"]
    other["paths"] = {f"/v1{path}".replace("thing_id", "thing_id"): item for path, item in other["paths"].items()}
    things = other["components"]["schemas"]
    things["Thing"] = {"allOf": [{"type": "object", "required": ["name"]}, {"properties": things["Thing"]["properties"]}]}
    things["Thing"]["allOf"][1]["properties"]["kind"] = {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "const": "b"}]}
    assert compare(tmp_path, other, SMALL) == (0, ["no difference"])


def test_a_page_of_known_differences_hides_them_and_is_itself_held_to_the_truth(tmp_path):
    ours = changed(["paths", "/more"], {"get": {}, "put": {}})
    page = "| difference | why |\n|---|---|\n| `* /v1/more: only here` | ours |\n| no code | no row |\n| `DELETE` | no difference |\n"
    assert compare(tmp_path, ours, SMALL, page) == (0, ["no difference that is not on the page"])
    assert compare(tmp_path, SMALL, SMALL, page) == (1, ["no difference any more: * /v1/more: only here"])
    assert compare(tmp_path, ours, SMALL, "| `GET /v1/more: only here` | ours |\n") == (1, ["PUT /v1/more: only here"])
    # A bracket is a bracket.
    ours = changed(["components", "schemas", "Thing", "properties", "kind", "enum"], ["a"])
    assert compare(tmp_path, ours, SMALL, '| `*: choices ["a"], reference ["a", "b"]` | why |\n')[0] == 0


@pytest.mark.parametrize("text", ["", "[]", "{", "a: [", "openapi: 3.1.0"])
def test_what_is_no_document_is_said_to_be_none(tmp_path, text):
    (tmp_path / "reference").write_text(text)
    done = subprocess.run([str(SCRIPT), str(tmp_path / "reference")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "no OpenAPI document" in done.stderr, done


def test_our_own_document_does_not_differ_from_itself():
    done = subprocess.run([str(SCRIPT), str(ROOT / "Sources" / "DataAPI" / "OpenAPI")], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "no difference"), done
