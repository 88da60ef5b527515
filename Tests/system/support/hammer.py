"""Many connections that send one request after another without a pause, on one thread, so that "sent before" and "sent
after" have a meaning."""

import asyncio
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    sent: float
    answered: float
    status: int
    body: bytes


class _Wire(asyncio.Protocol):
    """One connection: sends bytes, hands over each whole answer."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future | None = None
        self._sent = 0.0
        self._on_shot = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport) -> None:
        self._transport = transport

    def send(self, payload: bytes, on_shot) -> None:
        self._on_shot = on_shot
        self._sent = time.monotonic()
        self._transport.write(payload)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            elif name.lower() == b"transfer-encoding":
                raise AssertionError("the hammer reads answers with a Content-Length only")
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        shot = Shot(self._sent, time.monotonic(), int(head[9:12]), rest[:length])
        handler, self._on_shot = self._on_shot, None
        handler(shot)

    def connection_lost(self, error) -> None:
        if self._on_shot is not None:
            self._on_shot(Shot(self._sent, time.monotonic(), 0, b"the connection was closed"))
            self._on_shot = None

    def close(self) -> None:
        self._transport.close()


class Hammer:
    """`count` connections to a server."""

    def __init__(self, server, count: int) -> None:
        self._server = server
        self._count = count
        self._wires: list[_Wire] = []
        self._extra: _Wire | None = None

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        for _ in range(self._count + 1):
            _, wire = await loop.create_connection(_Wire, self._server.host, self._server.port)
            self._wires.append(wire)
        self._extra = self._wires.pop()
        return self

    async def __aexit__(self, *_) -> None:
        for wire in [*self._wires, self._extra]:
            wire.close()

    async def once(self, payload: bytes, seconds: float = 20) -> Shot:
        """One request on a connection of its own."""
        done = asyncio.get_running_loop().create_future()
        self._extra.send(payload, done.set_result)
        return await asyncio.wait_for(done, seconds)

    async def against(self, payload: bytes, event, before: float, after: int, seconds: float = 30) -> tuple[Shot, list[Shot]]:
        """Hammers with `payload`; after `before` seconds awaits `event()`, and goes on until each connection has sent `after`
        requests more. Returns what the event returned and every shot."""
        shots: list[Shot] = []
        stop_after: float | None = None
        late = [0] * self._count
        finished = asyncio.get_running_loop().create_future()
        running = self._count

        def fire(index: int) -> None:
            self._wires[index].send(payload, lambda shot: landed(index, shot))

        def landed(index: int, shot: Shot) -> None:
            nonlocal running
            shots.append(shot)
            if stop_after is not None and shot.sent > stop_after:
                late[index] += 1
            if shot.status == 0 or late[index] >= after:
                running -= 1
                if running == 0 and not finished.done():
                    finished.set_result(None)
                return
            fire(index)

        for index in range(self._count):
            fire(index)
        await asyncio.sleep(before)
        outcome = await event()
        # From here on every request is sent after the event's answer was in hand.
        stop_after = time.monotonic()
        await asyncio.wait_for(finished, seconds)
        return outcome, shots
