"""How long the pages of the dashboard take for a brand with a million answers, and what the API feels of it.

    BENCH_RESPONSES=50000   how many answers (1,000,000)
    BENCH_FOLDER=/tmp/kept  where the loaded data stay, and are found by the next run; the same as those of `query`
    BENCH_BRANDS=30         how many brands the agency has on whose first page they all are (300)

A time is that from the request to the last byte, the median of several, over a connection that is open. The columns of the brand are
in memory; the pages and what is on them are made anew each time. A page that does not show what is to be on it is no measurement.
"""

import os
import re
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from driver.agency import agency
from driver.manage import Reader
from driver.observations import FIRST, LAST
from driver.place import CLIENT_CORE, folder, get
from driver.query import RESPONSES, Loaded, Wire

# The promise for every page.
TARGET = 50.0
# For a request to the API while pages are made: far less than a page takes.
BESIDE = 25.0
BESIDE_SECONDS, READERS = 8, 2
# The weeks that pages show by themselves; said, so that a page is asked for the same as its link is.
QUARTER = "period=13w"
YEAR = f"from={FIRST}&to={LAST}&against=nothing"
INDEXED_WITHIN = 3600
PASSWORD = "a password to measure with"
# A share, as pages write it.
A_SHARE = r"\d\.\d%"


@dataclass(frozen=True)
class Address:
    path: str
    # What is found on it by this expression.
    shows: str = A_SHARE
    is_signed_in: bool = True
    # Of files it is not: they may have any number of rows.
    is_promised: bool = True


def addresses(reader: Reader, member: dict[str, str], slug: str, brand: int, link: str) -> dict[str, Address]:
    """The pages by what is on them."""
    place = f"/o/{slug}/brands/{brand}"
    answer = re.search(rf"{place}/responses/\d+", reader.text(f"{place}/responses", member)).group(0)
    prompt = re.search(rf"{place}/prompts/\d+", reader.text(f"{place}/prompts", member)).group(0)
    domain = quote(re.search(r"[?&;]domain=([^\"&]+)", reader.text(f"{place}/sources?{QUARTER}", member)).group(1))
    rival = re.search(rf"{place}/competitors/\d+", reader.text(f"{place}/competitors?{QUARTER}", member)).group(0)
    an_answer = rf"{place}/responses/\d+"
    a_domain = rf'class="name" href="{place}/sources/domain'
    return {
        "all brands": Address(f"/o/{slug}"),
        "overview, 13 weeks against those before": Address(f"{place}?{QUARTER}"),
        "overview, the year": Address(f"{place}?{YEAR}"),
        "overview, a platform and a tag": Address(f"{place}?{QUARTER}&platform=chatgpt&tag=tag%2003"),
        "overview, the file of its trend": Address(f"{place}/charts/trend.csv?{QUARTER}", r"\n\d{6},"),
        "overview, as it is shared": Address(link, is_signed_in=False),
        "explorer, by week": Address(f"{place}/explorer?{QUARTER}"),
        "explorer, by platform and country, the year": Address(f"{place}/explorer?{YEAR}&by=ai_platform&by=country"),
        "explorer, by competitor and week": Address(
            f"{place}/explorer?{QUARTER}&by=date_week&by=competitor_name&show=competitor_presence_percentage"),
        "explorer, by cited page": Address(f"{place}/explorer?{QUARTER}&by=source_url&show=brand_presence_percentage&show=citation_count"),
        "explorer, by cited page, the file": Address(
            f"{place}/explorer.csv?{QUARTER}&by=source_url&show=brand_presence_percentage&show=citation_count", "https://", is_promised=False),
        "prompts": Address(f"{place}/prompts?{QUARTER}"),
        "prompts, the most present first": Address(f"{place}/prompts?{QUARTER}&order=most-present"),
        "a prompt": Address(f"{prompt}?{QUARTER}"),
        "responses": Address(f"{place}/responses", an_answer),
        "responses, a word that is everywhere": Address(f"{place}/responses?q=answer", an_answer),
        "responses, a word that is nowhere": Address(f"{place}/responses?q=xylophonist", "No response matches"),
        "responses, two words and a platform": Address(f"{place}/responses?q=answer+9999&platform=claude", an_answer),
        "an answer": Address(answer, "Text of the answer"),
        "sources": Address(f"{place}/sources?{QUARTER}"),
        "sources, a part of many names": Address(f"{place}/sources?{QUARTER}&q=example", a_domain),
        "sources, a part of a few names": Address(f"{place}/sources?{QUARTER}&q=site-123", a_domain),
        "sources, gained most": Address(f"{place}/sources?{QUARTER}&order=gained", a_domain),
        "sources, those of others": Address(f"{place}/sources?{QUARTER}&owner=other", a_domain),
        "a domain": Address(f"{place}/sources/domain?{QUARTER}&domain={domain}"),
        "competitors": Address(f"{place}/competitors?{QUARTER}"),
        "a competitor": Address(f"{rival}?{QUARTER}"),
        "members": Address(f"/o/{slug}/members", "bench@bench.example"),
        "jobs": Address(f"/o/{slug}/jobs", "Jobs</h1>"),
        "shared links": Address(f"{place}/shares", "A client"),
    }


def measure(root: Path, table) -> None:
    with ExitStack() as stack:
        kept = os.environ.get("BENCH_FOLDER")
        place = Path(kept) if kept else stack.enter_context(folder())
        loaded = Loaded(root, place)
        table.fact("answers of the brand", f"{RESPONSES:,}")
        loaded.load(table)
        slug = loaded.program.json("org", "list")[0]["slug"]
        shared = loaded.program.json("share", "create", "--org", slug, "--brand", str(loaded.brand), "--for", "A client", "--days", "1")
        with on_the_clients_core():
            port, _ = stack.enter_context(loaded.serving())
            reader = Reader(port)
            member = {"Cookie": reader.sign_in("bench@bench.example", PASSWORD)}
            wait_for_index(reader, member, f"/o/{slug}/brands/{loaded.brand}/responses?q=answer")
            pages = addresses(reader, member, slug, loaded.brand, urlsplit(shared["link"]).path)
            for what, address in pages.items():
                time_page(reader, what, address, member, table)
            charts = [address.path for what, address in pages.items() if what.startswith("overview, 13") or what == "competitors"]
            beside_pages(port, loaded.token, charts, member, table)
    many_brands(root, table)


def time_page(reader: Reader, what: str, address: Address, member: dict[str, str], table) -> None:
    headers = member if address.is_signed_in else {}
    text = reader.text(address.path, headers)
    assert re.search(address.shows, text), f"{what} ({address.path}) does not show {address.shows}: {text[:2000]}"
    took = reader.milliseconds(address.path, headers)
    if address.is_promised:
        table.at_most(what, took, TARGET, "{:.1f} ms")
    else:
        table.fact(what, f"{took:.1f} ms")


def beside_pages(port: int, token: str, pages: list[str], member: dict[str, str], table) -> None:
    """How long the API takes on a connection of its own while others fetch pages of charts as fast as they come."""
    request = f"GET /v1/brands HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    assert get(port, "/v1/brands", token)[0] == 200
    wire, is_over, fetched = Wire(port), threading.Event(), []

    def fetch() -> None:
        reader, count = Reader(port), 0
        while not is_over.is_set():
            reader.text(pages[count % len(pages)], member)
            count += 1
        fetched.append(count)

    readers = [threading.Thread(target=fetch) for _ in range(READERS)]
    for each in readers:
        each.start()
    times, end = [], time.monotonic() + BESIDE_SECONDS
    while time.monotonic() < end:
        times.append(wire.ask(request)[0])
        # Now and then, as a client asks: not so often that it waits for itself.
        time.sleep(0.004)
    is_over.set()
    for each in readers:
        each.join()
    assert len(fetched) == READERS and all(fetched), "a page could not be read"
    times.sort()
    table.fact("pages of charts fetched meanwhile", f"{sum(fetched) / BESIDE_SECONDS:.0f}/s")
    table.at_most("GET /v1/brands beside them, p99", times[len(times) * 99 // 100], BESIDE, "{:.1f} ms")


def many_brands(root: Path, table) -> None:
    with agency(root) as (port, slug, count), on_the_clients_core():
        reader = Reader(port)
        member = {"Cookie": reader.sign_in("bench@bench.example", PASSWORD)}
        for order in ("", "?sort=name"):
            # The promise is for a brand with many answers, not for many brands; this is to know what they cost.
            page = Address(f"/o/{slug}{order}", is_promised=False)
            time_page(reader, f"{count} brands{', by name' if order else ''}", page, member, table)


@contextmanager
def on_the_clients_core():
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {int(CLIENT_CORE)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usual)


def wait_for_index(reader: Reader, member: dict[str, str], address: str) -> None:
    """Searching is made ready in the background."""
    end = time.monotonic() + INDEXED_WITHIN
    while "not searchable yet" in reader.text(address, member):
        assert time.monotonic() < end, "the answers are not all searchable"
        time.sleep(2)
