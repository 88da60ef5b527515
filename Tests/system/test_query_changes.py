"""The Query API beside SQL after everything that changes what it must answer: settings, late responses, restarts, damaged files."""

import copy
import random
import shutil
import time
from dataclasses import replace
from datetime import date

import pytest
from support.oracle_arena import SEED, arena
from support.oracle_query import WHOLE, agree, ask, difference, require
from support.oracle_sql import Filter, Oracle, Query
from support.oracle_world import EQUIVALENT


@pytest.fixture
def changing():
    """A brand for one test."""
    with arena() as made:
        made.oracle = made.add("Mutable", prompts=16, competitors=6, personas=3, responses=120)
        yield made


# --- after changes ------------------------------------------------------------------------------------------------------


def test_changes_are_seen_by_the_next_query(changing):
    oracle, world, step = changing.oracle, changing.oracle.world, 0

    def still_agree() -> None:
        nonlocal step
        step += 1
        agree(oracle, f"{SEED}/change{step}", 25)

    still_agree()
    labels = [(["new"], []), ([], ["new"]), (["alpha", "Zürich"], ["beta"]), (["new", "!bang"], ["a|b"])]
    for prompt, (tags, topics) in zip(world.prompts, labels):
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
                as_before = difference(query.fields, before.answer(query), got) is None
                assert wrong is None or as_before, f"neither as before nor as after: {query}\n{wrong}"
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


# --- values at an edge --------------------------------------------------------------------------------------------------


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
                    require(oracle, query, "equivalent texts", columns=columns)


def test_an_answer_is_of_the_utc_day_of_its_moment(changing):
    """To the last fraction of a second: programs write the end of a day as 23:59:59.999999, and their own times in microseconds."""
    oracle, world = changing.oracle, changing.oracle.world
    query = Query(("date", "date_week", "date_month", "date_quarter", "date_year", "responses"), *WHOLE)
    for moment in [
        "2024-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z", "2024-12-29T23:59:59Z", "2024-12-30T00:00:00Z", "2027-01-03T23:59:59Z",
        "2027-01-04T00:00:00Z", "2025-01-01T00:59:59.999+01:00", "2024-12-31T16:00:00-08:00", "2024-02-29T23:59:59.999Z",
        "2026-06-30T23:59:59.9994Z", "2026-06-30T23:59:59.999999Z", "2026-06-30T23:59:59.999500", "2026-07-01T01:59:59.999999+02:00",
    ]:
        world.add_responses_at([moment])
        require(oracle, query, moment)
