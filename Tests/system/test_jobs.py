"""Long work as the dashboard shows it: an import that somebody cancels there, and answers as a file."""

import csv
import gzip
import io
import json
import re
import subprocess
import threading
import time

import pytest
from support.agency import agency
from support.life import eventually
from support.program import BINARY
from support.server import server
from support.wire import get

PORTION = 2000


@pytest.fixture
def org():
    with agency(brands=1) as org:
        yield org


def lines(prompt: int, first: int, count: int) -> str:
    return "".join(
        json.dumps({
            "prompt_id": prompt, "platform": "claude", "response_text": f"Answer {number}: Fabrikam is fine.",
            "created_at": f"2026-03-{number % 28 + 1:02}T12:00:00Z"}) + "\n"
        for number in range(first, first + count))


def place(org) -> list[str]:
    return ["--org", org.slug, "--brand", str(org.brand_ids()[0])]


def make_prompt(org) -> int:
    return org.program.json("prompt", "add", *place(org), "Which tool should an agency use?")["id"]


class Import:
    """`latchkey import responses -`, fed a portion at a time until it ends."""

    MOST_PORTIONS = 100

    def __init__(self, org, prompt: int) -> None:
        self.sent = ""
        self.process = subprocess.Popen(
            [str(BINARY), "import", "responses", *place(org), "--format", "ndjson", "-", "--data", str(org.program.data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=org.program.environment)
        self._feeder = threading.Thread(target=self._feed, args=(prompt,), daemon=True)
        self._feeder.start()

    def _feed(self, prompt: int) -> None:
        for portion in range(self.MOST_PORTIONS):
            text = lines(prompt, portion * PORTION, PORTION)
            try:
                self.process.stdin.write(text)
                self.process.stdin.flush()
            except (BrokenPipeError, ValueError):
                return
            self.sent += text
            time.sleep(0.2)
        self.process.stdin.close()

    def end(self) -> tuple[int, str, str]:
        status = self.process.wait(60)
        out, err = self.process.stdout.read(), self.process.stderr.read()
        self._feeder.join(10)
        return status, out, err


def test_an_import_that_is_cancelled_in_the_dashboard_ends_after_its_portion_and_goes_on_when_it_is_run_again(org, tmp_path):
    prompt = make_prompt(org)
    key = org.create_key("Data", ["query"], None)["token"]
    brand = org.brand_ids()[0]
    with server(org.program) as live:
        dashboard = org.sign_in(live)
        work = Import(org, prompt)
        try:
            eventually("the first portion is written", lambda: get(live, f"/v1/{brand}/responses?limit=1", key).json()["total"] >= PORTION, 30)
            page = dashboard.open(f"/o/{org.slug}/jobs")
            assert "Import of answers" in page.text and "standard input" in page.text and "begun by the command line" in page.text, page.text
            page = dashboard.submit(page, page.form("/cancel"))
            assert "The job is asked to end." in page.text, page.text
            status, out, err = work.end()
        finally:
            work.process.kill()
        assert status == 130 and out == "", (status, out, err)
        written = int(re.search(r"Cancelled by ada@northwind\.example\. Responses written: (\d+) \(\1 new, 0 there already\)", err).group(1))
        assert written >= PORTION and written % PORTION == 0
        assert get(live, f"/v1/{brand}/responses?limit=1", key).json()["total"] == written
        page = dashboard.open(page.address)
        assert "Cancelled by ada@northwind.example. Responses written before that stay:" in page.text, page.text
        jobs = org.program.json("job", "list", "--org", org.slug)
        assert [(job["kind"], job["state"], job["done"], job["cancelled_by"]) for job in jobs] == [
            ("responses.import", "cancelled", written, org.admin)]

        # The same lines again, to their end.
        path = tmp_path / "answers.ndjson"
        path.write_text(work.sent)
        count = work.sent.count("\n")
        done = org.program.run("import", "responses", *place(org), str(path), seconds=120)
        assert done.status == 0, done
        assert f"Responses imported: {count} ({count - written} new, {written} there already)." in done.out, done
        first = org.program.json("job", "list", "--org", org.slug)[0]
        assert (first["title"], first["state"], first["done"]) == ("answers.ndjson", "done", count)
        assert "job.cancelled" in org.program.ok("audit", "list", "--org", org.slug).out


def test_an_evaluation_goes_on_only_where_somebody_ended_one(org):
    refused = org.program.refused("job", "resume", "--org", org.slug, "--brand", str(org.brand_ids()[0]))
    assert "No evaluation of the brand's answers waits to go on." in str(refused), refused


def test_faulty_lines_of_an_import_stand_on_the_page_of_its_job(org, tmp_path):
    prompt = make_prompt(org)
    path = tmp_path / "answers.ndjson"
    path.write_text(lines(prompt, 0, 2) + "{\n" + lines(prompt, 2, 1))
    done = org.program.run("import", "responses", *place(org), "--skip-faulty", str(path))
    assert done.status == 2, done
    with server(org.program) as live:
        dashboard = org.sign_in(live)
        page = dashboard.open(f"/o/{org.slug}/jobs")
        assert "Done, with faults" in page.text and "3 answers, 1 faulty row" in page.text, page.text
        job = org.program.json("job", "list", "--org", org.slug)[0]
        page = dashboard.open(f"/o/{org.slug}/jobs/{job['id']}")
        assert "answers.ndjson, line 3" in page.text and str(tmp_path) not in page.text, page.text


def test_an_export_is_written_by_the_server_fetched_once_done_and_read_back(org, tmp_path):
    prompt = make_prompt(org)
    path = tmp_path / "answers.ndjson"
    path.write_text(lines(prompt, 0, 1500))
    assert org.program.run("import", "responses", *place(org), str(path)).status == 0
    brand = org.brand_ids()[0]
    with server(org.program) as live:
        dashboard = org.sign_in(live)
        page = dashboard.open(f"/o/{org.slug}/brands/{brand}/exports?from=2026-03-01&until=2026-03-14")
        page = dashboard.submit(page, page.form())
        assert "The export is on its way." in page.text, page.text
        eventually("the file is written", lambda: "Download" in dashboard.open(page.address).text, 30)
        job = org.program.json("job", "list", "--org", org.slug)[0]
        assert (job["kind"], job["state"], job["done"], job["total"]) == ("export", "done", job["total"], job["total"])
        answer = dashboard.send("GET", f"/o/{org.slug}/brands/{brand}/exports/{job['id']}").answer
        assert answer.status == 200 and answer.header("Content-Type") == "application/gzip"
        text = gzip.decompress(answer.body).decode()
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert len(rows) == job["total"] == sum(number % 28 < 14 for number in range(1500))
        assert all("2026-03-01" <= row["created_at"][:10] <= "2026-03-14" for row in rows)
    (tmp_path / "back.csv.gz").write_bytes(answer.body)
    back = org.program.run("import", "responses", *place(org), str(tmp_path / "back.csv.gz"))
    assert back.status == 0 and f"({len(rows)} new" in back.out, back
    files = [file.name for file in (org.program.data / "exports").iterdir()]
    assert files == [f"{job['id']}-1.gz"], files
