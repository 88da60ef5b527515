"""The management API as a program uses it: with an admin token."""

import json

from support.wire import Connection


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if body or method in ("POST", "PATCH", "PUT"):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Manager:
    """One admin's token on one server."""

    def __init__(self, agency, server, owner: str | None = None) -> None:
        made = agency.program.json(
            "admin-token", "create", "--org", agency.slug, "--owner", owner or agency.admin, "--name", "tests")
        self.token = made["token"]
        self.id = made["id"]
        organization = next(each for each in agency.program.json("org", "list") if each["slug"] == agency.slug)
        self.base = f"/v1/organizations/{organization['id']}"
        self.connection = Connection(server)

    def close(self) -> None:
        self.connection.close()

    def bytes(self, method: str, path: str, body: object = None) -> bytes:
        """The same request as ``send`` makes, to be sent by somebody else."""
        payload = b"" if body is None else json.dumps(body).encode()
        return request_bytes(
            method, self.base + path, {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}, payload)

    def send(self, method: str, path: str, body: object = None, expect: int | None = None):
        answer = self.connection.request(
            method, self.base + path, headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            body=None if body is None else json.dumps(body))
        assert expect is None or answer.status == expect, f"{method} {path}: {answer.status} {answer.text[:500]}"
        return answer

    def create(self, name: str, scopes: list[str], brands: list[int] | None, **more) -> dict:
        reach = {"brand_access": "all"} if brands is None else {"brand_access": "specific", "brand_ids": brands}
        return self.send("POST", "/api-keys", {"name": name, "scopes": scopes, **reach, **more}, expect=201).json()
