"""A disk without space: writes are refused, reading and checking go on, and nothing is half-written."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from support.agency import PASSWORD, found
from support.program import Program
from support.server import server
from support.wire import get, send_json

SIZE = 4 * 1024 * 1024
libc = ctypes.CDLL(None, use_errno=True)

# Run before the program where nothing may be mounted: no file may grow past the limit, and the signal that says so is ignored,
# so that writes fail as on a full disk.
LIMITED = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.argv[2], sys.argv[2:])
"""


class SmallDisk:
    """A file system of 4 MB of its own, or, where this account may not mount one, a limit on the size of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        wanted = os.environ.get("DISK_TEST", "mount") == "mount"
        self.mounted = wanted and libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, f"size={SIZE}".encode()) == 0
        self.prefix = () if self.mounted else (sys.executable, "-c", LIMITED, str(1 << 30))

    def fill(self, running) -> None:
        if not self.mounted:
            return self._limit(running, 4096)
        with (self.folder / "ballast").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass

    def free(self, running) -> None:
        if not self.mounted:
            return self._limit(running, 1 << 30)
        (self.folder / "ballast").unlink()

    @staticmethod
    def _limit(running, size: int) -> None:
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def close(self) -> None:
        if self.mounted and libc.umount2(str(self.folder).encode(), 2) != 0:
            raise OSError(ctypes.get_errno(), "umount")


@contextmanager
def small_disk():
    folder = Path(tempfile.mkdtemp(prefix="latchkey-disk-"))
    disk = SmallDisk(folder)
    try:
        yield disk
    finally:
        disk.close()
        subprocess.run(["rm", "-rf", str(folder)], check=False)


def test_a_full_disk_refuses_writes_and_lets_keys_work_until_there_is_space_again(capsys):
    with small_disk() as disk:
        program = Program(disk.folder / "data")
        org = found(program, brands=2)
        key = org.create_key("disk", ["create-brand", "query"], None)["key"]
        with server(program, prefix=disk.prefix) as running:
            dashboard = org.sign_in(running)
            assert get(running, "/v1/brands", key).status == 200
            new_brand = {"name": "Full", "website": "https://full.example", "description": "x" * 9_000}
            accepted = 0
            assert send_json(running, "POST", "/v1/brands", {**new_brand, "name": "Before"}, key).status == 200
            disk.fill(running)
            # What the database has set aside may take a few more; then it must say so.
            for attempt in range(200):
                answer = send_json(running, "POST", "/v1/brands", {**new_brand, "name": f"Full {attempt}"}, key)
                if answer.status != 200:
                    break
                accepted += 1
            assert answer.status == 503, answer
            assert answer.code == "storage_unavailable" and answer.json()["detail"]
            refused = f"Full {accepted}"

            page = dashboard.open(f"/o/{org.slug}/keys/new")
            assert page.status == 200, "a page that only reads does not open"
            form = page.form(f"/o/{org.slug}/keys")
            form.fill("name", "Never made")
            form.check("scopes", ["query"])
            form.fill("brand_access", "all")
            page = dashboard.submit(page, form)
            assert page.status == 503 and "saved" in page.text, f"{page.status} {page.text[:300]}"

            for _ in range(100):
                assert get(running, "/v1/brands", key).status == 200, "reading does not go on"
            assert get(running, "/v1/brands", key[:-1]).code == "key_malformed"
            brands = {item["name"] for item in get(running, "/v1/brands?limit=1000", key).json()["items"]}
            assert refused not in brands

            disk.free(running)
            deadline = time.monotonic() + 5
            while (answer := send_json(running, "POST", "/v1/brands", {**new_brand, "name": "After"}, key)).status != 200:
                assert time.monotonic() < deadline, f"writes do not work again: {answer}"
                time.sleep(0.2)
            token, _ = dashboard.create_key(org.slug, "After", ["query"], None)
            assert get(running, "/v1/brands", token).status == 200

        program.ok("audit", "verify")
        listed = [brand["name"] for brand in program.json("brand", "list", "--org", org.slug)]
        assert sorted(listed) == sorted({*brands, "After"}), "something was half-written or lost"
        names = {each["name"] for each in program.json("key", "list", "--org", org.slug)}
        assert "Never made" not in names
    with capsys.disabled():
        print(f"\n  by {'a file system of its own' if disk.mounted else 'a limit on file sizes'}, {accepted} writes fitted in", end=" ")


def test_a_command_on_a_full_disk_says_so_and_changes_nothing():
    with small_disk() as disk:
        program = Program(disk.folder / "data")
        org = found(program, brands=1)
        limit = None
        if disk.mounted:
            disk.fill(None)
            for number in range(200):
                outcome = program.run("brand", "create", "--org", org.slug, "--name", f"N{number}", "--website", "https://n.example", "--description", "y" * 9_000)
                if outcome.status != 0:
                    limit = number
                    break
            assert limit is not None, "a full disk took everything"
            assert "space" in outcome.err or "full" in outcome.err, outcome
            disk.free(None)
        else:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            soft = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, soft[1]))
            try:
                outcome = program.refused("brand", "create", "--org", org.slug, "--name", "N0", "--website", "https://n.example", "--description", "y" * 9_000)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, soft)
            limit = 0
        assert f"N{limit}" not in {brand["name"] for brand in program.json("brand", "list", "--org", org.slug)}
        program.ok("audit", "verify")
        assert os.path.exists(disk.folder / "data")
        program.ok("org", "create", "--name", "Next", "--admin", "n@next.example", "--password-stdin", input=PASSWORD + "\n")
