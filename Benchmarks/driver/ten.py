"""The ten queries, as they are sent to the server."""

import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from driver.observations import DAYS, FIRST

TAG, COUNTRY = "tag 03", "DE"
FOUR = ["date", "ai_platform", "responses", "brand_presence_percentage", "brand_position_score", "brand_sentiment_score"]


@dataclass(frozen=True)
class Range:
    """Both ends included."""

    start: str
    end: str

    @staticmethod
    def days(first: int, count: int) -> "Range":
        return Range((FIRST + timedelta(days=first)).isoformat(), (FIRST + timedelta(days=first + count - 1)).isoformat())

    @staticmethod
    def all() -> tuple["Range", "Range", "Range", "Range"]:
        """The year, its last 30 days, its last 180, and the 180 before those."""
        return Range.days(0, DAYS), Range.days(DAYS - 30, 30), Range.days(DAYS - 180, 180), Range.days(DAYS - 360, 180)


@dataclass(frozen=True)
class Query:
    name: str
    title: str
    fields: list[str]
    range: Range
    filters: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    comparison: bool = False

    def request(self, brand: int, token: str) -> bytes:
        head = f"Host: localhost\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n"
        if self.comparison:
            body = json.dumps({"fields": self.fields, "start_date": self.range.start, "end_date": self.range.end, "comparison": {"mode": "prior_period"}})
            return f"POST /v2/query/{brand} HTTP/1.1\r\n{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        parameters = urlencode(
            [("fields", ",".join(self.fields)), ("start_date", self.range.start), ("end_date", self.range.end),
             *(("filters", each) for each in self.filters), *(("having", each) for each in self.having)])
        return f"GET /v1/{brand}/query?{parameters} HTTP/1.1\r\n{head}\r\n".encode()

    def rows(self, answer: bytes) -> list[list]:
        value = json.loads(answer)
        if self.comparison:
            return [list(row) for row in zip(*value["data"], *value["comparison"]["data"], strict=True)]
        return [[row[field] for field in self.fields] for row in value]


def ten() -> list[Query]:
    year, month, half, _ = Range.all()
    presence = "brand_presence_percentage"
    rival = ["competitor_presence_percentage", "competitor_position_score", "competitor_sentiment_score"]
    return [
        Query("Q1", "week: presence", ["date_week", presence], year),
        Query("Q2", "day, assistant: four metrics", FOUR, year),
        Query("Q3", "tag: presence", ["tag", presence], year),
        Query("Q4", "month, competitor: three metrics", ["date_month", "competitor_name", *rival], year),
        Query("Q5", "domain: responses, citations", ["source_domain", "responses", "citation_count"], year),
        Query("Q6", "prompt, assistant: presence", ["prompt", "ai_platform", presence], year),
        Query("Q7", "day, assistant, page: responses", ["date", "ai_platform", "source_url", "responses"], year),
        Query("Q8", "Q1 over 30 days", ["date_week", presence], month),
        Query("Q9", "Q1 of a tag and a country, thresholds", ["date_week", presence], year, (f"tag:{TAG}", f"country:{COUNTRY}"), ("responses:gte:10",)),
        Query("Q10", "Q2 over 180 days beside 180 before", FOUR, half, comparison=True),
    ]
