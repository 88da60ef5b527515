"""Brands with answers made by chance, on a server and, beside it, as plain data for the oracle of queries."""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from support.wire import Connection

PLATFORMS = {
    "chatgpt": "ChatGPT", "claude": "Claude", "google_ai_overviews": "Google AI Overviews", "perplexity": "Perplexity", "meta": "Meta",
    "google_ai_mode": "Google AI Mode", "google_gemini": "Google Gemini", "copilot": "Microsoft Copilot", "grok": "Grok"}
STAGES = ["Advice", "Awareness", "Evaluation", "Comparison", "Other"]
POSITIONS = ["top", "middle", "bottom", None]
SENTIMENTS = ["positive", "mixed", "negative", "none", None]
COUNTRIES = ["DE", "FR", "US", "JP", None, None]

# Texts that grammars, sorting and comparing stumble over.
LABELS = [
    "alpha", "Alpha", "beta", "a|b", "back\\slash", "!bang", "two words", "with:colon", "comma, \"quote\"", "100%", "Zürich", "zebra",
    "日本", "🚀 launch", "\uff5a full width", "true", "7", "caf\u00e9", "cafe\u0301", "a&b=c+d#e"]

# Canonically equivalent, and not the same text: values are told apart, sorted and matched by their code points.
EQUIVALENT = ["caf\u00e9", "cafe\u0301"]

# From the first day to the last one of each: where weeks, months and years of ISO and of the calendar part, and leap days.
SPANS = [
    ("2024-12-27", "2025-01-06"), ("2026-12-27", "2027-01-04"), ("2025-12-28", "2026-01-05"), ("2024-02-27", "2024-03-02"),
    ("2025-02-26", "2025-03-02"), ("2026-03-29", "2026-04-02"), ("2026-06-29", "2026-07-02")]


@dataclass
class Persona:
    id: int
    name: str
    archived: bool = False


@dataclass
class Competitor:
    id: int
    name: str
    websites: list[str]
    archived: bool = False


@dataclass
class Prompt:
    id: int
    text: str
    persona: int | None
    stage: str
    branded: bool
    tags: list[str]
    topics: list[str]


@dataclass
class Cited:
    url: str
    domain: str | None
    type: str
    owner: int | None


@dataclass
class Response:
    id: int
    day: date
    prompt: int
    persona: int | None
    platform: str
    country: str | None
    search: bool
    brand: tuple
    competitors: dict[int, tuple]
    citations: list[Cited] = field(default_factory=list)


def utc_day(moment: str) -> date:
    """Without an offset a moment is in UTC."""
    read = datetime.fromisoformat(moment)
    return (read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)).date()


def host_of(url: str) -> str | None:
    """Lower case, without ``www.``, user and port. Enough for the addresses that these tests make."""
    rest = url.split("://", 1)[1] if "://" in url else url.removeprefix("//")
    for end in "/?#":
        rest = rest.split(end, 1)[0]
    host = rest.rsplit("@", 1)[-1].split(":", 1)[0].lower()
    # As DNS knows it; the hosts here are the same by the older rules that Python has.
    host = (host if host.isascii() else host.encode("idna").decode()).removeprefix("www.")
    return host or None


class World:
    """One brand: what the server was told, in the way in which the oracle reads it. Each change is made on both."""

    def __init__(self, org, connection: Connection, token: str, rng: random.Random, name: str) -> None:
        self.org, self.connection, self.token, self.rng, self.name = org, connection, token, rng, name
        self.slug = name.lower()
        self.id = 0
        self.sites = [f"https://www.{self.slug}.example", f"https://{self.slug}-shop.example", f"http://docs.{self.slug}.test"]
        self.personas: list[Persona] = []
        self.competitors: list[Competitor] = []
        self.prompts: list[Prompt] = []
        self.responses: list[Response] = []
        self.stage_names: dict[str, str] = {stage: stage for stage in STAGES}
        self.version = 0

    # --- the server ---------------------------------------------------------------------------------------------------

    def send(self, method: str, path: str, body=None, expect: int = 200, kind: str = "application/json"):
        payload = body if isinstance(body, bytes) else None if body is None else json.dumps(body, ensure_ascii=False).encode()
        answer = self.connection.request(method, path, key=self.token, headers={"Content-Type": kind}, body=payload)
        assert answer.status == expect, f"{method} {path}: {answer.status} {answer.text[:1000]}"
        return answer.json()

    # --- making -------------------------------------------------------------------------------------------------------

    def make(
        self, *, prompts: int, competitors: int, personas: int, responses: int, sites: bool = True, days: list[date] | None = None
    ) -> "World":
        rng = self.rng
        body = {
            "name": self.name, "website": self.sites[0] if sites else "", "description": "Makes things.",
            "alternative_websites": self.sites[1:] if sites else [],
            "competitors": [self._competitor(index) for index in range(competitors)],
            "personas": [{"name": name, "description": "d"} for name in ["Buyer", "buyer", "K\u00e4ufer", "Buyer", "Ka\u0308ufer"][:personas]]}
        if not sites:
            self.sites = []
        made = self.send("POST", "/v1/brands", body)
        self.id = made["id"]
        listing = self.send("GET", f"/v1/brands/{self.id}")
        self.competitors = [Competitor(each["id"], each["name"], each["websites"]) for each in listing["competitors"]]
        self.personas = [Persona(each["id"], each["name"]) for each in listing["personas"]]
        assert [each.name for each in self.competitors] == [each["name"] for each in body["competitors"]]
        self.add_prompts(prompts)
        for prompt in rng.sample(self.prompts, len(self.prompts) // 5):
            self.send("DELETE", f"/v1/{self.id}/prompts/{prompt.id}")
        self.add_responses(responses, days)
        return self

    def _competitor(self, index: int) -> dict:
        names = ["Globex", "Twin", "initech", "Twin", "Um|brella", "\u00c9cho", "!Hooli", "Zorg", "Acme: Ltd", "E\u0301cho"]
        host = f"rival{index}-{self.slug}.example"
        sites = [[f"https://{host}"], [f"http://www.{host}", f"https://rival{index}.test"], []]
        return {"name": names[index % len(names)], "websites": sites[index % 3]}

    def add_prompts(self, count: int) -> None:
        rng, drafts = self.rng, []
        personas = [None, None, *[each.id for each in self.personas if not each.archived]]
        for _ in range(count):
            number = len(self.prompts) + len(drafts)
            branded = rng.random() < 0.3
            tags = rng.sample(LABELS, rng.choice([0, 0, 1, 2, 3]))
            topics = rng.sample(LABELS, rng.choice([0, 0, 1, 1, 2]))
            # Equivalent texts on one prompt may be taken for one label; on two prompts they are two.
            for labels in (tags, topics):
                if "caf\u00e9" in labels and "cafe\u0301" in labels:
                    labels.remove("cafe\u0301")
            text = rng.choice(["which one", "Which one", "ärger", "日本語", "🚀"]) + f" {number}" + (f" of {self.name}" if branded else "")
            drafts.append(
                {"text": text, "stage": rng.choice(STAGES), "persona_id": rng.choice(personas),
                 "tags": tags + tags[:1], "key_topics": topics})
            self.prompts.append(Prompt(0, text, drafts[-1]["persona_id"], drafts[-1]["stage"], branded, tags, topics))
        if not drafts:
            return
        report = self.send("POST", f"/v1/{self.id}/prompts/bulk", {"prompts": drafts})
        for prompt, item in zip(self.prompts[-count:], report["items"], strict=True):
            prompt.id = item["id"]
            assert (item["stage"], item["branded"]) == (prompt.stage, prompt.branded), (prompt, item)
        self.version += 1

    def add_responses(self, count: int, days: list[date] | None = None) -> None:
        self._add([self._draft(*self._moment(days)) for _ in range(count)])

    def add_responses_at(self, moments: list[str]) -> None:
        self._add([self._draft(moment, utc_day(moment)) for moment in moments])

    def _add(self, drafts: list[tuple[dict, Response]]) -> None:
        """Some of them twice, by the same client id; and in the ways in which a request may have them."""
        count = len(drafts)
        size = max(150, count // 4)
        for start in range(0, count, size):
            part = drafts[start:start + size]
            bodies = [body for body, _ in part]
            again = [dict(body) for body in bodies if self.rng.random() < 0.05]
            if self.rng.random() < 0.5:
                lines = "\n".join(json.dumps(body, ensure_ascii=False) for body in bodies + again)
                made = self.send("POST", f"/v1/{self.id}/responses", lines.encode(), kind="application/x-ndjson")
            else:
                made = self.send("POST", f"/v1/{self.id}/responses", bodies + again)
            for (_, response), number in zip(part, made["ids"]):
                response.id = number
                self.responses.append(response)
        assert len({response.id for response in self.responses}) == len(self.responses)
        self.version += 1

    def _draft(self, moment: str, day: date) -> tuple[dict, Response]:
        rng = self.rng
        prompt = rng.choice(self.prompts)
        persona = rng.choice([each.id for each in self.personas if not each.archived]) if self.personas and rng.random() < 0.3 else None
        brand = (rng.random() < 0.6, rng.choice(POSITIONS), rng.choice(SENTIMENTS))
        in_use = [each for each in self.competitors if not each.archived]
        named = rng.sample(in_use, rng.randint(0, min(len(in_use), 10)))
        competitors = {each.id: (rng.random() < 0.5, rng.choice(POSITIONS), rng.choice(SENTIMENTS)) for each in named}
        urls = [self._url() for _ in range(rng.choice([0, 0, 1, 2, 3, 5]))]
        if urls and rng.random() < 0.4:
            urls += rng.choices(urls, k=rng.randint(1, 3))
        country, search = rng.choice(COUNTRIES), rng.random() < 0.5
        response = Response(
            0, day, prompt.id, persona, rng.choice(list(PLATFORMS)), country, search, brand, competitors, [self.cited(url) for url in urls])
        body = {
            "prompt_id": prompt.id, "platform": response.platform, "response_text": f"Nothing of {self.name} counts here, nor of Globex.",
            "created_at": moment, "country": country.lower() if country and rng.random() < 0.2 else country,
            "client_id": f"{self.slug}-{rng.getrandbits(64):x}", "citations": [{"url": url} for url in urls],
            "evaluation": {
                "brand_present": brand[0], "brand_position": brand[1], "brand_sentiment": brand[2],
                "competitors": [
                    {"id": id, "present": present, "position": position, "sentiment": sentiment}
                    for id, (present, position, sentiment) in competitors.items()]}}
        if persona is not None:
            body["persona_id"] = persona
        if search or rng.random() < 0.5:
            body["search_enabled"] = search
        return body, response

    def _moment(self, days: list[date] | None) -> tuple[str, date]:
        """A time as somebody may write it, and its UTC date."""
        rng = self.rng
        first, last = (date.fromisoformat(text) for text in rng.choice(SPANS))
        day = rng.choice(days) if days else first + timedelta(days=rng.randint(0, (last - first).days))
        if not days and rng.random() < 0.05:
            day = datetime.now(UTC).date() - timedelta(days=rng.randint(0, 33))
        clock = rng.choice(["00:00:00", "23:59:59.999", "00:30:00", "23:30:00", "12:00:00.5", "05:45:59", "00:00:00.000"])
        zone = rng.choice(["Z", "", "+00:00", "+01:00", "-01:00", "+05:45", "-08:00", "+14:00", "-12:00"])
        return f"{day}T{clock}{zone}", utc_day(f"{day}T{clock}{zone}")

    def _url(self) -> str:
        rng = self.rng
        rivals = [site for each in self.competitors for site in each.websites]
        own = rng.choice([*self.sites, *rivals]) if self.sites or rivals else ""
        host = (host_of(own) or "news.test") if rng.random() < 0.55 else rng.choice(
            ["news.test", "wiki.test", f"not{self.slug}.example", f"{self.slug}.example.evil.test", "192.0.2.7", "m\u00fcnchen.test",
             "mu\u0308nchen.test", "xn--mnchen-3ya.test"])
        if rng.random() < 0.03:
            return rng.choice(["/only/a/path", "?q=1", "#part"])
        number = host[0].isdigit()
        host = rng.choice(["", "", "", "" if number else "www.", "" if number else "blog.", "" if number else "WWW.a."]) + host
        host = rng.choice([host, host, host, host.upper() if host.isascii() else host])
        user, port = rng.choice(["", "", "", "me@", "me:secret@"]), rng.choice(["", "", "", ":8443"])
        scheme = rng.choice(["https://", "https://", "http://", "HTTPS://", "//", ""])
        if scheme == "":
            user = ""
        return scheme + user + host + port + rng.choice(["", "/", "/a", "/A", "/b?x=1&y=2#z", "/c d|e\\f", "/caf\u00e9", "/cafe\u0301"])

    # --- what follows from what was sent --------------------------------------------------------------------------------

    def cited(self, url: str) -> Cited:
        """Whose a page is: of the owner of the longest website whose host is the page's or above it."""
        host = host_of(url)
        claims = [(host_of(site), "brand", None) for site in self.sites]
        claims += [(host_of(site), "competitor", each.id) for each in self.competitors if not each.archived for site in each.websites]
        fitting = [claim for claim in claims if host is not None and (host == claim[0] or host.endswith(f".{claim[0]}"))]
        _, type, owner = max(fitting, key=lambda claim: len(claim[0]), default=(None, "other", None))
        return Cited(url, host, type, owner)

    def look_at_pages_again(self) -> None:
        """What the server does by itself after websites changed."""
        for response in self.responses:
            response.citations = [self.cited(each.url) for each in response.citations]
        self.version += 1

    # --- changes ------------------------------------------------------------------------------------------------------

    def archive_competitor(self, competitor: Competitor) -> None:
        self.send("DELETE", f"/v1/brands/{self.id}/competitors/{competitor.id}")
        competitor.archived = True
        self.version += 1

    def patch_parts(self, key: str, parts: list, keep) -> None:
        """The whole list of competitors or personas by PATCH: those that ``keep`` refuses are archived."""
        body = []
        for part in parts:
            if part.archived:
                continue
            if not keep(part):
                part.archived = True
            elif key == "competitors":
                body.append({"id": part.id, "name": part.name, "websites": part.websites})
            else:
                body.append({"id": part.id, "name": part.name, "description": "d"})
        self.send("PATCH", f"/v1/brands/{self.id}", {key: body})
        self.version += 1

    def set_own_websites(self, websites: list[str]) -> None:
        """The main one stays."""
        self.send("PATCH", f"/v1/brands/{self.id}", {"alternative_websites": websites})
        self.sites = self.sites[:1] + websites
        self.version += 1

    def set_websites(self, competitor: Competitor, websites: list[str]) -> None:
        self.send("PUT", f"/v1/brands/{self.id}/competitors/{competitor.id}", {"name": competitor.name, "websites": websites})
        competitor.websites = websites
        self.version += 1

    def change_prompt(self, prompt: Prompt, **changes) -> None:
        names = {"topics": "key_topics", "persona": "persona_id"}
        self.send("PATCH", f"/v1/{self.id}/prompts/{prompt.id}", {names.get(name, name): value for name, value in changes.items()})
        for name, value in changes.items():
            setattr(prompt, name, value)
        self.version += 1

    def rename_stage(self, dashboard, before: str, after: str) -> None:
        page = dashboard.open(f"/o/{self.org.slug}/brands/{self.id}/settings/stages")
        form = page.form()
        control = next(each for each in form.controls if each.name.endswith("-name") and each.value == before)
        form.fill(control.name, after)
        page = dashboard.submit(page, form)
        assert page.status == 200, page.text[:400]
        for prompt in self.prompts:
            if prompt.stage == before:
                prompt.stage = after
        self.version += 1
