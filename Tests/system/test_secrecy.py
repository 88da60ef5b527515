"""Secrets are never shown: every byte that the program gives away in a full run is searched for them."""

import base64
import re
import subprocess
import threading
import time

from support.agency import PASSWORD, found, data_directory
from support.dashboard import TOKEN, Dashboard
from support.program import Program
from support.server import server
from support.wire import Connection


def forms(secret: str) -> list[bytes]:
    """A secret as it could appear: plain, in base64 at each alignment, and as the bytes of an address."""
    plain = secret.encode()
    found = [plain]
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain)
        # Without the characters that neighbours would change.
        found.append(encoded[4 if shift else 0:-4])
    if re.search(r"[^0-9A-Za-z_.~-]", secret):
        found.append("".join(c if re.match(r"[0-9A-Za-z_.~-]", c) else f"%{ord(c):02X}" for c in secret).encode())
        found.append(secret.replace(" ", "+").encode())
    return found


class Watch(threading.Thread):
    """Takes down the command lines and environments-free process list, again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen = b""
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.05):
            listing = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True).stdout
            self.seen += b"\n".join(line for line in listing.split(b"\n") if b"latchkey" in line)


def test_each_token_appears_in_the_one_answer_that_shows_it_and_no_password_anywhere():
    shown: dict[str, str] = {}  # token: the place where it may stand
    places: dict[str, bytes] = {}
    watch = Watch()

    with data_directory() as data:
        program = Program(data)
        watch.start()
        org = found(program)
        org.add_member("vera@northwind.example", "viewer")
        by_command = org.create_key("By command", ["query", "create-brand"], None)["key"]
        shown[by_command] = f"command {len(program.outcomes) - 1}"
        dashboards = []
        logs = []

        for level, log_format in (("trace", "text"), ("debug", "json")):
            with server(program, environment={"LATCHKEY_LOG_LEVEL": level, "LATCHKEY_LOG_FORMAT": log_format}) as running:
                dashboard = org.sign_in(running)
                dashboards.append(dashboard)
                tokens = []
                for number, brands in enumerate((None, org.brand_ids()[:2])):
                    token, page = dashboard.create_key(org.slug, f"{level} {number}", ["query"], brands)
                    shown[token] = f"dashboard {len(dashboards) - 1} answer {len(dashboard.answers) - 1}"
                    tokens.append(token)
                    again = dashboard.open(page.address)
                    assert token not in again.answer.text, "reloading shows the key again"
                    assert page.answer.header("Cache-Control") == "no-store"
                # Uses, and every kind of refusal, with tokens also where they do not belong.
                with Connection(running) as connection:
                    answers = []
                    for token in (by_command, *tokens):
                        for path in ("/v1/", "/v1/brands", "/v1/brands/999", f"/v1/brands/{org.brand_ids()[-1]}", "/v1/nothing"):
                            answers.append(connection.request("GET", path, key=token))
                        answers.append(connection.request("POST", "/v1/brands", key=token, body="{", headers={"Content-Type": "application/json"}))
                        answers.append(connection.request("POST", "/v1/brands", key=token, body="x" * 2_000_000))
                        for mistyped in (token[:-1], token + "x", token[:16] + token[16:].swapcase(), token.upper()):
                            answers.append(connection.request("GET", "/v1/brands", key=mistyped))
                        answers.append(connection.request("GET", "/v1/brands", headers={"Authorization": token}))
                        answers.append(connection.request("GET", "/v1/brands", headers={"Authorization": f"Basic {token}"}))
                        answers.append(connection.request("GET", "/v1/brands", headers={"X-Request-Id": token}))
                        answers.append(connection.request("GET", f"/v1/{token}"))
                        answers.append(connection.request("GET", f"/v1/brands/{token}", key=token))
                        answers.append(connection.request("GET", f"/v1/brands?token={token}"))
                        answers.append(connection.request("GET", f"/{token}", headers={"Accept": "text/html"}))
                    dashboard.revoke_key(org.slug, tokens[0][:15], f"{level} 0")
                    answers.append(connection.request("GET", "/v1/brands", key=tokens[0]))
                    assert answers[-1].code == "key_revoked"
                    answers += [connection.request("GET", path) for path in ("/metrics", "/health/live", "/health/ready")]
                places |= {f"{level} API answer {index} ({each.status} {each.text[:60]}…)": each.body + repr(each.headers).encode()
                           for index, each in enumerate(answers)}

                stranger = Dashboard(running)
                page = stranger.open("/sign-in")
                form = page.form()
                form.fill("email", org.admin)
                form.fill("password", PASSWORD + "x")
                stranger.submit(page, form)
                viewer = Dashboard(running)
                viewer.sign_in("vera@northwind.example", PASSWORD)
                for address in ("", "/keys", "/keys/new", "/brands", "/members", "/audit"):
                    viewer.open(f"/o/{org.slug}{address}")
                    dashboard.open(f"/o/{org.slug}{address}")
                for token in tokens:
                    dashboard.open(f"/o/{org.slug}/keys/{token[:15]}")
                    dashboard.open(f"/o/{org.slug}/keys?q={token[:15]}")
                    dashboard.open(f"/o/{org.slug}/audit?key={token[:15]}")
                dashboards += [stranger, viewer]
                time.sleep(1.2)
            logs.append(running.log)
            places[f"log at {level}"] = running.log.encode()

        for arguments in (("config", "show"), ("org", "list"), ("brand", "list", "--org", org.slug), ("key", "list", "--org", org.slug), ("audit", "verify")):
            program.ok(*arguments)
            program.ok(*arguments, "--json")
        program.ok("key", "show", "--org", org.slug, by_command[:15])
        watch.over.set()
        watch.join()
        # Here the one who types shows the token to ps, so this comes after the watch; the program must not repeat it.
        program.run("key", "show", "--org", org.slug, by_command)
        program.run("key", "revoke", "--org", org.slug, by_command + "x")

        places |= {f"command {index}": (each.out + each.err).encode() for index, each in enumerate(program.outcomes)}
        for number, dashboard in enumerate(dashboards):
            places |= {f"dashboard {number} answer {index}": answer.body + repr(answer.headers).encode()
                       for index, (_, answer) in enumerate(dashboard.answers)}
        places |= {f"file {path.name}": path.read_bytes() for path in data.rglob("*") if path.is_file()}
        places["ps"] = watch.seen
        server_secret = (data / "latchkey.secret").read_text().strip()

    # The search must be able to find: what is public is there.
    assert by_command[:15].encode() in places["log at trace"], "the log does not name the key, so it was not the log"
    assert all(len(log) > 1000 for log in logs) and watch.seen and len(places) > 100
    for token, place in shown.items():
        assert token.encode() in places[place], f"{place} does not show {token[:15]}"

    leaks = []
    for token, allowed in shown.items():
        # The page that shows a key has it in the command to copy too; its secret stands nowhere else.
        for form in forms(token[16:48]):
            leaks += [f"secret of {token[:15]} in {place}" for place, content in places.items() if form in content and place != allowed]
    for form in forms(PASSWORD):
        leaks += [f"password in {place}" for place, content in places.items() if form in content]
    for form in forms(server_secret):
        leaks += [f"server secret in {place}" for place, content in places.items() if form in content and place != "file latchkey.secret"]
    for place, content in places.items():
        leaks += [f"an unknown token in {place}" for found_token in TOKEN.findall(content.decode("utf-8", "replace")) if found_token not in shown]
    assert not leaks, "\n".join(sorted(set(leaks)))
