"""`latchkey serve` as a process of its own on a free port."""

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from support.program import BINARY, Program

LISTENING = re.compile(r"^Listening on https?://\S+$", re.MULTILINE)


class Server:
    def __init__(self, process: subprocess.Popen, port: int, out: Path, err: Path) -> None:
        self.process = process
        self.host = "127.0.0.1"
        self.port = port
        self._out = out
        self._err = err

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def out(self) -> str:
        return self._out.read_text(errors="replace")

    @property
    def log(self) -> str:
        """All that it printed."""
        return self.out + self._err.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL: what a power cut looks like to the program."""
        self.process.kill()
        self.process.wait(10)

    def terminate(self, seconds: float = 30) -> int:
        """SIGTERM, and how it ended."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


def listening_port(pid: int) -> int | None:
    """Where a process listens. What it says of itself is the address that people use, which a proxy may have."""
    sockets = set()
    for file in Path(f"/proc/{pid}/fd").iterdir():
        try:
            sockets.add(os.readlink(file))
        except OSError:
            continue
    lines = [line for name in ("tcp", "tcp6") for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]]
    for line in lines:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
            return int(fields[1].rsplit(":", 1)[1], 16)
    return None


def launch(
    program: Program, *flags: str, environment: dict[str, str] | None = None, seconds: float = 120, prefix: tuple[str, ...] = ()
) -> Server:
    """Starts a server and returns once it listens; raises with all that it said when it does not."""
    assert BINARY.exists(), f"{BINARY} is not there: run swift build, or set LATCHKEY_BINARY"
    folder = Path(tempfile.mkdtemp(prefix="latchkey-log-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    out, err = folder / "out", folder / "err"
    command = [*prefix, str(BINARY), "serve", "--host", "127.0.0.1", "--port", "0", "--data", str(program.data), *flags]
    with out.open("w") as out_file, err.open("w") as err_file:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out_file, stderr=err_file, env={**program.environment, **(environment or {})}
        )
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if LISTENING.search(out.read_text(errors="replace")) and (port := listening_port(process.pid)):
            return Server(process, port, out, err)
        if process.poll() is not None:
            break
        time.sleep(0.01)
    status = process.poll()
    process.kill()
    process.wait()
    raise AssertionError(f"the server did not listen (exit status {status}):\n{out.read_text()}{err.read_text(errors='replace')}")


@contextmanager
def server(program: Program, *flags: str, environment: dict[str, str] | None = None, prefix: tuple[str, ...] = ()):
    """A running server; at the end it is asked to stop, and must."""
    running = launch(program, *flags, environment=environment, prefix=prefix)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            try:
                running.process.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                raise AssertionError(f"the server did not stop within 20 s of SIGTERM:\n{running.log[-3000:]}") from None


def memory(process: subprocess.Popen) -> int:
    """Resident bytes."""
    with open(f"/proc/{process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
