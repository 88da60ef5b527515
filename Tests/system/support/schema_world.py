"""Everything that a request of the document may name, there and alive whenever it is asked for."""

import base64
import json
import subprocess
from pathlib import Path

from support.agency import PASSWORD, found
from support.manager import Manager
from support.wire import Connection

SCOPES = ["query", "configure", "create-brand", "ingest"]
# Who sends a request to the data API: a key of each kind, and what is none.
KEYS = ["everything", "listed", *SCOPES, "no key", "malformed", "unknown", "revoked", "admin"]
STRANGER = "lk_000000000000_" + "0" * 32 + "1GoKA4"


class World:
    """One organization of its own for one operation, so that nothing that it destroys is missed elsewhere."""

    def __init__(self, program, server, operation: dict, number: int, folder: Path) -> None:
        self.operation = operation["operationId"]
        self.folder = folder
        self.server = server
        self.agency = found(program, name=f"Agency {number}", admin=f"ann{number}@northwind.example", brands=0)
        self.manager = Manager(self.agency, server)
        self.connection = Connection(server)
        self.alive: dict[str, object] = {}
        self.count = 0
        if self.operation == "setPolicy":
            # Before a request asks for the approval of keys.
            for kind in KEYS:
                self.token(kind)

    def close(self) -> None:
        self.manager.close()
        self.connection.close()

    def get(self, name: str):
        """The thing of this name, made if there is none or it was used up."""
        if name not in self.alive:
            self.alive[name] = getattr(self, "make_" + name)()
        return self.alive[name]

    def forget(self, *names: str) -> None:
        for name in names:
            self.alive.pop(name, None)

    # --- who asks ---

    def token(self, kind: str) -> str | None:
        match kind:
            case "no key":
                return None
            case "malformed":
                return "lk_short"
            case "unknown":
                return STRANGER
            case "admin":
                return self.colleague().token if self.operation in ("approveKey", "approveProposal") else self.manager.token
            case "revoked":
                return self.get("revoked_token")
            case "listed":
                return self.get("listed_token")
            case _:
                return self.get(f"{kind.replace('-', '_')}_token")

    def make_key(self, scopes: list[str], brands: list[int] | None, **more) -> dict:
        return self.manager.create("A key", scopes, brands, **more)

    def make_everything_token(self) -> str:
        return self.make_key(SCOPES, None, rotates_itself=True)["token"]

    def make_listed_token(self) -> str:
        """Of a key whose list has a brand in use and an archived one."""
        brand, archived = self.get("brand_id"), self.new_brand()
        token = self.make_key(SCOPES, [brand, archived], rotates_itself=True)["token"]
        answer = self.connection.request("DELETE", f"/v1/brands/{archived}", key=self.get("everything_token"))
        assert answer.status == 200, answer.text
        self.alive["archived_brand"] = archived
        return token

    def make_revoked_token(self) -> str:
        key = self.make_key(SCOPES, None)
        self.manager.send("DELETE", f"/api-keys/{key['id']}", expect=200)
        return key["token"]

    def make_query_token(self) -> str:
        return self.make_key(["query"], None)["token"]

    def make_configure_token(self) -> str:
        return self.make_key(["configure"], None)["token"]

    def make_create_brand_token(self) -> str:
        return self.make_key(["create-brand"], None)["token"]

    def make_ingest_token(self) -> str:
        return self.make_key(["ingest"], None)["token"]

    def colleague(self) -> Manager:
        """Another admin, who may agree to what the first asked for."""
        return self.get("second_admin")

    def make_second_admin(self) -> Manager:
        email = self.agency.admin.replace("ann", "bob")
        self.agency.add_member(email, "admin", PASSWORD)
        return Manager(self.agency, self.server, owner=email)

    # --- what requests name ---

    def send(self, method: str, path: str, body: object):
        """As the key that may do everything; what it makes is a condition of the test."""
        answer = self.connection.request(
            method, path, key=self.get("everything_token"), headers={"Content-Type": "application/json"}, body=json.dumps(body))
        assert answer.status == 200, f"{method} {path}: {answer.status} {answer.text[:500]}"
        return answer.json()

    def new_brand(self) -> int:
        self.count += 1
        return self.send("POST", "/v1/brands", {"name": f"Brand {self.count}", "website": f"https://brand-{self.count}.example", "description": ""})["id"]

    def make_brand_id(self) -> int:
        brand = self.new_brand()
        # Else the key with a list would be one without this brand.
        self.forget("listed_token", "competitor_id", "persona_id", "prompt_id")
        return brand

    def make_archived_brand(self) -> int:
        self.get("listed_token")
        return self.alive["archived_brand"]

    def make_organization_id(self) -> int:
        return int(self.manager.base.rsplit("/", 1)[1])

    def make_competitor_id(self) -> int:
        self.count += 1
        return self.send("POST", f"/v1/brands/{self.get('brand_id')}/competitors", {"name": f"Competitor {self.count}"})["id"]

    def make_persona_id(self) -> int:
        return self.send("POST", f"/v1/brands/{self.get('brand_id')}/personas", {"name": "Owner", "description": ""})["id"]

    def make_prompt_id(self) -> int:
        self.count += 1
        return self.send("POST", f"/v1/{self.get('brand_id')}/prompts", {"text": f"What is number {self.count}?"})["id"]

    def make_key_id(self) -> str:
        if self.operation in ("approveKey", "rejectKey"):
            return self.waiting_key()
        key = self.make_key(["query"], None)["id"]
        if self.operation in ("getRotation", "finishRotation"):
            self.manager.send("POST", f"/api-keys/{key}/rotate", {}, expect=201)
        return key

    def waiting_key(self) -> str:
        # Before the policy, under which those would have to wait too.
        for kind in KEYS:
            self.token(kind)
        policy = {"longest_life_days": None, "unused_days": None, "on_leak": "flag", "four_eyes": True}
        assert self.manager.send("PUT", "/policy", policy).status in (200, 202)
        key = self.make_key(["query"], None)
        assert key["awaits_approval"], key
        return key["id"]

    def make_approval_id(self) -> int:
        key = self.waiting_key()
        return next(each["id"] for each in self.manager.send("GET", "/approvals", expect=200).json()["items"] if each["key_id"] == key)

    def make_webhook_id(self) -> int:
        return self.manager.send("POST", "/webhooks", {"url": "https://hooks.example.com/in"}, expect=201).json()["id"]

    def make_delivery_id(self) -> int:
        return self.manager.send("POST", f"/webhooks/{self.get('webhook_id')}/test", expect=202).json()["id"]

    # --- GitHub ---

    def sign(self, body: bytes) -> dict[str, str]:
        """The headers with which GitHub would send this body."""
        done = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", str(self.folder / "github.pem")], input=body, capture_output=True, check=True)
        return {
            "Github-Public-Key-Identifier": "test", "Github-Public-Key-Signature": base64.b64encode(done.stdout).decode()}


def write_github_keys(folder: Path) -> Path:
    """A key pair of GitHub's kind, and the file by which the server knows its public half."""
    private, public = folder / "github.pem", folder / "github.pub"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(private)], check=True, capture_output=True)
    subprocess.run(["openssl", "ec", "-in", str(private), "-pubout", "-out", str(public)], check=True, capture_output=True)
    keys = folder / "github.json"
    keys.write_text(json.dumps({"public_keys": [{"key_identifier": "test", "key": public.read_text(), "is_current": True}]}))
    return keys
