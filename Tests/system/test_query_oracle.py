"""The Query API beside SQL over the same rows in SQLite: queries made by chance, and what must hold among them.

    ORACLE_PAIRS=20000 ORACLE_SEED=7 pytest Tests/system/test_query_oracle.py -k agree
    ORACLE_SEED=7 ORACLE_ONLY=123 …     one query, as a failure names it
"""

import os
import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.oracle_arena import SEED, arena
from support.oracle_query import WHOLE, agree, any_query, ask, ask_columns, difference, require, rows_of, today
from support.oracle_sql import DIMENSIONS, FAMILIES, METRICS, Filter, Oracle, Query
from support.oracle_world import LABELS, SPANS

PAIRS = int(os.environ.get("ORACLE_PAIRS", "2400"))
ONLY = int(os.environ["ORACLE_ONLY"]) if "ORACLE_ONLY" in os.environ else None

# What each brand is made of, and its share of all pairs.
BRANDS = {
    "Zephyrox": (dict(prompts=30, competitors=10, personas=5, responses=350), 0.45),
    "Quintal": (dict(prompts=20, competitors=3, personas=2, responses=60), 0.25),
    "Lonely": (dict(prompts=12, competitors=0, personas=0, responses=70, sites=False), 0.15),
    "Tiny": (dict(prompts=4, competitors=3, personas=1, responses=9), 0.1),
    "Forsaken": (dict(prompts=6, competitors=2, personas=1, responses=40), 0.04),
    # More than are counted at once of rows, citations and competitors.
    "Crowd": (
        dict(
            prompts=150, competitors=70, personas=5, responses=5000,
            days=[date(2026, 12, 31), date(2027, 1, 1), date(2025, 12, 31)]),
        0.005),
    "Empty": (dict(prompts=2, competitors=1, personas=1, responses=0), 0.01)}


@pytest.fixture(scope="module")
def brands():
    """Brands that nobody changes."""
    with arena() as made:
        for name, (parts, _) in BRANDS.items():
            oracle = made.add(name, **parts)
            world = oracle.world
            if name == "Forsaken":
                for competitor in world.competitors:
                    world.archive_competitor(competitor)
                world.look_at_pages_again()
                pages = Query(("source_url", "source_type"), *WHOLE)
                deadline = time.monotonic() + 20
                while wrong := difference(pages.fields, oracle.answer(pages), ask(world, pages)):
                    assert time.monotonic() < deadline, f"pages were not looked at again: {wrong}"
                    time.sleep(0.1)
        yield made.oracles


# --- queries by chance --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BRANDS)
def test_the_server_and_sql_agree(brands, name):
    oracle, pairs = brands[name], max(1, round(PAIRS * BRANDS[name][1]))
    sizes = agree(oracle, SEED, pairs, only=ONLY)
    # Two empty answers are no proof.
    assert ONLY is not None or name in ("Empty", "Tiny") or sum(size > 1 for size in sizes) > pairs * 0.25


@pytest.mark.parametrize("name", ["Tiny", "Empty"])
def test_without_fields_all_dimensions_are_answered(brands, name):
    oracle = brands[name]
    expected = oracle.answer(Query(tuple(DIMENSIONS), *WHOLE))
    got = oracle.world.send("GET", f"/v1/{oracle.world.id}/query?start_date={WHOLE[0]}&end_date={WHOLE[1]}&fields=")
    assert difference(tuple(DIMENSIONS), expected, got) is None
    assert bool(got) == (name == "Tiny")


def test_without_dates_the_period_is_thirty_days_and_today(brands):
    oracle = brands["Zephyrox"]
    for _ in range(2):
        day = today()
        expected = oracle.answer(Query(("date", "responses", "citation_count"), day - timedelta(days=30), day))
        got = oracle.world.send("GET", f"/v1/{oracle.world.id}/query?fields=date,responses,citation_count")
        # At midnight UTC one of the two may be a day behind.
        if today() == day:
            break
    assert difference(("date", "responses", "citation_count"), expected, got) is None


def test_each_dimension_and_each_metric_alone(brands):
    for name in [*DIMENSIONS, *METRICS]:
        for oracle in brands.values():
            require(oracle, Query((name,), *WHOLE), name)


# --- what must hold among answers ---------------------------------------------------------------------------------------


def any_plain(rng: random.Random, oracle: Oracle) -> Query:
    query = any_query(rng, oracle)
    return replace(query, having=(), limit=None, offset=0)


@pytest.mark.parametrize("name", ["Zephyrox", "Quintal"])
def test_a_filter_to_a_value_is_the_row_of_its_group(brands, name):
    oracle, rng = brands[name], random.Random(f"{SEED}/row")
    for dimension in DIMENSIONS:
        if dimension in ("prompt", "source_url", "source_type", "source_domain"):
            continue
        metrics = tuple(rng.sample(METRICS, 8))
        grouped = ask(oracle.world, Query((dimension, *metrics), *WHOLE))
        for row in rng.sample(grouped, min(4, len(grouped))):
            value = row[dimension]
            text = value if value is None or isinstance(value, str) else str(value).lower()
            for fields in (metrics, (dimension, *metrics)):
                got = ask(oracle.world, Query(fields, *WHOLE, (Filter(dimension, (text,)),)))
                assert difference(fields, [{key: row[key] for key in fields}], got) is None, (dimension, value)


# All but one observation in many are told apart by these.
APART = ("date", "prompt_id", "ai_platform", "country", "position_bucket", "sentiment_band", "ai_platform_search_enabled")


@pytest.mark.parametrize("dimension", FAMILIES)
def test_a_dimension_of_many_values_counts_each_observation_once(brands, dimension):
    """Each is in a group at least, and in each at most once."""
    for name in ("Zephyrox", "Quintal", "Lonely"):
        world = brands[name].world
        whole = {tuple(row.values())[:-1]: row["responses"] for row in ask(world, Query((*APART, "responses"), *WHOLE))}
        grouped: dict[tuple, list[int]] = {}
        for row in ask(world, Query((*APART, dimension, "responses"), *WHOLE)):
            grouped.setdefault(tuple(row.values())[:-2], []).append(row["responses"])
        assert set(grouped) == set(whole)
        assert sum(count == 1 for count in whole.values()) > len(whole) * 0.7
        for key, counts in grouped.items():
            assert all(1 <= count <= whole[key] for count in counts) and sum(counts) >= whole[key], key
        # Nor do filters multiply: those with a value and those without it are all.
        if dimension in ("tag", "prompt_topic"):
            for value in [*LABELS, None]:
                queries = [Query(("responses",), *WHOLE, (Filter(dimension, (value,), negate),)) for negate in (False, True)]
                parts = [ask(world, query)[0]["responses"] for query in queries]
                assert sum(parts) == sum(whole.values()) == len(world.responses), value


def test_a_period_in_two_adds_up(brands):
    rng = random.Random(f"{SEED}/halves")
    adding = ["responses", "citation_count", "citation_unique_responses"]
    for oracle in (brands["Zephyrox"], brands["Quintal"]):
        for _ in range(30):
            query = any_plain(rng, oracle)
            names = query.dimensions
            query = replace(query, fields=(*names, *adding), start=WHOLE[0], end=WHOLE[1])
            middle = rng.choice(oracle.world.responses).day
            halves = [replace(query, end=middle), replace(query, start=middle + timedelta(days=1))]
            sums: dict[tuple, list[int]] = {}
            for half in halves:
                for row in ask(oracle.world, half):
                    old = sums.get(tuple(row[name] for name in names), [0, 0, 0])
                    sums[tuple(row[name] for name in names)] = [one + row[metric] for one, metric in zip(old, adding)]
            whole = {tuple(row[name] for name in names): [row[metric] for metric in adding] for row in ask(oracle.world, query)}
            assert sums == whole, query


def test_pages_are_the_whole(brands):
    rng = random.Random(f"{SEED}/pages")
    for oracle in (brands["Zephyrox"], brands["Tiny"]):
        for _ in range(15):
            query = any_plain(rng, oracle)
            whole = ask(oracle.world, query)[:60]
            size = rng.choice([1, 3, 7, 20])
            size = max(size, len(whole) // 12 + 1)
            pages = []
            for offset in range(0, len(whole) + 1, size):
                pages += ask(oracle.world, replace(query, limit=size, offset=offset))
            assert pages[:len(whole)] == whole, query
            assert ask(oracle.world, replace(query, offset=1_000_000)) == []


def test_who_names_no_limit_pages_by_fifty_thousand(brands):
    """As Fivetran does, until there is nothing more."""
    oracle = brands["Crowd"]
    day = date(2025, 12, 31)
    query = Query(("competitor_name", "prompt_id", "ai_platform", "country", "competitor_id", "responses"), day, day)
    expected = oracle.answer(replace(query, limit=10**9))
    assert len(expected) > 60_000
    got: list[dict] = []
    while page := ask(oracle.world, replace(query, offset=len(got))):
        assert len(page) == min(50_000, len(expected) - len(got))
        got += page
    assert difference(query.fields, expected, got) is None


def test_columns_are_the_rows(brands):
    rng = random.Random(f"{SEED}/columns")
    for oracle in (brands["Zephyrox"], brands["Lonely"], brands["Tiny"], brands["Empty"]):
        for _ in range(15):
            query = any_query(rng, oracle)
            got = ask_columns(oracle.world, query)
            assert rows_of(query, got["data"]) == ask(oracle.world, query), query


def test_a_comparison_is_both_queries(brands):
    """Where only metrics are asked for, each side is the plain query of its period."""
    rng = random.Random(f"{SEED}/sides")
    for oracle in brands.values():
        for mode in ("prior_period", "prior_year"):
            start, end = (date.fromisoformat(text) for text in rng.choice(SPANS))
            query = Query(tuple(METRICS), start, end, comparison=mode)
            got = ask_columns(oracle.world, query)
            side = got["comparison"]
            earlier = Query(query.fields, date.fromisoformat(side["start_date"]), date.fromisoformat(side["end_date"]))
            assert rows_of(query, got["data"]) == ask(oracle.world, replace(query, comparison=None))
            assert rows_of(query, side["data"]) == ask(oracle.world, earlier)
