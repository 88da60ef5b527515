"""The addresses of the dashboard, as its source lists them."""

import re
from pathlib import Path

DASHBOARD = Path(__file__).parents[2] / "Sources" / "Dashboard"
CASE = re.compile(r'case (\w+) = "(/[^"]*)"')
GET = re.compile(r"\.(?:visitor|person|member|admin|brand|shared|view|viewFile)\(\s*\.(\w+)|method: \.get, route: \.(\w+)")
POST = re.compile(r"\.(?:visitor|person|member|admin|brand)Form\(\s*\.(\w+)|method: \.post, route: \.(\w+)")


class Routes:
    def __init__(self) -> None:
        cases = CASE.findall((DASHBOARD / "Site" / "SiteRoute.swift").read_text())
        self.patterns: dict[str, str] = dict(cases)
        source = "\n".join(path.read_text() for path in sorted(DASHBOARD.rglob("*Controller.swift")))
        self.pages = self._named(GET, source)
        self.forms = self._named(POST, source)

    def _named(self, pattern: re.Pattern, source: str) -> set[str]:
        return {name for pair in pattern.findall(source) for name in pair if name in self.patterns}

    def of(self, path: str) -> str:
        """The route of an address; where several match, the most literal one, as the router chooses."""
        parts = path.split("?")[0].strip("/").split("/")
        found = [(score, name) for name, pattern in self.patterns.items() if (score := self._score(pattern, parts)) is not None]
        assert found, f"no route matches {path}"
        return max(found)[1]

    @staticmethod
    def _score(pattern: str, parts: list[str]) -> tuple[bool, ...] | None:
        places = pattern.strip("/").split("/")
        if len(places) != len(parts) or any(not place.startswith(":") and place != part for place, part in zip(places, parts)):
            return None
        return tuple(not place.startswith(":") for place in places)
