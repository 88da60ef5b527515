"""What the API tells of the numbers on a page: the call beside them is made, and each is held against its answer."""

import json
import math
import os
import re
import subprocess

DIMENSIONS = re.compile(r"^(date|date_\w+|ai_platform|country|prompt|prompt_id|competitor_id|competitor_name|source_domain|source_type|source_url)$")
BEFORE = "_before"
# What files have beside the metrics of the API: worked out of those of all rows.
WORKED_OUT = {"citation_share", "share_of_voice"}
# And what the call beside them does not ask for.
NOT_ASKED_FOR = {"responses_instead"}


def number(text: str) -> float | None:
    """What a cell of a page says, without its unit."""
    text = text.replace(",", "").replace("−", "-").strip()
    return None if text in ("–", "") else float(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def is_near(shown: float | None, exact: float | None) -> bool:
    """The page rounds: shares to a tenth of a percent, the rest to a tenth."""
    return shown is exact is None or (None not in (shown, exact) and abs(shown - exact) <= (0.00051 if abs(exact) <= 1 else 0.051))


def run(call: str, key: str) -> list[dict]:
    """The call as somebody pastes it into a shell. It may ask twice: for now, and for an earlier period that the API has no word for."""
    done = subprocess.run(["bash", "-e", "-c", call], capture_output=True, text=True, timeout=30, env={**os.environ, "LATCHKEY_KEY": key})
    assert done.returncode == 0, done
    answers, rest = [], done.stdout.strip()
    while rest:
        answer, end = json.JSONDecoder().raw_decode(rest)
        answers.append(answer)
        rest = rest[end:].strip()
    assert answers and all("data" in answer for answer in answers), answers
    return answers


def asking(call: str, *fields: str) -> str:
    """The same call for other fields."""
    def other(body: re.Match) -> str:
        asked = json.loads(body[1].replace("'\\''", "'")) | {"fields": list(fields)}
        return "-d '" + json.dumps(asked).replace("'", "'\\''") + "'"
    changed, count = re.subn(r"-d '((?:[^']|'\\'')*)'", other, call)
    assert count >= 1, call
    return changed


class Told:
    """What the API says of each group: now, and of the other period if there is one."""

    def __init__(self, answers: list[dict]) -> None:
        self.names = [column["name"] for column in answers[0]["columns"]]
        earlier = answers[1] if len(answers) > 1 else answers[0].get("comparison")
        self.now = self.rows(answers[0])
        self.before = None if earlier is None else self.rows(earlier)

    def rows(self, answer: dict) -> dict[tuple, dict]:
        rows = [dict(zip(self.names, values)) for values in zip(*answer["data"])]
        found = {group(row): row for row in rows}
        assert len(found) == len(rows), "a group is there twice"
        return found


def group(row: dict, suffix: str = "") -> tuple:
    """By what it is grouped; with a suffix, as the other period has it, where its dates are others."""
    return tuple(as_text(row.get(name + suffix, row[name])) for name in row if is_dimension(name) and not name.endswith(BEFORE))


def is_dimension(name: str) -> bool:
    return bool(DIMENSIONS.match(name.removesuffix(BEFORE)))


def as_text(value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def plain(value) -> float | None:
    return None if value in (None, "") else float(value)


def is_own(row: dict) -> bool:
    """The brand among its competitors, of whom the API has a row each with the brand's numbers beside theirs."""
    return row.get("competitor_id") == ""


def of_brand(side: dict[tuple, dict]) -> dict:
    """What the API says of the brand in the rows of its competitors: the same in each."""
    rows = [{name: value for name, value in row.items() if name.startswith("brand_") or name == "responses"} for row in side.values()]
    assert all(row == rows[0] for row in rows), rows
    return rows[0] if rows else {}


def worked_out(name: str, row: dict, side: dict[tuple, dict]) -> float | None:
    """What no metric says: a share of the sum over all rows."""
    if name == "citation_share":
        whole = sum(other["citation_count"] or 0 for other in side.values())
        return (row.get("citation_count") or 0) / whole if whole else None
    part = row.get("competitor_presence_percentage", row.get("brand_presence_percentage"))
    whole = sum(other["competitor_presence_percentage"] or 0 for other in side.values()) + (of_brand(side).get("brand_presence_percentage") or 0)
    return part / whole if whole and part is not None else None


def compare_with_api(rows: list[dict], told: Told, is_of_movers: bool = False) -> None:
    """Every row and every number of the file is what the API says, and the other way round."""
    names = [name for name in (rows[0] if rows else {}) if not name.endswith(BEFORE) and name not in NOT_ASKED_FOR]
    assert not rows or set(told.names) <= set(names) <= set(told.names) | WORKED_OUT, (names, told.names)
    assert not rows or any(name.endswith(BEFORE) for name in rows[0]) == (told.before is not None), rows[0]
    own, rivals = [row for row in rows if is_own(row)], [row for row in rows if not is_own(row)]
    now, before = told.now, told.before
    if is_of_movers:
        # What cannot be compared did not move.
        metric = "brand_presence_percentage"
        known = {key for key, row in now.items() if row[metric] is not None and (before.get(key) or {}).get(metric) is not None}
        assert len(rows) == len(known) and {group(row) for row in rows} == known, (len(rows), len(known))
    else:
        present = [row for row in rivals if group(row) in now]
        assert len(present) == len(now) and {group(row) for row in present} == set(now), (len(rows), len(now))
        if before is not None:
            earlier = [row for row in rivals if group(row, BEFORE) in before]
            assert len(earlier) == len(before) and {group(row, BEFORE) for row in earlier} == set(before), (len(rows), len(before))
        assert all(row in present or (before is not None and row in earlier) for row in rivals), "the file has a row that the API has not"
        assert len(own) <= 1
    for row in rows:
        sides = [("", now)] + ([] if before is None else [(BEFORE, before)])
        for suffix, side in sides:
            said = of_brand(side) if is_own(row) else side.get(group(row, suffix), {})
            for name in names:
                if is_dimension(name):
                    continue
                shown = plain(row[name + suffix])
                if name in WORKED_OUT:
                    expected = worked_out(name, said, side)
                    assert shown is expected is None or abs(shown - expected) < 1e-9, (name + suffix, row, expected)
                else:
                    assert shown == plain(said.get(name)), (name + suffix, row, said)


def compare_with_table(rows: list[dict], frame) -> None:
    frame.get_by_text("The numbers as a table").click()
    heads = frame.locator("thead th").evaluate_all("heads => heads.map(head => head.classList.contains('num'))")
    lines = [line.locator("th, td").all_inner_texts() for line in frame.locator("tbody tr").all()]
    is_trend = frame.locator(".plot").count() > 0
    # Of a trend all is in the table that lies in the period, of groups the largest.
    wanted = min(len(rows), 100 if is_trend else 25)
    assert wanted - (1 if is_trend else 0) <= len(lines) <= wanted, (len(lines), len(rows))
    if not rows:
        return
    # Where nothing was answered before, the table has no columns for it; the file has, with nothing in them.
    step = 3 if any(row[name] for row in rows for name in row if name.endswith(BEFORE) and not is_dimension(name)) else 1
    metrics = [name for name in rows[0] if not is_dimension(name) and not name.endswith(BEFORE) and name not in WORKED_OUT | NOT_ASKED_FOR]
    first, count = heads.index(True), sum(heads) // step
    assert all(heads[first:]) and len(heads) == first + step * count, heads

    def numbers(row: dict) -> list[tuple[str, ...]]:
        shown = metrics
        if count != len(metrics):
            # The brand stands among its competitors, each with their own.
            assert set(metrics) == {"competitor_presence_percentage", "brand_presence_percentage"} and count == 1, metrics
            shown = [f"{'brand' if is_own(row) else 'competitor'}_presence_percentage"]
        return [(row[name], row[name + BEFORE]) if step == 3 else (row[name],) for name in shown]

    def is_of(line: list[str], row: dict) -> bool:
        return all(
            is_near(number(line[first + step * index + place]), plain(value))
            for index, values in enumerate(numbers(row)) for place, value in enumerate(values))

    rest = iter(rows)
    for line in lines:
        assert any(is_of(line, row) for row in rest), (line, rows)


def change(card) -> float | None:
    """What a card says has changed, in the unit of its number; `None` where it says nothing."""
    if card.locator(".change").count() == 0:
        return None
    text = card.locator(".change > span").first.inner_text().replace(",", "")
    if "no change" in text:
        return 0
    size = float(re.search(r"[\d.]+", text)[0])
    return -size if "▼" in text else size


def is_changed(shown: float | None, now: float | None, before: float | None, scale: float = 1) -> bool:
    if shown is None or None in (now, before):
        return shown is None and None in (now, before)
    # The difference of the two numbers as they are shown: both rounded to a tenth, halves away from zero.
    tenths = [math.floor(abs(value) * scale * 10 + 0.5) * (-1 if value < 0 else 1) for value in (now, before)]
    return abs(shown - (tenths[0] - tenths[1]) / 10) < 1e-6
