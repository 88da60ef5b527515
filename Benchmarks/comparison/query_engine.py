"""DuckDB or SQLite with the answers of `driver/observations.py`, in this process: `query_engine.py duckdb|sqlite FOLDER START END`.

Reads the name of a query a line. Answers `{"ms": …}`, or with `Q1 rows` also the rows. The SQL is the fastest of several ways to write
each query that were measured, for DuckDB 2.0 with one thread. Both have the day and the assistant also in their tables of mentions and
citations, so that no query joins large tables, and rows are in the order of time.
"""

import json
import sqlite3
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from driver.observations import COUNTRIES, DAYS, FIRST, PLATFORMS, POSITIONS, SENTIMENTS, day  # noqa: E402
from driver.ten import COUNTRY, TAG, Range  # noqa: E402

# --- DuckDB ------------------------------------------------------------------------------------------------------------


def duckdb_connection(folder: Path):
    import duckdb

    def read(file: str, /, **columns: str) -> str:
        return f"read_csv('{folder}/{file}.csv', header = false, columns = {columns})"

    connection = duckdb.connect(":memory:")
    # The threshold lets it keep small groups in an array rather than a hash table, which makes Q2 and Q6 a quarter faster.
    connection.execute(f"""
        SET threads = 1;
        SET perfect_ht_threshold = 22;
        CREATE TYPE platform AS ENUM ({", ".join(f"'{name}'" for name in sorted(PLATFORMS.values()))});
        CREATE TYPE country AS ENUM ({", ".join(f"'{code}'" for code in COUNTRIES if code)});
        CREATE TYPE place AS ENUM ('bottom', 'middle', 'top');
        CREATE TYPE tone AS ENUM ('negative', 'mixed', 'positive', 'none');
        CREATE TABLE responses AS
            SELECT id, date, prompt_id, platform::platform AS platform, country::country AS country, search, present,
                CAST(place AS place) AS place, CAST(tone AS tone) AS tone, cited
            FROM {read("responses", id="INTEGER", date="DATE", prompt_id="INTEGER", platform="VARCHAR", country="VARCHAR", search="BOOLEAN",
                       present="BOOLEAN", place="VARCHAR", tone="VARCHAR", cited="SMALLINT")} ORDER BY id;
        CREATE TABLE sources AS
            SELECT id, url, domain, (dense_rank() OVER (ORDER BY domain) - 1)::SMALLINT AS domain_id
            FROM {read("sources", id="SMALLINT", url="VARCHAR", domain="VARCHAR")} ORDER BY id;
        CREATE TABLE mentions AS
            SELECT response_id, date, platform, competitor_id, m.present, CAST(m.place AS place) AS place, CAST(m.tone AS tone) AS tone
            FROM {read("mentions", response_id="INTEGER", competitor_id="INTEGER", present="BOOLEAN", place="VARCHAR", tone="VARCHAR")} m
            JOIN responses r ON r.id = response_id ORDER BY response_id, competitor_id;
        CREATE TABLE citations AS
            SELECT response_id, date, platform, source_id, domain_id FROM {read("citations", response_id="INTEGER", source_id="SMALLINT")}
            JOIN responses r ON r.id = response_id JOIN sources s ON s.id = source_id ORDER BY response_id;
        CREATE TABLE competitors AS SELECT * FROM {read("competitors", id="INTEGER", name="VARCHAR")};
        CREATE TABLE prompts AS SELECT * FROM {read("prompts", id="INTEGER", text="VARCHAR")};
        CREATE TABLE prompt_tags AS SELECT * FROM {read("prompt_tags", prompt_id="INTEGER", tag="VARCHAR")};
    """)
    return connection


def duckdb_queries(year: Range, month: Range, now: Range, before: Range) -> dict[str, str]:
    def during(range: Range) -> str:
        return f"date BETWEEN '{range.start}' AND '{range.end}'"

    def weeks(range: Range, also: str = "", having: str = "") -> str:
        return f"""
            SELECT yearweek(date)::VARCHAR AS week, sum(named) / sum(n) FROM (
                SELECT date, count(*) AS n, sum(present::TINYINT) AS named FROM responses WHERE {during(range)} {also} GROUP BY date)
            GROUP BY week {having} ORDER BY week"""

    def four(range: Range) -> str:
        return f"""
            SELECT date, platform, n, named / n AS presence, 50 * places / placed AS position, 50 * tones / toned AS sentiment FROM (
                SELECT date, platform, count(*) AS n, sum(present::TINYINT) AS named, sum(p) AS places, count(p) AS placed, sum(t) AS tones, count(t) AS toned
                FROM (SELECT date, platform, present, enum_code(place) AS p, nullif(enum_code(tone), 3) AS t FROM responses WHERE {during(range)})
                GROUP BY date, platform)"""

    whole = during(year)
    return {
        "Q1": weeks(year),
        "Q2": f"SELECT strftime(date, '%Y%m%d'), platform::VARCHAR, n, presence, position, sentiment FROM ({four(year)}) ORDER BY date, platform",
        "Q3": f"""
            SELECT tag, sum(named) / sum(n) FROM (
                SELECT prompt_id, count(*) AS n, sum(present::TINYINT) AS named FROM responses WHERE {whole} GROUP BY prompt_id)
            LEFT JOIN prompt_tags USING (prompt_id) GROUP BY tag ORDER BY tag""",
        "Q4": f"""
            SELECT strftime(date, '%Y%m') AS month, name, sum(named) / any_value(n), 50 * sum(places) / sum(placed), 50 * sum(tones) / sum(toned) FROM (
                SELECT date, competitor_id, count(*) AS named, sum(p) AS places, count(p) AS placed, sum(t) AS tones, count(t) AS toned
                FROM (SELECT date, competitor_id, enum_code(place) AS p, nullif(enum_code(tone), 3) AS t FROM mentions WHERE {whole} AND present)
                GROUP BY date, competitor_id)
            JOIN competitors ON id = competitor_id
            JOIN (SELECT date_trunc('month', date) AS first, sum(n) AS n FROM (SELECT date, count(*) AS n FROM responses WHERE {whole} GROUP BY date)
                  GROUP BY first) ON first = date_trunc('month', date)
            GROUP BY month, name ORDER BY month, name""",
        "Q5": f"""
            SELECT * FROM (
                SELECT domain, n, cited FROM (
                    SELECT domain_id, count(DISTINCT response_id) AS n, count(*) AS cited FROM citations WHERE {whole} GROUP BY domain_id)
                JOIN (SELECT DISTINCT domain, domain_id FROM sources) USING (domain_id)
                UNION ALL (SELECT NULL, count(*) AS n, 0 FROM responses WHERE cited = 0 AND {whole} HAVING n > 0))
            ORDER BY domain""",
        "Q6": f"""
            SELECT text, r.platform::VARCHAR, named / n FROM (
                SELECT prompt_id, platform, count(*) AS n, sum(present::TINYINT) AS named FROM responses WHERE {whole} GROUP BY prompt_id, platform) r
            JOIN prompts ON id = prompt_id ORDER BY text, r.platform""",
        # By the rank of a page's address; the addresses of those that are left come last.
        "Q7": f"""
            WITH ranked AS (SELECT id, row_number() OVER (ORDER BY url) AS rank FROM sources),
            first AS (
                SELECT * FROM (
                    SELECT date, platform, source_id, rank, n FROM (
                        SELECT date, platform, source_id, count(*) AS n FROM (
                            SELECT DISTINCT response_id, source_id, date, platform FROM citations WHERE {whole})
                        GROUP BY date, platform, source_id)
                    JOIN ranked ON id = source_id
                    UNION ALL (SELECT date, platform, NULL, NULL, count(*) FROM responses WHERE cited = 0 AND {whole} GROUP BY date, platform))
                ORDER BY date, platform, rank LIMIT 50000)
            SELECT strftime(date, '%Y%m%d'), first.platform::VARCHAR, url, n FROM first LEFT JOIN sources ON id = source_id
            ORDER BY date, first.platform, rank""",
        "Q8": weeks(month),
        "Q9": weeks(year, f"AND country = '{COUNTRY}' AND prompt_id IN (SELECT prompt_id FROM prompt_tags WHERE tag = '{TAG}')", "HAVING sum(n) >= 10"),
        "Q10": f"""
            SELECT strftime(DATE '{now.start}' + days, '%Y%m%d'), platform::VARCHAR, a.n, a.presence, a.position, a.sentiment,
                strftime(DATE '{before.start}' + days, '%Y%m%d'), platform::VARCHAR, b.n, b.presence, b.position, b.sentiment
            FROM (SELECT (date - DATE '{now.start}')::INTEGER AS days, * FROM ({four(now)})) a
            FULL JOIN (SELECT (date - DATE '{before.start}')::INTEGER AS days, * FROM ({four(before)})) b USING (days, platform) ORDER BY days, platform""",
    }


# --- SQLite ------------------------------------------------------------------------------------------------------------


def sqlite_connection(folder: Path):
    connection = sqlite3.connect(folder / "comparison.sqlite")
    connection.executescript("""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;
        CREATE TABLE days (day INTEGER PRIMARY KEY, date TEXT, week TEXT, month TEXT);
        CREATE TABLE platforms (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE responses (id INTEGER PRIMARY KEY, day INTEGER, prompt_id INTEGER, platform INTEGER, country TEXT, search INTEGER, present INTEGER,
            place INTEGER, tone INTEGER, cited INTEGER);
        CREATE TABLE mentions (response_id INTEGER, day INTEGER, platform INTEGER, competitor_id INTEGER, present INTEGER, place INTEGER, tone INTEGER);
        CREATE TABLE citations (response_id INTEGER, day INTEGER, platform INTEGER, source_id INTEGER);
        CREATE TABLE sources (id INTEGER PRIMARY KEY, url TEXT, domain TEXT);
        CREATE TABLE competitors (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE prompts (id INTEGER PRIMARY KEY, text TEXT);
        CREATE TABLE prompt_tags (prompt_id INTEGER, tag TEXT);
    """)
    # 0, 1 and 2 count half a hundred each; no tone is null, as it counts for nothing.
    places = {name: 2 - index for index, name in enumerate(POSITIONS)} | {"": None}
    tones = {name: 2 - index for index, name in enumerate(SENTIMENTS)} | {"": None, "none": None}
    numbers = {day(number): number for number in range(DAYS)}
    platforms = {name: index for index, name in enumerate(sorted(PLATFORMS.values()))}
    of: list[tuple[int, int]] = []

    def read(name: str, parts: int):
        with open(folder / f"{name}.csv") as file:
            for line in file:
                yield line.rstrip("\n").split(",", parts - 1)

    def responses():
        for row in read("responses", 10):
            of.append((numbers[row[1]], platforms[row[3]]))
            yield (row[0], of[-1][0], row[2], of[-1][1], row[4] or None, row[5], row[6], places[row[7]], tones[row[8]], row[9])

    def insert(table: str, width: int, rows) -> None:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)

    insert("days", 4, ((number, f"{each:%Y%m%d}", f"{each:%G%V}", f"{each:%Y%m}") for text, number in numbers.items() for each in (date.fromisoformat(text),)))
    insert("platforms", 2, ((index, name) for name, index in platforms.items()))
    insert("responses", 10, responses())
    insert("mentions", 7, ((row[0], *of[int(row[0])], row[1], row[2], places[row[3]], tones[row[4]]) for row in read("mentions", 5)))
    insert("citations", 4, ((row[0], *of[int(row[0])], row[1]) for row in read("citations", 2)))
    insert("sources", 3, read("sources", 3))
    insert("competitors", 2, read("competitors", 2))
    insert("prompts", 2, ((row[0], row[1].strip('"')) for row in read("prompts", 2)))
    insert("prompt_tags", 2, read("prompt_tags", 2))
    connection.execute("CREATE INDEX responses_by_day ON responses (day, platform, prompt_id, country, present, place, tone, cited)")
    connection.commit()
    connection.execute("ANALYZE")
    return connection


def sqlite_queries(year: Range, month: Range, now: Range, before: Range) -> dict[str, str]:
    def number(text: str) -> int:
        return (date.fromisoformat(text) - FIRST).days

    def during(range: Range) -> str:
        return f"day BETWEEN {number(range.start)} AND {number(range.end)}"

    def weeks(range: Range, also: str = "", having: str = "") -> str:
        return f"""
            SELECT week, 1.0 * sum(named) / sum(n) FROM (
                SELECT day, count(*) AS n, sum(present) AS named FROM responses WHERE {during(range)} {also} GROUP BY day)
            JOIN days USING (day) GROUP BY week {having} ORDER BY week"""

    def four(range: Range) -> str:
        return f"""SELECT day, platform, count(*) AS n, 1.0 * sum(present) / count(*) AS presence, 50 * avg(place) AS position, 50 * avg(tone) AS sentiment
            FROM responses WHERE {during(range)} GROUP BY day, platform"""

    whole = during(year)
    return {
        "Q1": weeks(year),
        "Q2": f"SELECT date, name, n, presence, position, sentiment FROM ({four(year)}) JOIN days USING (day) JOIN platforms ON id = platform ORDER BY day, platform",
        "Q3": f"""
            SELECT tag, 1.0 * sum(named) / sum(n) FROM (SELECT prompt_id, count(*) AS n, sum(present) AS named FROM responses WHERE {whole} GROUP BY prompt_id)
            LEFT JOIN prompt_tags USING (prompt_id) GROUP BY tag ORDER BY tag NULLS LAST""",
        "Q4": f"""
            SELECT month, name, 1.0 * sum(named) / sum(n), 50.0 * sum(places) / sum(placed), 50.0 * sum(tones) / sum(toned) FROM (
                SELECT day, competitor_id, count(*) AS n, sum(present) AS named, sum(place) AS places, count(place) AS placed, sum(tone) AS tones, count(tone) AS toned
                FROM mentions WHERE {whole} GROUP BY day, competitor_id)
            JOIN days USING (day) JOIN competitors ON id = competitor_id GROUP BY month, name ORDER BY month, name""",
        "Q5": f"""
            SELECT * FROM (
                SELECT domain, count(DISTINCT response_id) AS n, count(*) FROM citations JOIN sources ON id = source_id WHERE {whole} GROUP BY domain
                UNION ALL SELECT NULL, n, 0 FROM (SELECT count(*) AS n FROM responses WHERE cited = 0 AND {whole}) WHERE n > 0)
            ORDER BY domain NULLS LAST""",
        "Q6": f"""
            SELECT text, name, presence FROM (
                SELECT prompt_id, platform, 1.0 * sum(present) / count(*) AS presence FROM responses WHERE {whole} GROUP BY prompt_id, platform)
            JOIN prompts p ON p.id = prompt_id JOIN platforms f ON f.id = platform ORDER BY text, platform""",
        "Q7": f"""
            SELECT date, name, url, n FROM (
                SELECT day, platform, url, count(DISTINCT response_id) AS n FROM citations JOIN sources ON id = source_id WHERE {whole} GROUP BY day, platform, source_id
                UNION ALL SELECT day, platform, NULL, count(*) FROM responses WHERE cited = 0 AND {whole} GROUP BY day, platform)
            JOIN days USING (day) JOIN platforms ON id = platform ORDER BY day, platform, url NULLS LAST LIMIT 50000""",
        "Q8": weeks(month),
        "Q9": weeks(year, f"AND country = '{COUNTRY}' AND prompt_id IN (SELECT prompt_id FROM prompt_tags WHERE tag = '{TAG}')", "HAVING sum(n) >= 10"),
        "Q10": f"""
            SELECT x.date, name, a.n, a.presence, a.position, a.sentiment, y.date, name, b.n, b.presence, b.position, b.sentiment
            FROM (SELECT day - {number(now.start)} AS days, * FROM ({four(now)})) a
            FULL JOIN (SELECT day - {number(before.start)} AS days, * FROM ({four(before)})) b ON a.days = b.days AND a.platform = b.platform
            JOIN days x ON x.day = coalesce(a.days, b.days) + {number(now.start)} JOIN days y ON y.day = coalesce(a.days, b.days) + {number(before.start)}
            JOIN platforms ON id = coalesce(a.platform, b.platform) ORDER BY x.day, id""",
    }


# -----------------------------------------------------------------------------------------------------------------------


def main(engine: str, folder: Path) -> None:
    connection = {"duckdb": duckdb_connection, "sqlite": sqlite_connection}[engine](folder)
    queries = {"duckdb": duckdb_queries, "sqlite": sqlite_queries}[engine](*Range.all())
    print("{}", flush=True)
    for line in sys.stdin:
        name, *shown = line.split()
        started = time.perf_counter()
        rows = connection.execute(queries[name]).fetchall()
        took = (time.perf_counter() - started) * 1000
        print(json.dumps({"ms": took, "rows": rows if shown else len(rows)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
