"""An agency with many brands, each with some answers of the weeks that pages show by themselves and of those before."""

import json
import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from driver.observations import LAST
from driver.place import Latchkey, folder, free_port, serving
from driver.query import Client

BRANDS = int(os.environ.get("BENCH_BRANDS", "300"))
ANSWERS, DAYS = 60, 180


@contextmanager
def agency(root: Path):
    """Yields the port of its server, its slug, and how many brands it has."""
    with folder() as place:
        program = Latchkey(root, place / "data")
        program.json("org", "create", "--name", "Many", "--admin", "bench@bench.example", "--password-stdin", text="a password to measure with\n")
        slug = program.json("org", "list")[0]["slug"]
        scopes = [part for scope in ("ingest", "query", "configure", "create-brand") for part in ("--scope", scope)]
        token = program.json("key", "create", "--org", slug, "--name", "maker", *scopes, "--all-brands")["token"]
        port = free_port()
        command = [str(program.program), "serve", "--data", str(place / "data"), "--port", str(port)]
        with serving(command, port, "/health/ready", {"LATCHKEY_LOG_LEVEL": "warning"}):
            client = Client(port, token)
            for number in range(BRANDS):
                furnish(client, number)
            yield port, slug, BRANDS


def furnish(client: Client, number: int) -> None:
    brand = client.send("POST", "/v1/brands", {"name": f"Client {number:03}", "website": f"https://client-{number}.example", "description": ""})["id"]
    prompt = client.send("POST", f"/v1/{brand}/prompts", {"text": "Which project tracker suits a small team?"})["id"]
    named = {"brand_present": True, "brand_position": "top", "brand_sentiment": "positive", "competitors": []}
    client.add(brand, "".join(json.dumps({
        "prompt_id": prompt, "platform": "chatgpt" if each % 2 else "claude", "response_text": f"Answer {each}.",
        "created_at": f"{LAST - timedelta(days=each * DAYS // ANSWERS)}T12:00:00Z",
        "evaluation": named if (each * 7 + number) % 10 < 4 else {"brand_present": False, "competitors": []},
    }) + "\n" for each in range(ANSWERS)).encode())
