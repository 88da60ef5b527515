"""A brand and a year of answers about it, the same in every run but for their dates: as NDJSON for the server and as CSV for the engines
beside it."""

import json
import os
import random
from datetime import date, timedelta
from pathlib import Path

DAYS = 365


def first_day() -> date:
    """So that the last of the days is the last Sunday, with which the weeks end that pages show by themselves. Loaded data that lie in the
    folder keep their dates until those weeks have left them behind."""
    last = date.today() - timedelta(days=date.today().isoweekday() % 7 or 7)
    note = Path(os.environ.get("BENCH_FOLDER", "")) / "loaded.json"
    kept = json.loads(note.read_text()).get("first") if "BENCH_FOLDER" in os.environ and note.exists() else None
    if kept and last - date.fromisoformat(kept) < timedelta(days=DAYS + 28):
        return date.fromisoformat(kept)
    return last - timedelta(days=DAYS - 1)


# Handed on to the engines, which are other processes: a run has one calendar, also over midnight.
FIRST = date.fromisoformat(os.environ.setdefault("BENCH_FIRST", first_day().isoformat()))
LAST = FIRST + timedelta(days=DAYS - 1)
PROMPTS, URLS, DOMAINS = 500, 20_000, 2_000
REQUEST = 10_000
COMPETITORS = ["Contoso", "Litware", "Northwind", "Proseware", "Tailspin"]
PERSONAS = ["Agency owner", "Developer", "Freelancer", "Team lead"]
PLATFORMS = {
    "chatgpt": "ChatGPT", "claude": "Claude", "google_ai_overviews": "Google AI Overviews", "perplexity": "Perplexity", "meta": "Meta",
    "google_ai_mode": "Google AI Mode", "google_gemini": "Google Gemini", "copilot": "Microsoft Copilot", "grok": "Grok",
}
# One answer in thirteen has no country.
COUNTRIES = ["AT", "AU", "BR", "CA", "CH", "DE", "ES", "FR", "GB", "IN", "JP", "US", None]
POSITIONS = ["top", "middle", "bottom"]
SENTIMENTS = ["positive", "mixed", "negative", "none"]
BRAND_HOST = "fabrikam.example"


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def prompts(personas: list[int]) -> list[dict]:
    """Each with up to three of 24 tags, up to two of 12 topics, and for every fifth nobody in particular."""
    chosen = random.Random(11)
    return [
        {
            "text": f"Which project tracker suits a team of {number + 2} that works in {1 + number % 7} cities?",
            "tags": sorted(f"tag {tag:02}" for tag in chosen.sample(range(24), chosen.randrange(4))),
            "key_topics": sorted(f"topic {topic:02}" for topic in chosen.sample(range(12), chosen.randrange(3))),
            "persona_id": ([*personas, None])[number % (len(personas) + 1)],
        }
        for number in range(PROMPTS)
    ]


def host(domain: int) -> str:
    """The brand's own, each competitor's, and others, every third of them with `www.`."""
    if domain == 0:
        return BRAND_HOST
    if domain <= len(COMPETITORS):
        return f"{COMPETITORS[domain - 1].lower()}.example"
    return f"{'www.' if domain % 3 == 0 else ''}site-{domain}.example"


def url(number: int) -> str:
    return f"https://{host(number % DOMAINS)}/articles/{number}"


def known(count: int, brand_prompts: list[int], competitors: list[int], folder: Path | None, seed: int = 7):
    """Bodies of requests whose responses bring their evaluation, in the order of time. Writes the same to `folder`, while it is read."""
    chosen = random.Random(seed)
    part, bits = chosen.random, chosen.getrandbits
    sources = [f'{{"url":"{url(number)}"}}' for number in range(URLS)]
    platforms = list(PLATFORMS.items())
    countries = [(code or "", f'"country":"{code}",' if code else "") for code in COUNTRIES]
    # What an evaluation says, in JSON and in CSV.
    found = [(f'true,"brand_position":"{position}","brand_sentiment":"{sentiment}"', f"1,{position},{sentiment}")
             for position in POSITIONS for sentiment in SENTIMENTS]
    rivals = [[(f'{{"id":{competitor},"present":true,"position":"{position}","sentiment":"{sentiment}"}}', f"{competitor},1,{position},{sentiment}\n")
               for position in POSITIONS for sentiment in SENTIMENTS] for competitor in competitors]
    absent = [(f'{{"id":{competitor},"present":false}}', f"{competitor},0,,\n") for competitor in competitors]
    dates = [day(number) for number in range(DAYS)]
    files = [open(folder / f"{name}.csv", "w") if folder else None for name in ("responses", "mentions", "citations")]
    for start in range(0, count, REQUEST):
        lines, rows, mentions, citations = [], [], [], []
        for number in range(start, min(start + REQUEST, count)):
            which, second = divmod(number * DAYS * 86_400 // count, 86_400)
            time = f"{dates[which]}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
            prompt = brand_prompts[int(len(brand_prompts) * part())]
            platform, shown = platforms[int(9 * part())]
            country, country_json = countries[int(13 * part())]
            searched = bits(1)
            # More often in some weeks than in others, so that a mistake in the weeks would be seen.
            said, row = found[int(12 * part())] if part() < 0.4 + which % 60 / 200 else ("false", "0,,")
            others = [rivals[each][int(12 * part())] if part() < 0.3 else absent[each] for each in range(len(competitors))]
            cited = [int(URLS * part() ** 2) for _ in range(number * 7 % 9)]
            lines.append(
                f'{{"prompt_id":{prompt},"platform":"{platform}","created_at":"{time}",{country_json}"search_enabled":{"true" if searched else "false"},'
                f'"response_text":"Answer {number}.","citations":[{",".join([sources[each] for each in cited])}],'
                f'"evaluation":{{"brand_present":{said},"competitors":[{",".join([each[0] for each in others])}]}}}}\n')
            rows.append(f"{number},{dates[which]},{prompt},{shown},{country},{searched},{row},{len(cited)}\n")
            mentions += [f"{number},{each[1]}" for each in others]
            citations += [f"{number},{each}\n" for each in cited]
        for file, text in zip(files, (rows, mentions, citations), strict=True):
            if file:
                file.writelines(text)
        yield "".join(lines).encode()
    for file in files:
        if file:
            file.close()


def write_lists(folder: Path, prompt_ids: list[int], given: list[dict], competitors: list[int]) -> None:
    """The small tables of the engines: prompts and their tags, competitors, sources."""
    def write(name: str, rows) -> None:
        (folder / f"{name}.csv").write_text("".join(f"{line}\n" for line in rows))

    write("prompts", (f'{identifier},"{prompt["text"]}"' for identifier, prompt in zip(prompt_ids, given, strict=True)))
    write("prompt_tags", (f"{identifier},{tag}" for identifier, prompt in zip(prompt_ids, given, strict=True) for tag in prompt["tags"]))
    write("competitors", (f"{identifier},{name}" for identifier, name in zip(competitors, COMPETITORS, strict=True)))
    write("sources", (f"{number},{url(number)},{host(number % DOMAINS).removeprefix('www.')}" for number in range(URLS)))


SENTENCES = [
    "**Fabrikam** is a great choice for agencies that bill by the hour.", "Contoso is cheaper, but its reports are slow and confusing.",
    "Many teams start with a spreadsheet and change once they grow.", "Litware and Northwind are recommended by those who work remotely.",
    "According to several reviews, Fabrikam has the best support of all.", "The price depends on the number of seats and on the contract.",
    "- Proseware: solid, somewhat dated", "Tailspin is a poor fit where data must stay in Europe.", "It is worth comparing two or three of them in a trial.",
    "Integrations with mail, calendars and chat come with every plan.", "Exports are complete, which makes leaving easy.",
]


def unread(count: int, brand_prompts: list[int], size: int) -> list[bytes]:
    """Bodies of requests whose responses are to be evaluated: 1,500 characters that name the brand and competitors, and four citations."""
    chosen = random.Random(5)
    bodies = []
    for start in range(0, count, size):
        lines = []
        for number in range(start, min(start + size, count)):
            text = ""
            while len(text) < 1500:
                text += chosen.choice(SENTENCES) + chosen.choice((" ", " ", "\n\n"))
            which, second = divmod(number * DAYS * 86_400 // count, 86_400)
            lines.append(json.dumps({
                "prompt_id": chosen.choice(brand_prompts), "platform": chosen.choice(list(PLATFORMS)), "country": chosen.choice(COUNTRIES),
                "created_at": f"{day(which)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z", "response_text": text[:1500],
                "citations": [{"url": url(int(URLS * chosen.random() ** 2))} for _ in range(4)],
            }))
        bodies.append("\n".join(lines).encode())
    return bodies
