"""Queries made by chance, how they are sent, and what is said where an answer is not the oracle's."""

import json
import math
import random
import shlex
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlencode

from support.oracle_sql import (
    BOOLEANS, COMPARE, COUNTS, DATES, DIMENSIONS, FAMILIES, FILTERABLE, IDS, METRICS, Filter, Having, Oracle, Query, date_texts)
from support.oracle_world import EQUIVALENT, LABELS, PLATFORMS, POSITIONS, SENTIMENTS, World

WHOLE = (date(2024, 1, 1), date(2027, 12, 31))
THRESHOLDS = [0, 1, 2, 3, 5, 10, -1, 0.5, 1 / 3, 2 / 3, 0.25, 25, 50, 75, 100, 200 / 3, 1e300, 1e-9]


# --- making -----------------------------------------------------------------------------------------------------------


def any_query(rng: random.Random, oracle: Oracle, *, comparison: bool = False) -> Query:
    world = oracle.world
    # Tags, topics, competitors and sources multiply.
    most = 4 if len(world.responses) < 80 else 2 if len(world.responses) < 1000 else 1
    fields = rng.sample(METRICS, rng.choice([0, 1, 1, 2, 3, 5, 14]))
    families: set[str] = set()
    for name in rng.sample(list(DIMENSIONS), rng.choice([0, 1, 1, 2, 2, 3, 4, 5])):
        family = FAMILIES.get(name)
        if family and family not in families and len(families) >= most:
            continue
        families |= {family} - {None}
        fields.append(name)
    if not fields:
        fields = [rng.choice([*METRICS, *DIMENSIONS])]
    rng.shuffle(fields)
    start, end = any_period(rng, world, halved=comparison)
    filterable = [name for name in FILTERABLE if not (comparison and name in DATES)]
    # Filters by what is grouped by, by what has many values, and by the same twice are where mistakes are likeliest.
    pools = [filterable, filterable, [name for name in fields if name in filterable], [name for name in filterable if name in FAMILIES]]
    filters = tuple(
        any_filter(rng, world, rng.choice(rng.choice(pools) or filterable)) for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3])))
    mode = rng.choice(["prior_period", "prior_year"]) if comparison else None
    query = Query(tuple(fields), start, end, filters, comparison=mode)
    if rng.random() < 0.35:
        query = replace(query, having=tuple(any_having(rng, oracle, query) for _ in range(rng.choice([1, 1, 2]))))
    if rng.random() < 0.3:
        query = replace(query, limit=rng.choice([1, 2, 5, 20, 100, 90_000]), offset=rng.choice([0, 0, 0, 0, 1, 1, 2, 7, 30, 10_000]))
    return query


def any_period(rng: random.Random, world: World, halved: bool = False) -> tuple[date, date]:
    """From a day with answers to another; or the later half of that, so that a period as long before it has answers too."""
    if rng.random() < (0.1 if halved else 0.6) or not world.responses:
        return WHOLE
    start, end = sorted(rng.choice(world.responses).day for _ in range(2))
    if halved:
        return start + timedelta(days=((end - start).days + 1) // 2), end
    return start, start + timedelta(days=rng.choice([0, 1, 6, 7, 30, 364, 365])) if rng.random() < 0.4 else end


def values_of(world: World, name: str, rng: random.Random) -> list[str | None]:
    """Values that a dimension has in this brand."""
    if name in DATES:
        return [date_texts(each.day)[name] for each in rng.sample(world.responses, min(8, len(world.responses)))]
    return {
        "prompt_id": lambda: [str(each.id) for each in world.prompts], "persona_id": lambda: [str(each.id) for each in world.personas],
        "persona_name": lambda: [each.name for each in world.personas], "tag": lambda: [tag for each in world.prompts for tag in each.tags],
        "prompt_topic": lambda: [topic for each in world.prompts for topic in each.topics],
        "stage": lambda: [each.stage for each in world.prompts], "branded": lambda: ["true", "false"],
        "ai_platform": lambda: list(PLATFORMS.values()), "ai_platform_search_enabled": lambda: ["true", "false"],
        "country": lambda: ["DE", "FR", "US", "JP"], "competitor_id": lambda: [str(each.id) for each in world.competitors],
        "competitor_name": lambda: [each.name for each in world.competitors], "position_bucket": lambda: POSITIONS[:3],
        "sentiment_band": lambda: SENTIMENTS[:4]}[name]()


def strangers(name: str) -> list[str]:
    """Values in the form of a dimension that no observation has."""
    if name in DATES:
        return [date_texts(date(2023, 5, 5))[name]]
    if name in IDS:
        return ["999999", "-1", "0"]
    if name in (*BOOLEANS, "position_bucket", "sentiment_band"):
        return []
    return ["nobody", "chatgpt", "de", "ALPHA", *LABELS]


def any_filter(rng: random.Random, world: World, name: str) -> Filter:
    known, unknown = values_of(world, name, rng), strangers(name)
    values: list[str | None] = []
    for _ in range(rng.choice([1, 1, 1, 2, 3, 5])):
        chance = rng.random()
        pool = [None] if chance < 0.12 else unknown if chance < 0.22 else known
        values.append(rng.choice(pool or known or [None]))
    if name in ("tag", "prompt_topic") and rng.random() < 0.1:
        values += EQUIVALENT
    return Filter(name, tuple(dict.fromkeys(values)), rng.random() < 0.35)


def any_having(rng: random.Random, oracle: Oracle, query: Query) -> Having:
    metric = rng.choice(METRICS)
    value = rng.choice(THRESHOLDS)
    if rng.random() < 0.5:
        groups = oracle.groups(replace(query, fields=(*query.fields, *[metric] * (metric not in query.fields)), having=()))
        value = rng.choice([row[metric] for row in groups if row[metric] is not None] or [value])
    return Having(metric, rng.choice(list(COMPARE)), value)


# --- sending ----------------------------------------------------------------------------------------------------------


def _escaped(value: str | None) -> str:
    if value is None:
        return ""
    text = value.replace("\\", "\\\\").replace("|", "\\|")
    return "\\" + text if text.startswith("!") else text


def parameters(query: Query) -> list[tuple[str, str]]:
    items = [("fields", ",".join(query.fields)), ("start_date", query.start.isoformat()), ("end_date", query.end.isoformat())]
    items += [("filters", f"{each.field}:{'!' if each.negate else ''}{'|'.join(map(_escaped, each.values))}") for each in query.filters]
    items += [("having", f"{each.metric}:{each.operator}:{each.value!r}") for each in query.having]
    if query.limit is not None:
        items.append(("limit", str(query.limit)))
    if query.offset:
        items.append(("offset", str(query.offset)))
    return items


def address(world: World, query: Query) -> str:
    return f"/v1/{world.id}/query?{urlencode(parameters(query), quote_via=quote)}"


def body(query: Query, rng: random.Random | None = None) -> dict:
    """The same for version 2; by chance with the other names that its members may have."""
    def name(*names: str) -> str:
        return rng.choice(names) if rng else names[0]

    def value(each: Filter, text: str | None):
        if text is not None and rng and rng.random() < 0.5:
            return int(text) if each.field in IDS else text == "true" if each.field in BOOLEANS else text
        return text

    made: dict = {"fields": list(query.fields), "start_date": query.start.isoformat(), "end_date": query.end.isoformat()}
    if query.filters:
        made["filters"] = [
            {"field": each.field, name("values", "values", "value"): [value(each, text) for text in each.values], "negate": each.negate}
            for each in query.filters]
    if query.having:
        made["having"] = [
            {name("metric", "metric", "field"): each.metric, name("operator", "operator", "op"): each.operator, "value": each.value}
            for each in query.having]
    if query.comparison:
        made["comparison"] = {name("mode", "mode", "type"): query.comparison}
    if query.limit is not None:
        made["limit"] = query.limit
    if query.offset:
        made["offset"] = query.offset
    return made


def ask(world: World, query: Query) -> list[dict]:
    return world.send("GET", address(world, query))


def ask_columns(world: World, query: Query, rng: random.Random | None = None) -> dict:
    return world.send("POST", f"/v2/query/{world.id}", body(query, rng))


# --- comparing --------------------------------------------------------------------------------------------------------


def is_same(name: str, expected, got) -> bool:
    if expected is None or got is None:
        return expected is got
    if name in METRICS and name not in COUNTS:
        return type(got) in (int, float) and math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9)
    return type(expected) is type(got) and expected == got


def difference(fields: tuple[str, ...], expected: list[dict], got: list[dict]) -> str | None:
    """The first row in which two results are not the same, types and order included; nothing where there is none."""
    for index, (one, other) in enumerate(zip(expected, got)):
        if list(other) != list(fields):
            return f"row {index} has the members {list(other)}, not {list(fields)}"
        wrong = [name for name in fields if not is_same(name, one[name], other[name])]
        if wrong:
            return f"row {index}, {', '.join(wrong)}:\n  expected {one!a}\n  got      {other!a}"
    if len(expected) != len(got):
        extra = max(expected, got, key=len)[min(len(expected), len(got))]
        return f"{len(expected)} rows expected, {len(got)} got; the first of those that are too many or too few: {extra!a}"
    return None


def columns_difference(query: Query, expected: list[dict], earlier: tuple[Query, list[dict]] | None, got: dict) -> str | None:
    kinds = [
        {"name": name, "kind": "metric" if name in METRICS else "dimension",
         "type": "integer" if name in IDS or name in COUNTS else "boolean" if name in BOOLEANS else "number" if name in METRICS else "string"}
        for name in query.fields]
    if list(got) != ["columns", "data", "row_count", "start_date", "end_date", "comparison"]:
        return f"members {list(got)}"
    if got["columns"] != kinds:
        return f"columns {got['columns']}, not {kinds}"
    if (got["start_date"], got["end_date"], got["row_count"]) != (query.start.isoformat(), query.end.isoformat(), len(expected)):
        wrong = f"{got['start_date']}…{got['end_date']} with {got['row_count']} rows, not {query.start}…{query.end} with {len(expected)}"
        return f"{wrong}\n{difference(query.fields, expected, rows_of(query, got['data']))}"
    if wrong := difference(query.fields, expected, rows_of(query, got["data"])):
        return wrong
    if earlier is None:
        return None if got["comparison"] is None else f"a comparison that was not asked for: {str(got['comparison'])[:300]}"
    other, rows = earlier
    side = got["comparison"]
    if side is None or list(side) != ["mode", "start_date", "end_date", "data"]:
        return f"comparison {str(side)[:300]}"
    if (side["mode"], side["start_date"], side["end_date"]) != (query.comparison, other.start.isoformat(), other.end.isoformat()):
        return f"compared with {side['mode']} {side['start_date']}…{side['end_date']}, not {query.comparison} {other.start}…{other.end}"
    wrong = difference(query.fields, rows, rows_of(query, side["data"]))
    return wrong and f"in the earlier period, {wrong}"


def rows_of(query: Query, columns: list[list]) -> list[dict]:
    assert len(columns) == len(query.fields) and len({len(column) for column in columns}) == 1, [len(column) for column in columns]
    return [dict(zip(query.fields, row)) for row in zip(*columns)]


def check(oracle: Oracle, query: Query, *, columns: bool = False, rng: random.Random | None = None) -> str | None:
    """Asks both. Nothing where they agree."""
    world = oracle.world
    if query.comparison:
        prior, current, before = oracle.compare(query)
        oracle.sizes.append(len(current))
        return columns_difference(query, current, (prior, before), ask_columns(world, query, rng))
    expected = oracle.answer(query)
    oracle.sizes.append(len(expected))
    if columns:
        return columns_difference(query, expected, None, ask_columns(world, query, rng))
    return difference(query.fields, expected, ask(world, query))


# --- telling ----------------------------------------------------------------------------------------------------------


def simpler(query: Query):
    """Queries with something left out."""
    for index in range(len(query.fields)):
        if len(query.fields) > 1:
            yield replace(query, fields=query.fields[:index] + query.fields[index + 1:])
    for index in range(len(query.filters)):
        yield replace(query, filters=query.filters[:index] + query.filters[index + 1:])
    for index in range(len(query.having)):
        yield replace(query, having=query.having[:index] + query.having[index + 1:])
    for index, each in enumerate(query.filters):
        for value in range(len(each.values) if len(each.values) > 1 else 0):
            narrower = replace(each, values=each.values[:value] + each.values[value + 1:])
            yield replace(query, filters=query.filters[:index] + (narrower,) + query.filters[index + 1:])
    if query.limit is not None:
        yield replace(query, limit=None)
    if query.offset:
        yield replace(query, offset=0)
    if query.comparison:
        yield replace(query, comparison=None)
    days = (query.end - query.start).days
    if days:
        middle = query.start + timedelta(days=days // 2)
        yield replace(query, end=middle)
        yield replace(query, start=middle + timedelta(days=1))


def smallest(oracle: Oracle, query: Query, columns: bool) -> Query:
    """Something simpler that fails too, as long as there is anything."""
    for _ in range(200):
        for candidate in simpler(query):
            try:
                failed = check(oracle, candidate, columns=columns) is not None
            except AssertionError:
                continue
            if failed:
                query = candidate
                break
        else:
            break
    return query


def report(oracle: Oracle, query: Query, columns: bool, label: str) -> str:
    """All that is needed to look into a disagreement."""
    query = smallest(oracle, query, columns)
    world = oracle.world
    if query.comparison:
        _, current, before = oracle.compare(query)
        expected: object = [current, before]
    else:
        expected = oracle.answer(query)
    # In ASCII: texts that look the same may not be the same.
    if columns or query.comparison:
        request = f'curl -H "Authorization: Bearer $KEY" $URL/v2/query/{world.id} --json {shlex.quote(json.dumps(body(query)))}'
        got: object = ask_columns(world, query)
    else:
        request = f'curl -H "Authorization: Bearer $KEY" "$URL{address(world, query)}"'
        got = ask(world, query)
    wrong = check(oracle, query, columns=columns)

    def short(value: object) -> str:
        return json.dumps(value)[:3000]

    return f"{label}: {world.name}, {len(world.responses)} responses\n{request}\n{wrong}\nexpected: {short(expected)}\ngot:      {short(got)}"


def agree(oracle: Oracle, seed: str, pairs: int, *, only: int | None = None) -> list[int]:
    """So many queries by chance, each of a seed of its own. How many rows each had."""
    first = len(oracle.sizes)
    for index in range(pairs) if only is None else [only]:
        rng = random.Random(f"{seed}/{oracle.world.name}/{index}")
        kind = rng.choice(["rows", "rows", "columns", "comparison"])
        query = any_query(rng, oracle, comparison=kind == "comparison")
        if check(oracle, query, columns=kind != "rows", rng=rng) is not None:
            run, _, step = seed.partition("/")
            again = f"ORACLE_SEED={run} " + (f"(at {step}, query {index})" if step else f"ORACLE_ONLY={index}")
            raise AssertionError(report(oracle, query, kind != "rows", again))
    return oracle.sizes[first:]


def require(oracle: Oracle, query: Query, label: str, *, columns: bool = False) -> None:
    """Both must answer the same."""
    if check(oracle, query, columns=columns) is not None:
        raise AssertionError(report(oracle, query, columns, label))


def today() -> date:
    return datetime.now(UTC).date()
