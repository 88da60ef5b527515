"""The command line: what works, and what each mistake is told."""

import json
import re
import time

import pytest

from support.agency import PASSWORD, agency, data_directory, found
from support.dashboard import TOKEN, Dashboard
from support.program import Program
from support.server import server
from support.wire import get

COMMANDS = [
    ("serve",), ("org", "create"), ("org", "list"), ("member", "add"), ("member", "reset-totp"), ("member", "invite"), ("member", "invitations"), ("member", "role"), ("member", "remove"), ("brand", "create"), ("brand", "list"), ("brand", "archive"),
    ("brand", "restore"), ("key", "create"), ("key", "list"), ("key", "show"), ("key", "revoke"), ("audit", "verify"), ("audit", "export"),
    ("audit", "public-key"), ("audit", "list"), ("config", "show"), ("webhook", "add"), ("webhook", "list"), ("webhook", "remove"),
    ("webhook", "deliveries"), ("webhook", "redeliver"), ("webhook", "test"),
    ("share", "create"), ("share", "list"), ("share", "revoke"),
]


@pytest.mark.parametrize("command", [(), *COMMANDS], ids=" ".join)
def test_help_says_what_a_command_does(command, tmp_path):
    text = Program(tmp_path).ok(*command, "--help", data=False).out
    assert "USAGE: latchkey" in text and "OVERVIEW:" in text, text
    if command:
        assert "--data" in text and "--json" in text, text
        # Every option has words beside it.
        listed = text.split("OPTIONS:\n")[1].splitlines()
        for line, following in zip(listed, [*listed[1:], ""], strict=True):
            if line.startswith("  -"):
                explained = re.search(r"\S {2,}\S|> \w", line) or following.startswith(" " * 20)
                assert explained, f"{line} is not explained:\n{text}"
    else:
        assert all(each[0] in text for each in COMMANDS), text


# --- what works ------------------------------------------------------------------------------------------------------


def test_organizations_are_made_and_listed_in_json():
    with data_directory() as data:
        program = Program(data)
        assert program.json("org", "create", "--name", "Zürich & Söhne", "--admin", "a@z.example", "--password-stdin", input=PASSWORD + "\n")
        listed = program.json("org", "list")
        assert len(listed) == 1
        assert isinstance(listed[0]["id"], int) and listed[0]["name"] == "Zürich & Söhne"
        assert re.fullmatch(r"[a-z0-9-]+", listed[0]["slug"])
        assert "Zürich & Söhne" in program.ok("org", "list").out


def test_without_a_password_a_one_time_link_is_printed_that_sets_one():
    with data_directory() as data:
        program = Program(data)
        made = program.ok("org", "create", "--name", "Linked", "--admin", "l@l.example").out
        link = re.search(r"/set-up/\S+", made)
        assert link, made
        with server(program) as running:
            dashboard = Dashboard(running)
            page = dashboard.open(link.group(0))
            form = page.form()
            for control in form.controls:
                if control.kind == "password":
                    control.value = "a long enough password 7"
            assert dashboard.submit(page, form).status == 200
            assert Dashboard(running).sign_in("l@l.example", "a long enough password 7").status == 200
            assert Dashboard(running).open(link.group(0)).status in (404, 410, 200)
            assert not any(control.kind == "password" and "set-up" in form.action
                           for form in Dashboard(running).open(link.group(0)).forms for control in form.controls), "the link works twice"


def test_members_are_added_with_each_role():
    with agency() as org, server(org.program) as running:
        for role in ("admin", "editor", "viewer", "guest"):
            org.add_member(f"{role}@n.example", role)
            assert Dashboard(running).sign_in(f"{role}@n.example", PASSWORD).status == 200
        page = org.sign_in(running).open(f"/o/{org.slug}/members")
        for role in ("admin", "editor", "viewer", "guest"):
            assert f"{role}@n.example" in page.text and role in page.text.lower()


def test_members_are_invited_changed_and_removed():
    with agency(brands=2) as org:
        brand = str(org.brand_ids()[0])
        to = ("--org", org.slug)
        made = org.program.json("member", "invite", *to, "--email", "Gil@Client.example", "--role", "guest", "--brand", f"{brand}=viewer")
        assert (made["email"], made["role"], made["brands"], made["state"]) == ("gil@client.example", "guest", {brand: "viewer"}, "open")
        assert "invited already" in org.program.refused("member", "invite", *to, "--email", "gil@client.example", "--role", "viewer").err
        renewed = org.program.json("member", "invitations", *to, "--renew", str(made["id"]))
        old, link = (re.search(r"/invite/\S+", each["link"]).group(0) for each in (made, renewed))
        with server(org.program) as running:
            assert Dashboard(running).open(old).status == 404
            dashboard = Dashboard(running)
            page = dashboard.open(link)
            form = page.form()
            for control in form.controls:
                if control.kind == "password":
                    control.value = "a long enough password 7"
            assert dashboard.submit(page, form).status == 200
            assert Dashboard(running).open(link).status == 404
            assert Dashboard(running).sign_in("gil@client.example", "a long enough password 7").status == 200
        assert org.program.json("member", "invitations", *to) == []
        gil = (*to, "--email", "gil@client.example")
        changed = org.program.json("member", "role", *gil, "--role", "viewer", "--brand", f"{brand}=editor")
        assert (changed["role"], changed["brands"]) == ("viewer", {brand: "editor"})
        assert f"{brand}=editor" in org.program.ok("member", "list", *to).out
        assert "is the only admin" in org.program.refused("member", "remove", *to, "--email", org.admin).err
        org.program.ok("member", "remove", *gil)
        assert "is no member" in org.program.refused("member", "remove", *gil).err
        ended = org.program.json("member", "invite", *to, "--email", "nia@client.example", "--role", "editor")
        assert "Revoked" in org.program.ok("member", "invitations", *to, "--revoke", str(ended["id"])).out
        assert org.program.json("member", "invitations", *to) == []


def test_brands_are_made_listed_archived_and_restored():
    with agency(brands=2) as org:
        first, second = org.brand_ids()
        assert isinstance(first, int)

        def archived(brand: int) -> bool:
            listed = next(each for each in org.program.json("brand", "list", "--org", org.slug) if each["id"] == brand)
            return bool(listed.get("archived_at") or listed.get("archived"))

        assert {each["name"] for each in org.program.json("brand", "list", "--org", org.slug)} == {"Fabrikam", "Contoso"}
        org.program.ok("brand", "archive", "--org", org.slug, str(first))
        assert archived(first) and not archived(second)
        org.program.ok("brand", "archive", "--org", org.slug, str(first))
        org.program.ok("brand", "restore", "--org", org.slug, str(first))
        assert not archived(first)


def test_a_key_is_made_with_the_shape_that_scripts_rely_on():
    with agency() as org:
        brand = org.brand_ids()[0]
        key = org.create_key("Nightly", ["query", "create-brand"], [brand], "--expires", "90d")
        assert set(key) >= {"id", "key", "name", "scopes", "brand_access", "brands", "expires_at"}, key
        assert TOKEN.fullmatch(key["key"]) and key["key"].startswith(key["id"])
        assert (key["name"], sorted(key["scopes"]), key["brand_access"], key["brands"]) == ("Nightly", ["create-brand", "query"], "specific", [brand])
        assert key["expires_at"]
        everything = org.create_key("All", ["query"], None, "--expires", "never")
        assert (everything["brand_access"], everything["expires_at"]) == ("all", None)
        listed = org.program.json("key", "list", "--org", org.slug)
        assert {each["id"] for each in listed} == {key["id"], everything["id"]}
        shown = org.program.json("key", "show", "--org", org.slug, key["id"])
        assert shown["name"] == "Nightly" and "key" not in shown and key["key"] not in json.dumps([listed, shown])
        org.program.ok("key", "revoke", "--org", org.slug, key["id"])
        revoked = org.program.json("key", "show", "--org", org.slug, key["id"])
        assert revoked["state"] == "revoked", revoked


def test_commands_work_while_the_server_runs_and_it_notices():
    with agency() as org, server(org.program) as running:
        key = org.create_key("live", ["query"], None)["key"]
        brand = org.add_brand("Late")
        deadline = time.monotonic() + 1.5
        while True:
            answer = get(running, "/v1/brands", key)
            if answer.status == 200 and brand["id"] in {item["id"] for item in answer.json()["items"]}:
                break
            assert time.monotonic() < deadline, f"the server has not noticed: {answer.status} {answer.text}"
            time.sleep(0.02)
        org.program.ok("brand", "archive", "--org", org.slug, str(brand["id"]))
        deadline = time.monotonic() + 1.5
        while get(running, f"/v1/brands/{brand['id']}", key).status != 403:
            assert time.monotonic() < deadline, "the server has not noticed the archiving"
            time.sleep(0.02)
        org.program.ok("audit", "verify")


def test_configuration_comes_from_flag_environment_and_file_in_this_order():
    with agency() as org:
        (org.program.data / "latchkey.yaml").write_text("port: 7001\nlog:\n  level: debug\n")

        def value(program: Program, name: str):
            shown = program.run("config", "show", "--json").json()
            entries = shown if isinstance(shown, list) else shown.get("settings", shown)
            if isinstance(entries, dict):
                found_value = entries.get(name)
                return str(found_value.get("value") if isinstance(found_value, dict) else found_value)
            return str(next(each["value"] for each in entries if each.get("key", each.get("name")) == name))

        assert value(org.program, "port") == "7001" and value(org.program, "log.level") == "debug"
        loud = Program(org.program.data, {"LATCHKEY_PORT": "7002", "LATCHKEY_SECRET": "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA=="})
        assert value(loud, "port") == "7002"
        assert "c2VjcmV0" not in loud.run("config", "show").out + loud.run("config", "show", "--json").out
        with pytest.raises(AssertionError, match="(?i)did not listen"):
            # The flag wins: port 1 is refused or not ours, whatever file and environment say.
            with server(loud, "--port", "70000"):
                pass


# --- what each mistake is told ---------------------------------------------------------------------------------------

KEY = ("key", "create", "--org", "{slug}")
NAMED = (*KEY, "--name", "K")
FULL = (*NAMED, "--scope", "query", "--all-brands")

MISTAKES = {
    "a brand of another organization": ((*NAMED, "--scope", "query", "--brand", "{foreign}"), r"has no brand \d+"),
    "a brand that is not there": ((*NAMED, "--scope", "query", "--brand", "999999"), r"has no brand 999999"),
    "an archived brand": ((*NAMED, "--scope", "query", "--brand", "{archived}"), r"(?i)archived.*restore"),
    "a brand that is no number": ((*NAMED, "--scope", "query", "--brand", "x"), r"'?x'?"),
    "an unknown scope": ((*NAMED, "--scope", "admin", "--all-brands"), r"(?s)query.*configure.*create-brand.*ingest"),
    "no scope": ((*NAMED, "--all-brands"), r"(?i)scope"),
    "no brands": ((*NAMED, "--scope", "query"), r"(?i)brand"),
    "both kinds of brand access": ((*FULL, "--brand", "{brand}"), r"(?i)brand"),
    "a name too long": ((*KEY, "--name", "n" * 101, "--scope", "query", "--all-brands"), r"101.*100"),
    "a name of spaces": ((*KEY, "--name", "   ", "--scope", "query", "--all-brands"), r"(?i)name.*missing"),
    "a control character": ((*KEY, "--name", "a\x07b", "--scope", "query", "--all-brands"), r"U\+0007"),
    "a line end in a name": ((*KEY, "--name", "a\nb", "--scope", "query", "--all-brands"), r"U\+000A"),
    "a name that turns the text around": ((*KEY, "--name", "a\u202eb", "--scope", "query", "--all-brands"), r"U\+202E"),
    "an expiry in the past": ((*FULL, "--expires", "2020-01-01"), r"(?i)past"),
    "an expiry that is no time": ((*FULL, "--expires", "soon"), r"(?i)90d|2027-|never"),
    "an expiry of no days": ((*FULL, "--expires", "0d"), r"(?i)90d|never|past"),
    "an expiry beyond all years": ((*FULL, "--expires", "9" * 30 + "d"), r"(?i)90d|never"),
    "an unknown organization": (("key", "list", "--org", "nobody"), r"nobody"),
    "an unknown key": (("key", "revoke", "--org", "{slug}", "lk_000000000000"), r"lk_000000000000"),
    "a key id that is none": (("key", "revoke", "--org", "{slug}", "12345"), r"12345|(?i:id)"),
    "an unknown brand to archive": (("brand", "archive", "--org", "{slug}", "999999"), r"999999"),
    "a foreign brand to archive": (("brand", "archive", "--org", "{slug}", "{foreign}"), r"\d"),
    "a brand without a name": (("brand", "create", "--org", "{slug}", "--name", "", "--website", "https://x.example", "--description", "x"), r"(?i)name"),
    "an unknown role": (("member", "add", "--org", "{slug}", "--email", "e@e.example", "--role", "boss"), r"(?s)admin.*editor.*viewer.*guest"),
    "an address that is no e-mail": (("member", "add", "--org", "{slug}", "--email", "nobody", "--role", "viewer"), r"nobody"),
    "a member twice": (("member", "add", "--org", "{slug}", "--email", "{admin}", "--role", "viewer"), r"(?i)already|member"),
    "an invitation to a foreign brand": (
        ("member", "invite", "--org", "{slug}", "--email", "e@e.example", "--role", "guest", "--brand", "{foreign}=viewer"), r"no brand \d+"),
    "a role on a brand for an editor": (
        ("member", "role", "--org", "{slug}", "--email", "{admin}", "--role", "editor", "--brand", "{brand}=editor"), r"edits every brand"),
    "a role on a brand that is none": (
        ("member", "invite", "--org", "{slug}", "--email", "e@e.example", "--role", "guest", "--brand", "{brand}=admin"), r"admin"),
    "the last admin made something else": (("member", "role", "--org", "{slug}", "--email", "{admin}", "--role", "guest"), r"only admin"),
    "the last admin removed": (("member", "remove", "--org", "{slug}", "--email", "{admin}"), r"only admin"),
    "an unknown command": (("keys", "create"), r"(?i)unexpected|unknown|keys"),
    "an unknown option": (("org", "list", "--colour"), r"--colour"),
}


@pytest.fixture(scope="module")
def two_organizations():
    with data_directory() as data:
        program = Program(data)
        org = found(program)
        other = found(program, name="Other", admin="o@other.example", brands=1)
        archived = org.add_brand("Gone")["id"]
        program.ok("brand", "archive", "--org", org.slug, str(archived))
        key = org.create_key("existing", ["query"], None)
        yield program, {
            "slug": org.slug, "admin": org.admin, "brand": str(org.brand_ids()[0]), "archived": str(archived),
            "foreign": str(other.brand_ids()[0]), "token": key["key"],
        }


def snapshot(program: Program, slug: str):
    return [program.json("org", "list"), program.json("brand", "list", "--org", slug), program.json("key", "list", "--org", slug),
            program.json("audit", "verify")]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_changes_nothing(mistake, two_organizations):
    program, names = two_organizations
    arguments, expected = MISTAKES[mistake]
    before = snapshot(program, names["slug"])
    outcome = program.refused(*[part.format(**names) for part in arguments])
    assert re.search(expected, outcome.err), outcome
    assert outcome.out == "", outcome
    assert names["token"][16:] not in outcome.err, "the message repeats the secret"
    assert snapshot(program, names["slug"]) == before


def test_a_whole_token_where_an_id_is_asked_for_is_not_printed_back(two_organizations):
    program, names = two_organizations
    outcome = program.run("key", "show", "--org", names["slug"], names["token"])
    assert outcome.status < 128 and names["token"][16:] not in outcome.out + outcome.err, outcome


@pytest.mark.parametrize("password", ["", "short", "x" * 100_000], ids=["empty", "short", "endless"])
def test_a_password_that_will_not_do_is_refused_and_no_organization_is_made(password):
    with data_directory() as data:
        program = Program(data)
        program.refused("org", "create", "--name", "N", "--admin", "a@a.example", "--password-stdin", input=password + "\n")
        assert not data.exists() or program.json("org", "list") == []
