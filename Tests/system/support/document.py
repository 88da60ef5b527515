"""The OpenAPI document as its files say it, without a server."""

import importlib.machinery
import importlib.util

from support.program import ROOT

FOLDER = ROOT / "Sources" / "DataAPI" / "OpenAPI"
METHODS = ("get", "put", "post", "patch", "delete")


def load_script():
    """Scripts/compare-openapi, which puts the files together as the server does."""
    loader = importlib.machinery.SourceFileLoader("compare_openapi", str(ROOT / "Scripts" / "compare-openapi"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def read_document() -> dict:
    return load_script().read_folder(FOLDER)


def operations(document: dict) -> list[tuple[str, str, dict]]:
    """(METHOD, path, operation), in the order of the document."""
    return [(method.upper(), path, item[method]) for path, item in document["paths"].items() for method in METHODS if method in item]
