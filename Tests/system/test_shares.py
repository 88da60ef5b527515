"""A report that is shared by a link: made in the dashboard or by a command, opened without an account, and ended."""

import json
import re
from contextlib import ExitStack

from support.agency import agency
from support.life import eventually
from support.server import server
from support.wire import get, send_json

LINK = re.compile(r"/s/[0-9A-Za-z]{43}")


def answers(live, org, brand: int, key: str) -> None:
    prompt = org.program.json("prompt", "add", "--org", org.slug, "--brand", str(brand), "Which tool should an agency use?")["id"]
    for platform in ("claude", "chatgpt"):
        answer = {
            "prompt_id": prompt, "platform": platform, "response_text": "Fabrikam is fine.", "created_at": "2026-03-10T12:00:00Z"}
        sent = send_json(live, "POST", f"/v1/{brand}/responses", answer, key)
        assert sent.status == 200, sent.text


def test_a_client_without_an_account_reads_one_report_until_its_link_ends():
    with ExitStack() as stack:
        org = stack.enter_context(agency(brands=2))
        # Before the server, so that the key is known at once.
        key = org.create_key("Data", ["query", "ingest"], None)["token"]
        live = stack.enter_context(server(org.program, environment={"LATCHKEY_LOG_LEVEL": "trace"}))
        brand, other = org.brand_ids()
        answers(live, org, brand, key)
        place = ["--org", org.slug, "--brand", str(brand)]
        view = "from=2026-03-01&to=2026-03-31&against=nothing&platform=claude"

        made = org.program.json("share", "create", *place, "--for", "Contoso board", "--view", view)
        command = LINK.search(made["link"]).group()
        assert made["state"] == "open" and made["shown"].startswith("1 Mar – 31 Mar 2026"), made
        dashboard = org.sign_in(live)
        page = dashboard.open(f"/o/{org.slug}/brands/{brand}/shares/new?{view}")
        form = page.form("/shares/new")
        form.fill("recipient", "Litware <i>team</i>")
        form.fill("life", "7")
        page = dashboard.submit(page, form)
        window = LINK.search(page.answer.text).group()
        assert command != window and not LINK.search(dashboard.open(page.address).answer.text)

        for address in (command, window):
            report = get(live, address)
            assert report.status == 200 and "· 1 answer<" in report.text, report.text[:2000]
            assert report.header("Referrer-Policy") == "no-referrer" and report.header("Cache-Control") == "no-store"
            assert report.header("Set-Cookie") is None and "/o/" not in report.text
            for wider in ("period=52w", "platform=chatgpt", f"brand={other}", "from=2020-01-01&to=2026-12-31"):
                assert get(live, f"{address}?{wider}").text == report.text, wider
            file = get(live, f"{address}/charts/platforms.csv")
            assert file.status == 200 and "Claude" in file.text and "ChatGPT" not in file.text, file.text
        assert "Litware &lt;i&gt;team&lt;/i&gt;" in get(live, window).text
        # That somebody opened them is written down behind the answer.
        eventually("the openings are written down", lambda: all(share["opened_at"] for share in org.program.json("share", "list", *place)))
        listed = org.program.json("share", "list", *place)
        assert [(share["recipient"], share["state"], share["opened_at"] is None) for share in listed] == [
            ("Litware <i>team</i>", "open", False), ("Contoso board", "open", False)]
        assert org.program.json("share", "list", "--org", org.slug, "--brand", str(other)) == []

        # Without a lag, and all the same to who has the link.
        dashboard.set_archived(org.slug, brand, True)
        closed = get(live, "/s/none")
        assert closed.status == 404
        assert [get(live, address).text for address in (command, window)] == [closed.text] * 2
        dashboard.set_archived(org.slug, brand, False)
        assert get(live, command).status == get(live, window).status == 200
        org.program.ok("share", "revoke", *place, str(made["id"]))
        assert get(live, command).text == closed.text and get(live, window).status == 200
        page = dashboard.open(f"/o/{org.slug}/brands/{brand}/shares")
        page = dashboard.open(next(link for link in page.links if link.endswith("/revoke")))
        assert dashboard.submit(page, page.form()).status == 200
        assert get(live, window).text == closed.text

        for wrong in ("platfrom=claude", "period=31d", "country=Germany"):
            org.program.refused("share", "create", *place, "--for", "x", "--view", wrong)
        org.program.refused("share", "create", *place, "--for", "x", "--days", "366")
        org.program.refused("share", "revoke", "--org", org.slug, "--brand", str(other), str(made["id"]))
        actions = org.program.ok("audit", "list", "--org", org.slug).out
        assert actions.count("share.created") == 2 and actions.count("share.revoked") == 2, actions
        # The address opens the report, so it stands in no line of the log and in no answer of a command but the one that made it.
        eventually("the requests are in the log", lambda: "route=/s/" in live.log)
        shown = [outcome for outcome in org.program.outcomes if command in outcome.out or command in outcome.err]
        assert len(shown) == 1 and json.loads(shown[0].out)["link"].endswith(command)
        for address in (command, window):
            assert address.removeprefix("/s/") not in live.log
