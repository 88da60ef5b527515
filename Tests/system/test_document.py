"""The OpenAPI document: it is one, its examples are what their schemas say, and the server serves what its files say."""

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from support.agency import agency
from support.document import operations, read_document
from support.server import server
from support.wire import get

DOCUMENT = read_document()


def escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def contents(value, place: str = "#"):
    """(place, value) of every object of the document that may have a schema beside an example."""
    if isinstance(value, dict):
        if "schema" in value:
            yield place, value
        for name, each in value.items():
            if name not in ("example", "examples"):
                yield from contents(each, f"{place}/{escaped(name)}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from contents(each, f"{place}/{index}")


def test_it_is_an_openapi_document():
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_every_example_is_what_its_schema_says():
    registry = Registry().with_resource("urn:document", Resource.from_contents(DOCUMENT, default_specification=DRAFT202012))
    seen, faults = 0, []
    for place, holder in contents(DOCUMENT):
        examples = [holder["example"]] if "example" in holder else []
        for each in holder.get("examples", {}).values():
            reference = each.get("$ref", "").removeprefix("#/components/examples/")
            examples.append((DOCUMENT["components"]["examples"][reference] if reference else each)["value"])
        validator = Draft202012Validator(
            {"$ref": f"urn:document{place}/schema"}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for example in examples:
            seen += 1
            faults += [f"{place}: {error.json_path}: {error.message}" for error in validator.iter_errors(example)]
    assert seen > 100, "there is hardly an example: are they still found?"
    assert not faults, "\n".join(faults)


def test_every_shared_part_is_used():
    text = str(DOCUMENT)
    unused = [
        f"{kind}/{name}" for kind, parts in DOCUMENT["components"].items() if kind != "securitySchemes" for name in parts
        if f"#/components/{kind}/{name}'" not in text]
    assert not unused


def test_every_operation_says_what_it_answers_to_who_may_not_call_it():
    for method, path, operation in operations(DOCUMENT):
        statuses = set(operation["responses"])
        if operation["security"]:
            assert {"401", "429"} <= statuses, f"{method} {path}"
        if "{brand_id}" in path and operation["security"]:
            assert "404" in statuses, f"{method} {path}"
        if operation.get("requestBody"):
            assert {"413", "422"} <= statuses, f"{method} {path}"


def test_the_server_serves_what_the_files_say():
    with agency(brands=0) as data, server(data.program) as running:
        served = get(running, "/openapi.json")
        ordered = lambda document: {**document, "tags": sorted(document["tags"], key=lambda tag: tag["name"])}
        assert ordered(served.json()) == ordered(DOCUMENT)
        assert get(running, "/v1/openapi.json").body == served.body
        # People read from the top: the order is that of the files.
        assert list(served.json())[:2] == ["openapi", "info"]
