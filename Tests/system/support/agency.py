"""An organization with people and brands, made through the command line."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
import shutil
import tempfile

from support.dashboard import Dashboard
from support.program import Program

PASSWORD = "correct horse battery staple 1"


@dataclass
class Agency:
    program: Program
    slug: str
    admin: str
    password: str
    brands: list[dict]

    def brand_ids(self) -> list[int]:
        return [brand["id"] for brand in self.brands]

    def add_brand(self, name: str) -> dict:
        brand = self.program.json(
            "brand", "create", "--org", self.slug, "--name", name, "--website", f"https://{name.lower().replace(' ', '-')}.example",
            "--description", f"{name} makes things.")
        self.brands.append(brand)
        return brand

    def add_member(self, email: str, role: str, password: str = PASSWORD) -> None:
        self.program.ok(
            "member", "add", "--org", self.slug, "--email", email, "--role", role, "--password-stdin", input=password + "\n")

    def create_key(self, name: str, scopes: list[str], brands: list[int] | None, *more: str) -> dict:
        chosen = ["--all-brands"] if brands is None else [part for brand in brands for part in ("--brand", str(brand))]
        return self.program.json(
            "key", "create", "--org", self.slug, "--name", name, *[part for scope in scopes for part in ("--scope", scope)], *chosen, *more)

    def sign_in(self, server) -> Dashboard:
        dashboard = Dashboard(server)
        dashboard.sign_in(self.admin, self.password)
        return dashboard


@contextmanager
def data_directory():
    """An empty directory that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="latchkey-data-"))
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def found(program: Program, name: str = "Northwind Agency", admin: str = "ada@northwind.example", brands: int = 3) -> Agency:
    """Makes an organization."""
    program.ok("org", "create", "--name", name, "--admin", admin, "--password-stdin", input=PASSWORD + "\n")
    slug = next(each["slug"] for each in program.json("org", "list") if each["name"] == name)
    agency = Agency(program, slug, admin, PASSWORD, [])
    for index in range(brands):
        agency.add_brand(["Fabrikam", "Contoso", "Litware", "Tailspin", "Wingtip"][index % 5] + ("" if index < 5 else f" {index}"))
    return agency


@contextmanager
def agency(brands: int = 3):
    """An organization in a data directory of its own, no server running."""
    with data_directory() as data:
        yield found(Program(data), brands=brands)
