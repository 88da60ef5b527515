"""Long work: an import that goes on in a terminal, followed and cancelled here, and answers as a file."""

import json
import subprocess

import pytest
from playwright.sync_api import expect

from conftest import Site
from looks import look_over, screenshot
from support.agency import agency
from support.program import BINARY
from support.server import server

PORTION = 2000
PAGES = {
    "jobs": "/jobs", "job": "/brands/{brand}/jobs/{job}", "export-choice": "/jobs/export", "export": "/brands/{brand}/exports",
    "collections": "/brands/{brand}/collections",
}


def lines(prompt: int, first: int, count: int) -> str:
    return "".join(
        json.dumps({"prompt_id": prompt, "platform": "claude", "response_text": f"Answer {number}: Fabrikam is fine. " + "And so on. " * 10}) + "\n"
        for number in range(first, first + count))


class Import:
    """`latchkey import responses -`, which waits for more until it is told that there is none."""

    def __init__(self, org, prompt: int) -> None:
        self._prompt, self._sent = prompt, 0
        self.process = subprocess.Popen(
            [str(BINARY), "import", "responses", "--org", org.slug, "--brand", str(org.brand_ids()[0]), "--format", "ndjson", "-",
             "--data", str(org.program.data)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, env=org.program.environment)

    def feed(self, portions: int) -> None:
        try:
            self.process.stdin.write(lines(self._prompt, self._sent, portions * PORTION))
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        self._sent += portions * PORTION

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def site(chromium):
    with agency(brands=2) as org:
        org.add_member("vera@northwind.example", "viewer")
        with server(org.program, environment={"LATCHKEY_LOG_LEVEL": "warning"}) as running:
            yield Site(chromium, org, running)


@pytest.fixture(scope="module")
def prompt(site) -> int:
    place = ["--org", site.org.slug, "--brand", str(site.org.brand_ids()[0])]
    number = site.org.program.json("prompt", "add", *place, "Which <b>tool</b> should an agency use?")["id"]
    site.org.program.ok("collection", "request", *place, str(number), "--platform", "claude")
    return number


def test_without_jobs_the_page_says_what_it_is_for(site):
    with site.window(site.org.admin) as page:
        page.goto(site.address("/jobs"))
        expect(page.get_by_role("heading", name="No jobs")).to_be_visible()
        screenshot(page, "jobs-empty")


def test_an_import_is_followed_without_a_reload_and_cancelled_by_keyboard(site, prompt, tmp_path):
    work = Import(site.org, prompt)
    try:
        work.feed(4)
        with site.window(site.org.admin) as page:
            # Until its first portion the command has not said that it is there.
            for _ in range(100):
                page.goto(site.address("/jobs"))
                if page.get_by_role("heading", name="Under way").count():
                    break
                page.wait_for_timeout(100)
            expect(page.get_by_text("This list follows by itself.")).to_be_visible()
            cancel = page.get_by_role("button", name="Cancel job")
            cancel.focus()
            page.evaluate("window.wasLoadedOnce = true")
            work.feed(4)
            expect(page.get_by_text("answers so far")).to_be_visible(timeout=20_000)
            expect(page.get_by_role("progressbar")).to_be_visible()
            # The part of the page was put in anew under the keyboard.
            expect(cancel).to_be_focused()
            assert page.evaluate("window.wasLoadedOnce") is True
            screenshot(page, "jobs-running")
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_contain_text("The job is asked to end.")
            work.feed(4)
            expect(page.get_by_text("Cancelled by", exact=False)).to_be_visible(timeout=30_000)
        assert work.process.wait(30) == 130
    finally:
        work.kill()


def test_answers_are_exported_and_downloaded(site, prompt, tmp_path):
    path = tmp_path / "answers.ndjson"
    path.write_text(lines(prompt, 100_000, 50) + "{\n")
    site.org.program.run("import", "responses", "--org", site.org.slug, "--brand", str(site.org.brand_ids()[0]), "--skip-faulty", str(path))
    with site.window("vera@northwind.example") as page:
        page.goto(site.address("/jobs"))
        page.get_by_role("link", name="Export answers").click()
        page.get_by_label("Brand").select_option(label="Fabrikam")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("radio", name="NDJSON").check()
        page.get_by_role("button", name="Export answers").click()
        download = page.get_by_role("link", name="Download")
        expect(download).to_be_visible(timeout=30_000)
        with page.expect_download() as started:
            download.click()
        assert started.value.suggested_filename.endswith(".ndjson.gz")


def test_every_page_fits_and_can_be_read(site, prompt):
    brand = site.org.brand_ids()[0]
    faulty = next(job for job in site.org.program.json("job", "list", "--org", site.org.slug) if job["failed"])
    with site.window(site.org.admin) as page:
        faults = []
        for name, path in PAGES.items():
            answer = page.goto(site.address(path.format(brand=brand, job=faulty["id"])))
            assert answer.status == 200, f"{name}: {answer.status}"
            faults += look_over(page, name)
        assert not faults, faults


def test_without_a_script_the_pages_work_too(site, prompt):
    brand = site.org.brand_ids()[0]
    with site.window(site.org.admin, java_script_enabled=False) as page:
        page.goto(site.address(f"/brands/{brand}/collections"))
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("Cancelled by", exact=False)).to_be_visible()
        page.goto(site.address(f"/brands/{brand}/exports"))
        page.get_by_role("button", name="Export answers").click()
        expect(page.get_by_role("heading", name="Export of answers")).to_be_visible()
