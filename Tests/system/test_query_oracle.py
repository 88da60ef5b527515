"""The Query API beside SQL over the same rows in SQLite: queries made by chance, and what must hold among them.

    ORACLE_PAIRS=20000 ORACLE_SEED=7 pytest Tests/system/test_query_oracle.py -k agree
    ORACLE_SEED=7 ORACLE_ONLY=123 …     one query, as a failure names it
"""

import copy
import os
import random
import shutil
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.agency import agency
from support.oracle_query import WHOLE, agree, any_query, ask, ask_columns, check, difference, report, rows_of, today
from support.oracle_sql import DIMENSIONS, FAMILIES, METRICS, Filter, Oracle, Query
from support.oracle_world import EQUIVALENT, LABELS, SPANS, World
from support.server import launch
from support.wire import Connection

PAIRS = int(os.environ.get("ORACLE_PAIRS", "2400"))
SEED = os.environ.get("ORACLE_SEED", "2027")
ONLY = int(os.environ["ORACLE_ONLY"]) if "ORACLE_ONLY" in os.environ else None
SCOPES = ["ingest", "query", "configure", "create-brand"]

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


class Arena:
    """A server that can be stopped and started again, and brands on it."""

    def __init__(self, org) -> None:
        self.org = org
        self.token = org.create_key("oracle", SCOPES, None)["token"]
        self.oracles: dict[str, Oracle] = {}
        self.start()

    def start(self) -> None:
        self.server = launch(self.org.program)
        self.connection = Connection(self.server, 60)
        for oracle in self.oracles.values():
            oracle.world.connection = self.connection

    def stop(self) -> None:
        """In order; columns are saved then."""
        self.connection.close()
        assert self.server.terminate() == 0, self.server.log[-3000:]

    def kill(self) -> None:
        self.connection.close()
        self.server.kill()

    def add(self, name: str, **parts) -> Oracle:
        world = World(self.org, self.connection, self.token, random.Random(f"{SEED}/{name}"), name)
        self.oracles[name] = Oracle(world.make(**parts))
        return self.oracles[name]

    def columns(self, oracle: Oracle):
        return self.org.program.data / "columns" / str(oracle.world.id)


@contextmanager
def arena():
    with agency(brands=0) as org:
        made = Arena(org)
        try:
            yield made
        finally:
            made.kill()


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


@pytest.fixture
def changing():
    """A brand for one test."""
    with arena() as made:
        made.oracle = made.add("Mutable", prompts=16, competitors=6, personas=3, responses=120)
        yield made


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
            query = Query((name,), *WHOLE)
            assert difference(query.fields, oracle.answer(query), ask(oracle.world, query)) is None, (oracle.world.name, name)


@pytest.mark.parametrize("negate", [False, True])
def test_texts_that_are_only_equivalent_are_different_values(changing, negate):
    """`é` may be one code point or two. A filter that lists both forms means both, in whatever order they are given."""
    oracle, world = changing.oracle, changing.oracle.world
    for prompt, text in zip(world.prompts, [*EQUIVALENT, *EQUIVALENT, "cafe"]):
        world.change_prompt(prompt, tags=[text], topics=[text])
    world.add_responses(40)
    for name in ("tag", "prompt_topic"):
        for values in ([EQUIVALENT[0]], [EQUIVALENT[1]], EQUIVALENT, EQUIVALENT[::-1]):
            for fields in (("responses",), (name, "responses")):
                query = Query(fields, *WHOLE, (Filter(name, tuple(values), negate),))
                for columns in (False, True):
                    assert check(oracle, query, columns=columns) is None, report(oracle, query, columns, "equivalent texts")


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
                parts = [ask(world, Query(("responses",), *WHOLE, (Filter(dimension, (value,), negate),)))[0]["responses"] for negate in (False, True)]
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
    query = Query(("competitor_name", "prompt_id", "ai_platform", "country", "competitor_id", "responses"), date(2026, 12, 31), date(2027, 1, 1))
    expected = oracle.answer(replace(query, limit=10**9))
    assert len(expected) > 100_000
    got: list[dict] = []
    while page := ask(oracle.world, replace(query, offset=len(got))):
        assert len(page) == min(50_000, len(expected) - len(got))
        got += page
    assert difference(query.fields, expected, got) is None
    assert ask(oracle.world, replace(query, limit=90_000, offset=1000)) == got[1000:91_000]


def test_columns_are_the_rows(brands):
    rng = random.Random(f"{SEED}/columns")
    for oracle in brands.values():
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


# --- after changes ------------------------------------------------------------------------------------------------------


def test_changes_are_seen_by_the_next_query(changing):
    oracle, world, step = changing.oracle, changing.oracle.world, 0

    def still_agree() -> None:
        nonlocal step
        step += 1
        agree(oracle, f"{SEED}/change{step}", 25)

    still_agree()
    for prompt, tags, topics in zip(world.prompts[:4], [["new"], [], ["alpha", "Zürich"], ["new", "!bang"]], [[], ["new"], ["beta"], ["a|b"]]):
        world.change_prompt(prompt, tags=tags, topics=topics)
        still_agree()
    world.change_prompt(world.prompts[0], stage="Comparison")
    world.change_prompt(world.prompts[1], persona=None)
    world.change_prompt(world.prompts[2], persona=world.personas[0].id)
    still_agree()
    world.add_responses(30, days=[min(each.day for each in world.responses), date(2025, 1, 1), date(2023, 12, 31)])
    still_agree()
    world.personas[0].name = "Someone else"
    world.patch_parts("personas", world.personas, lambda each: each is not world.personas[1])
    still_agree()
    world.competitors[0].name = "Zorg"
    world.patch_parts("competitors", world.competitors, lambda each: True)
    still_agree()
    world.add_prompts(3)
    world.add_responses(20)
    still_agree()
    dashboard = world.org.sign_in(changing.server)
    world.rename_stage(dashboard, "Evaluation", "Ögonblick")
    dashboard.close()
    still_agree()


def test_an_archived_competitor_is_in_no_result(changing):
    """Those without websites, so that no page changes its owner."""
    oracle, world = changing.oracle, changing.oracle.world
    first, second = (each for each in world.competitors if not each.websites)
    world.archive_competitor(first)
    agree(oracle, f"{SEED}/archived1", 40)
    world.add_responses(15)
    world.patch_parts("competitors", world.competitors, lambda each: each is not second)
    agree(oracle, f"{SEED}/archived2", 40)


def test_pages_are_looked_at_again_when_their_owners_change(changing):
    """By itself, soon; until then the pages of a competitor who is not in use count where no competitor is asked for by name."""
    oracle, world = changing.oracle, changing.oracle.world

    def after(change) -> None:
        ask(world, Query(("responses",), *WHOLE))
        change()
        before = Oracle(copy.copy(world))
        before.world.responses = [replace(each) for each in world.responses]
        world.look_at_pages_again()
        rivals = Query(("competitor_citation_rate", "competitor_citation_share_of_voice", "brand_citation_rate"), *WHOLE)
        queries = [
            rivals, replace(rivals, fields=("competitor_id", *rivals.fields)), replace(rivals, fields=("source_domain", *rivals.fields)),
            replace(rivals, filters=(Filter("competitor_name", ("nobody",), negate=True),)),
            Query(("source_url", "source_type", "citation_count"), *WHOLE)]
        done, seen = False, []
        deadline = time.monotonic() + 20
        while not done:
            for query in queries:
                got = ask(world, query)
                wrong = difference(query.fields, oracle.answer(query), got)
                assert wrong is None or difference(query.fields, before.answer(query), got) is None, f"neither as before nor as after: {query}\n{wrong}"
                seen.append(wrong is None)
            done = all(seen[-len(queries):])
            assert time.monotonic() < deadline, f"still as before after 20 s: {wrong}"
        agree(oracle, f"{SEED}/pages{world.version}", 30)

    first, second, third = [each for each in world.competitors if each.websites][:3]
    after(lambda: world.archive_competitor(first))
    after(lambda: world.patch_parts("competitors", world.competitors, lambda each: each is not second))
    after(lambda: world.set_own_websites(world.sites[1:2]))
    after(lambda: world.set_websites(third, [*first.websites, f"https://docs.{world.slug}.test"]))
    world.add_responses(30)
    agree(oracle, f"{SEED}/pages and more", 30)


# --- after restarts -----------------------------------------------------------------------------------------------------


def test_queries_agree_after_restarts(changing):
    oracle, world = changing.oracle, changing.oracle.world
    agree(oracle, f"{SEED}/before", 10)
    changing.stop()
    assert list(changing.columns(oracle).iterdir()), "columns were saved"
    changing.start()
    agree(oracle, f"{SEED}/stopped", 30)
    world.add_responses(20)
    world.change_prompt(world.prompts[0], tags=["after"])
    changing.kill()
    changing.start()
    agree(oracle, f"{SEED}/killed", 30)
    world.add_responses(20)
    agree(oracle, f"{SEED}/late", 10)
    changing.kill()
    changing.start()
    agree(oracle, f"{SEED}/killed again", 30)


def test_queries_agree_whatever_became_of_the_columns(changing):
    """The files are a cache: gone, cut off, overwritten, older, or another brand's, they change no answer."""
    oracle, world = changing.oracle, changing.oracle.world
    other = changing.add("Neighbour", prompts=5, competitors=2, personas=1, responses=40)
    rng = random.Random(f"{SEED}/files")
    agree(oracle, f"{SEED}/fresh", 5)
    agree(other, f"{SEED}/fresh", 5)
    changing.stop()
    folder, neighbour = changing.columns(oracle), changing.columns(other)
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}

    def damage(each) -> list:
        """Ways to damage one file."""
        content = each.read_bytes()
        flipped = bytearray(content)
        flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        return [
            each.unlink, lambda: each.write_bytes(b""), lambda: each.write_bytes(content[:len(content) // 2]),
            lambda: each.write_bytes(bytes(flipped)), lambda: each.write_bytes(content + b"more"),
            lambda: each.write_bytes(bytes(len(content))), lambda: each.write_bytes(rng.randbytes(len(content)))]

    def again(label: str) -> None:
        changing.start()
        agree(oracle, f"{SEED}/{label}", 6)
        agree(other, f"{SEED}/{label}", 2)
        changing.stop()

    for name in sizes:
        for kind in range(7):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(kept, folder)
            damage(folder / name)[kind]()
            again(f"{name}{kind}")
    shutil.rmtree(folder.parent / "kept")
    shutil.rmtree(folder)
    again("gone")
    # Older than the database.
    old = folder.parent.parent / "older"
    shutil.copytree(folder, old)
    changing.start()
    world.add_responses(25)
    agree(oracle, f"{SEED}/newer", 5)
    changing.stop()
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    again("older")
    # Those of another brand.
    shutil.rmtree(folder)
    shutil.copytree(neighbour, folder)
    again("another brand")
    shutil.rmtree(folder.parent)
    again("all gone")
    folder.parent.exists() and shutil.rmtree(folder.parent)
    folder.parent.write_bytes(b"not a directory")
    again("no directory")
