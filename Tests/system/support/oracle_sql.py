"""The oracle: what a query must answer, told by SQL over the same rows in SQLite, without a line of the server's own reasoning."""

import functools
import sqlite3
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from support.oracle_world import PLATFORMS, World

DATES = ["date", "date_week", "date_month", "date_quarter", "date_year"]
IDS = ["prompt_id", "persona_id", "competitor_id"]
BOOLEANS = ["branded", "ai_platform_search_enabled"]
FAMILIES = {
    "tag": "tag", "prompt_topic": "topic", "competitor_id": "competitor", "competitor_name": "competitor", "source_url": "source",
    "source_type": "source", "source_domain": "source"}
DIMENSIONS = {
    "date": "o.date", "date_week": "o.date_week", "date_month": "o.date_month", "date_quarter": "o.date_quarter", "date_year": "o.date_year",
    "prompt_id": "o.prompt_id", "prompt": "p.text", "persona_id": "COALESCE(o.persona_id, p.persona_id)", "persona_name": "n.name",
    "tag": "t.tag", "prompt_topic": "k.topic", "stage": "p.stage", "branded": "p.branded", "ai_platform": "o.ai_platform",
    "ai_platform_search_enabled": "o.search_enabled", "country": "o.country", "competitor_id": "v.id", "competitor_name": "v.name",
    "source_url": "c.url", "source_type": "c.type", "source_domain": "c.domain", "position_bucket": "o.brand_position",
    "sentiment_band": "o.brand_sentiment"}
UNFILTERABLE = ["prompt", "source_url", "source_type", "source_domain"]
FILTERABLE = [name for name in DIMENSIONS if name not in UNFILTERABLE]

ANSWER_METRICS = ["responses", "brand_presence_percentage", "brand_position_score", "brand_sentiment_score"]
COMPETITOR_METRICS = ["competitor_presence_percentage", "competitor_position_score", "competitor_sentiment_score"]
CITATION_METRICS = [
    "brand_citation_rate", "competitor_citation_rate", "brand_citation_share_of_voice", "competitor_citation_share_of_voice",
    "citation_count", "citation_unique_responses", "citation_unique_domains"]
METRICS = ANSWER_METRICS + COMPETITOR_METRICS + CITATION_METRICS
COUNTS = ["responses", "citation_count", "citation_unique_responses", "citation_unique_domains"]
COMPARE = {
    "gt": lambda a, b: a > b, "gte": lambda a, b: a >= b, "lt": lambda a, b: a < b, "lte": lambda a, b: a <= b,
    "eq": lambda a, b: a == b, "neq": lambda a, b: a != b}

SCHEMA = """
CREATE TABLE observation (id INTEGER PRIMARY KEY, day TEXT, date TEXT, date_week TEXT, date_month TEXT, date_quarter TEXT, date_year TEXT,
    prompt_id INTEGER, persona_id INTEGER, ai_platform TEXT, search_enabled INTEGER, country TEXT, brand_present INTEGER,
    brand_position TEXT, brand_sentiment TEXT);
CREATE TABLE prompt (id INTEGER PRIMARY KEY, text TEXT, persona_id INTEGER, stage TEXT, branded INTEGER);
CREATE TABLE persona (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE prompt_tag (prompt_id INTEGER, tag TEXT, PRIMARY KEY (prompt_id, tag));
CREATE TABLE prompt_topic (prompt_id INTEGER, topic TEXT, PRIMARY KEY (prompt_id, topic));
CREATE TABLE competitor (id INTEGER PRIMARY KEY, name TEXT, in_use INTEGER);
CREATE TABLE competitor_evaluation (observation_id INTEGER, competitor_id INTEGER, present INTEGER, position TEXT, sentiment TEXT,
    PRIMARY KEY (observation_id, competitor_id));
CREATE TABLE citation (id INTEGER PRIMARY KEY, observation_id INTEGER, url TEXT, type TEXT, owner INTEGER, domain TEXT);
CREATE INDEX citation_by_observation ON citation (observation_id);
"""


@dataclass(frozen=True)
class Filter:
    field: str
    values: tuple[str | None, ...]
    negate: bool = False


@dataclass(frozen=True)
class Having:
    metric: str
    operator: str
    value: float


@dataclass(frozen=True)
class Query:
    fields: tuple[str, ...]
    start: date
    end: date
    filters: tuple[Filter, ...] = field(default=())
    having: tuple[Having, ...] = field(default=())
    limit: int | None = None
    offset: int = 0
    comparison: str | None = None

    @property
    def dimensions(self) -> list[str]:
        return [name for name in self.fields if name in DIMENSIONS]


def date_texts(day: date) -> dict[str, str]:
    year, week, _ = day.isocalendar()
    return {
        "date": day.strftime("%Y%m%d"), "date_week": f"{year:04}{week:02}", "date_month": f"{day.year:04}{day.month:02}",
        "date_quarter": f"{day.year:04}Q{(day.month + 2) // 3}", "date_year": f"{day.year:04}"}


def _score(column: str, *values: str) -> str:
    return f"AVG(CASE {column} " + " ".join(f"WHEN '{value}' THEN {score}" for value, score in zip(values, (100.0, 50.0, 0.0))) + " END)"


def _has(expression: str, values: tuple[str | None, ...]) -> tuple[str, list[str]]:
    """A condition that is never null: that the expression, in the form of results, is one of the values."""
    texts = [value for value in values if value is not None]
    marks = ", ".join("?" * len(texts))
    known = f"(({expression}) IS NOT NULL AND ({expression}) IN ({marks}))"
    return (f"({known} OR ({expression}) IS NULL)" if None in values else known), texts


def _shown(name: str, expression: str) -> str:
    if name in IDS:
        return f"CAST({expression} AS TEXT)"
    return f"CASE {expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END" if name in BOOLEANS else expression


class Oracle:
    def __init__(self, world: World) -> None:
        self.world = world
        self.version = -1
        # How many rows each answer had that was compared.
        self.sizes: list[int] = []

    def refresh(self) -> None:
        world = self.world
        if self.version == world.version:
            return
        self.version = world.version
        self.sql = sql = sqlite3.connect(":memory:")
        sql.executescript(SCHEMA)
        many = sql.executemany
        many("INSERT INTO persona VALUES (?, ?)", [(each.id, each.name) for each in world.personas])
        many("INSERT INTO competitor VALUES (?, ?, ?)", [(each.id, each.name, not each.archived) for each in world.competitors])
        many("INSERT INTO prompt VALUES (?, ?, ?, ?, ?)", [(p.id, p.text, p.persona, p.stage, p.branded) for p in world.prompts])
        many("INSERT INTO prompt_tag VALUES (?, ?)", [(p.id, tag) for p in world.prompts for tag in p.tags])
        many("INSERT INTO prompt_topic VALUES (?, ?)", [(p.id, topic) for p in world.prompts for topic in p.topics])
        for each in world.responses:
            row = (each.id, each.day.isoformat(), *date_texts(each.day).values(), each.prompt, each.persona, PLATFORMS[each.platform],
                   each.search, each.country, *each.brand)
            sql.execute(f"INSERT INTO observation VALUES ({', '.join('?' * len(row))})", row)
            many("INSERT INTO competitor_evaluation VALUES (?, ?, ?, ?, ?)", [(each.id, id, *seen) for id, seen in each.competitors.items()])
            many("INSERT INTO citation (observation_id, url, type, owner, domain) VALUES (?, ?, ?, ?, ?)",
                 [(each.id, page.url, page.type, page.owner, page.domain) for page in each.citations])
        sql.execute("ANALYZE")

    # --- plain queries --------------------------------------------------------------------------------------------------

    def answer(self, query: Query) -> list[dict]:
        """The rows of ``GET /v1/{brand_id}/query``."""
        rows = [row for row in self.groups(query) if passes(row, query.having)]
        rows = rows[query.offset:][:50_000 if query.limit is None else query.limit]
        return [{name: row[name] for name in query.fields} for row in rows]

    def groups(self, query: Query) -> list[dict]:
        """All groups in their order, with all metrics that the fields and thresholds name."""
        self.refresh()
        dimensions = query.dimensions
        wanted = {name for name in query.fields if name in METRICS} | {having.metric for having in query.having}
        self._members(query)
        names = ", ".join(f"m.d{index}" for index in range(len(dimensions)))
        head, group = (names + ", ", f"GROUP BY {names}") if names else ("", "")
        order = ", ".join(f"m.d{index} IS NULL, m.d{index} COLLATE BINARY" for index in range(len(dimensions)))
        found = self.sql.execute(
            f"""SELECT {head} COUNT(*), SUM(o.brand_present) * 1.0 / COUNT(*), {_score('o.brand_position', 'top', 'middle', 'bottom')},
                {_score('o.brand_sentiment', 'positive', 'mixed', 'negative')}
                FROM m JOIN observation o ON o.id = m.id {group} {'ORDER BY ' + order if order else ''}""").fetchall()
        size = len(dimensions)
        rows = {tuple(row[:size]): dict(zip(ANSWER_METRICS, row[size:])) for row in found}
        parts = []
        if wanted & set(COMPETITOR_METRICS):
            parts.append((COMPETITOR_METRICS, self._competitors(dimensions, head, group)))
        if wanted & set(CITATION_METRICS):
            parts.append((CITATION_METRICS, self._citations(query, head, group)))
        for metrics, more in parts:
            for row in more:
                rows[tuple(row[:size])].update(zip(metrics, row[size:]))
        self.sql.executescript("DROP TABLE m; DROP TABLE v;")
        return [
            {name: None if value is None else bool(value) if name in BOOLEANS else value for name, value in zip(dimensions, key)} | metrics
            for key, metrics in rows.items()]

    def _members(self, query: Query) -> None:
        """Table `v`: the competitors in view. Table `m`: each observation once in each group that it belongs to."""
        dimensions = query.dimensions
        conditions, values = ["1"], []

        def keep(condition: tuple[str, list[str]], negate: bool = False) -> None:
            conditions.append(("NOT " if negate else "") + condition[0])
            values.extend(condition[1])

        for each in query.filters:
            if FAMILIES.get(each.field) == "competitor":
                keep(_has(_shown(each.field, DIMENSIONS[each.field]), each.values), each.negate)
        self.sql.execute(
            f"""CREATE TEMP TABLE v AS SELECT * FROM (SELECT id, name FROM competitor WHERE in_use
                UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (SELECT 1 FROM competitor WHERE in_use)) v WHERE {' AND '.join(conditions)}""",
            values)
        self.sql.executescript("CREATE INDEX v_by_id ON v (id); CREATE INDEX v_by_name ON v (name);")

        conditions, values = ["o.day BETWEEN ? AND ?", "EXISTS (SELECT 1 FROM v)"], [query.start.isoformat(), query.end.isoformat()]
        for each in query.filters:
            family = FAMILIES.get(each.field)
            if family is None:
                keep(_has(_shown(each.field, DIMENSIONS[each.field]), each.values), each.negate)
            elif family in ("tag", "topic"):
                listed = [value for value in each.values if value is not None]
                own = f"SELECT 1 FROM prompt_{family} x WHERE x.prompt_id = o.prompt_id"
                some = f"EXISTS ({own} AND x.{family} IN ({', '.join('?' * len(listed))}))"
                if None in each.values:
                    some = f"({some} OR NOT EXISTS ({own}))"
                keep((some, listed), each.negate)
                if each.field in dimensions and not each.negate:
                    keep(_has(DIMENSIONS[each.field], each.values))
        families = {FAMILIES.get(name) for name in dimensions}
        joins = ""
        if "tag" in families:
            joins += " LEFT JOIN prompt_tag t ON t.prompt_id = o.prompt_id"
        if "topic" in families:
            joins += " LEFT JOIN prompt_topic k ON k.prompt_id = o.prompt_id"
        if "competitor" in families:
            joins += " CROSS JOIN v"
        if "source" in families:
            joins += " LEFT JOIN citation c ON c.observation_id = o.id"
        columns = "".join(f", {DIMENSIONS[name]} AS d{index}" for index, name in enumerate(dimensions))
        self.sql.execute(
            f"""CREATE TEMP TABLE m AS SELECT DISTINCT o.id AS id{columns} FROM observation o LEFT JOIN prompt p ON p.id = o.prompt_id
                LEFT JOIN persona n ON n.id = COALESCE(o.persona_id, p.persona_id) {joins} WHERE {' AND '.join(conditions)}""", values)

    @staticmethod
    def _same(dimensions: list[str], family: str) -> str:
        """That something of a family is what the group is about."""
        return " AND ".join(
            ["1", *(f"{DIMENSIONS[name]} IS m.d{index}" for index, name in enumerate(dimensions) if FAMILIES.get(name) == family)])

    def _competitors(self, dimensions: list[str], head: str, group: str) -> list[tuple]:
        return self.sql.execute(
            f"""SELECT {head} COUNT(DISTINCT CASE WHEN e.present THEN m.id END) * 1.0 / NULLIF(COUNT(DISTINCT m.id), 0),
                {_score('e.position', 'top', 'middle', 'bottom')}, {_score('e.sentiment', 'positive', 'mixed', 'negative')}
                FROM m JOIN v ON {self._same(dimensions, 'competitor')}
                LEFT JOIN competitor_evaluation e ON e.observation_id = m.id AND e.competitor_id = v.id {group}""").fetchall()

    def _citations(self, query: Query, head: str, group: str) -> list[tuple]:
        narrowed = any(FAMILIES.get(name) == "competitor" for name in [*query.dimensions, *(each.field for each in query.filters)])
        owned = f"EXISTS (SELECT 1 FROM v WHERE v.id = c.owner AND {self._same(query.dimensions, 'competitor')})"
        if not narrowed:
            owned = f"({owned} OR c.owner IS NULL OR c.owner NOT IN (SELECT id FROM competitor WHERE in_use))"
        brand = "COUNT(DISTINCT CASE WHEN c.type = 'brand' THEN m.id END) * 1.0"
        rival = f"COUNT(DISTINCT CASE WHEN c.type = 'competitor' AND {owned} THEN m.id END) * 1.0"
        all_of, citing = "NULLIF(COUNT(DISTINCT m.id), 0)", "NULLIF(COUNT(DISTINCT c.observation_id), 0)"
        return self.sql.execute(
            f"""SELECT {head} {brand} / {all_of}, {rival} / {all_of}, {brand} / {citing}, {rival} / {citing}, COUNT(c.id),
                COUNT(DISTINCT c.observation_id), COUNT(DISTINCT c.domain)
                FROM m LEFT JOIN citation c ON c.observation_id = m.id AND {self._same(query.dimensions, 'source')} {group}""").fetchall()

    # --- comparisons ----------------------------------------------------------------------------------------------------

    def compare(self, query: Query) -> tuple[Query, list[dict], list[dict]]:
        """The earlier query, and the rows of both sides, those of one row number belonging together."""
        prior = earlier(query)
        sides = []
        for side in (query, prior):
            sides.append({distances(row, side): row for row in self.groups(replace(side, limit=None, offset=0))})
        current, before = sides
        keys = sorted({**current, **before}, key=sortable)
        keys = [key for key in keys if passes(current.get(key) or before[key], query.having)]
        keys = keys[query.offset:][:50_000 if query.limit is None else query.limit]
        shown = [
            [{name: at_distance(name, value, side.start) if name in DATES else value for name, value in zip(side.dimensions, key)}
             for key in keys]
            for side in (query, prior)]
        return prior, *(
            [{name: texts[name] if name in texts else (rows[key][name] if key in rows else None) for name in query.fields}
             for key, texts in zip(keys, labels)]
            for rows, labels in zip(sides, shown))


def sortable(key: tuple) -> list[tuple]:
    """Texts by their bytes, null last."""
    return [(value is None, value.encode() if isinstance(value, str) else value) for value in key]


def passes(row: dict, having: tuple[Having, ...]) -> bool:
    return all(row[each.metric] is not None and COMPARE[each.operator](row[each.metric], each.value) for each in having)


def earlier(query: Query) -> Query:
    if query.comparison == "prior_period":
        days = (query.end - query.start).days + 1
        return replace(query, start=query.start - timedelta(days=days), end=query.start - timedelta(days=1))
    return replace(query, start=year_before(query.start), end=year_before(query.end))


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _number(name: str, day: date) -> int:
    """Of the span of time in which a day lies; the next span has the next number."""
    if name == "date":
        return day.toordinal()
    if name == "date_week":
        return (day.toordinal() - day.weekday()) // 7
    return {"date_month": day.year * 12 + day.month, "date_quarter": day.year * 4 + (day.month + 2) // 3, "date_year": day.year}[name]


def _first_day(name: str, text: str) -> date:
    year = int(text[:4])
    if name == "date":
        return date(year, int(text[4:6]), int(text[6:]))
    if name == "date_week":
        return date.fromisocalendar(year, int(text[4:]), 1)
    if name == "date_month":
        return date(year, int(text[4:]), 1)
    return date(year, int(text[5:]) * 3 - 2, 1) if name == "date_quarter" else date(year, 1, 1)


def distances(row: dict, query: Query) -> tuple:
    """What a row is aligned by: dates by their distance from the start of the period."""
    return tuple(
        _number(name, _first_day(name, row[name])) - _number(name, query.start) if name in DATES else row[name] for name in query.dimensions)


@functools.cache
def at_distance(name: str, distance: int, start: date) -> str:
    """The text of a date at a distance from the start, found by walking there."""
    target, day = _number(name, start) + distance, start
    # Short enough to leave out no span.
    pace = {"date": 1, "date_week": 7, "date_month": 28, "date_quarter": 85, "date_year": 360}[name]
    while _number(name, day) != target:
        day += timedelta(days=pace if _number(name, day) < target else -pace)
    return date_texts(day)[name]
