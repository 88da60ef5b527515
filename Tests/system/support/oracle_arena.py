"""A server with brands of which an oracle knows everything."""

import os
import random
from contextlib import contextmanager

from support.agency import agency
from support.oracle_sql import Oracle
from support.oracle_world import World
from support.server import launch
from support.wire import Connection

SEED = os.environ.get("ORACLE_SEED", "2027")
SCOPES = ["ingest", "query", "configure", "create-brand"]


class Arena:
    """A server that can be stopped and started again, and brands on it."""

    def __init__(self, org) -> None:
        self.org = org
        self.token = org.create_key("oracle", SCOPES, None)["token"]
        self.oracles: dict[str, Oracle] = {}
        self.start()

    def start(self) -> None:
        self.server = launch(self.org.program)
        self.connection = Connection(self.server, 60)
        for oracle in self.oracles.values():
            oracle.world.connection = self.connection

    def stop(self) -> None:
        """In order; columns are saved then."""
        self.connection.close()
        assert self.server.terminate() == 0, self.server.log[-3000:]

    def kill(self) -> None:
        self.connection.close()
        self.server.kill()

    def add(self, name: str, **parts) -> Oracle:
        world = World(self.org, self.connection, self.token, random.Random(f"{SEED}/{name}"), name)
        self.oracles[name] = Oracle(world.make(**parts))
        return self.oracles[name]

    def columns(self, oracle: Oracle):
        return self.org.program.data / "columns" / str(oracle.world.id)


@contextmanager
def arena():
    with agency(brands=0) as org:
        made = Arena(org)
        try:
            yield made
        finally:
            made.kill()
