"""The same route in FastAPI on SQLite: uvloop and httptools, one worker, one connection, statements cached by the driver, an index on
the key's digest, no ORM, no access log.

`/v1/brands` is written the way FastAPI is meant to be: a dependency that authenticates, parameters with constraints, a response model.
That is what gives the contract its OpenAPI document and its 422 bodies. `/bare/brands` gives all of that up for speed, so that a
reader sees how much of the distance is FastAPI's comfort.

Both do less than the server that they are measured against: no seal, no checksum, no address list, no metrics, no request id.
"""

import hashlib
import os
import sqlite3
import time
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

database = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)
database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456;")

FIND_KEY = "SELECT organization_id, all_brands, brands, expires_at, revoked_at FROM api_keys WHERE digest = ?"
ALL_BRANDS = "SELECT id, name, website FROM brands WHERE organization_id = ? AND archived_at IS NULL ORDER BY id"

app = FastAPI()


class Brand(BaseModel):
    id: int
    name: str
    website: str


class BrandPage(BaseModel):
    total: int
    offset: int
    limit: int
    items: list[Brand]
    metadata: dict | None = None


class Key:
    def __init__(self, token: str) -> None:
        row = database.execute(FIND_KEY, (hashlib.sha256(token.encode()).digest(),)).fetchone()
        if row is None:
            raise HTTPException(401, "This API key is not known here.", {"WWW-Authenticate": "Bearer"})
        self.organization, self.all_brands, listed, expires_at, revoked_at = row
        if revoked_at is not None:
            raise HTTPException(401, "This API key was revoked.", {"WWW-Authenticate": "Bearer"})
        if expires_at is not None and expires_at <= time.time() * 1000:
            raise HTTPException(401, "This API key has expired.", {"WWW-Authenticate": "Bearer"})
        self.brands = None if self.all_brands else {int(part) for part in listed.split(",")}

    def reachable(self) -> list[tuple[int, str, str]]:
        rows = database.execute(ALL_BRANDS, (self.organization,))
        return [row for row in rows if self.brands is None or row[0] in self.brands]


bearer = HTTPBearer()


async def authenticated(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Key:
    return Key(credentials.credentials)


@app.get("/v1/brands")
async def brands(
    key: Annotated[Key, Depends(authenticated)], response: Response,
    limit: Annotated[int, Query(ge=1)] = 100, offset: Annotated[int, Query(ge=0)] = 0,
) -> BrandPage:
    response.headers["Cache-Control"] = "no-store"
    items = [Brand(id=number, name=name, website=website) for number, name, website in key.reachable()]
    return BrandPage(total=len(items), offset=offset, limit=limit, items=items[offset:offset + limit])


@app.get("/bare/brands")
async def bare(request: Request) -> Response:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401, "This request carries no API key.", {"WWW-Authenticate": "Bearer"})
    key = Key(token)
    limit, offset = int(request.query_params.get("limit", 100)), int(request.query_params.get("offset", 0))
    items = [{"id": number, "name": name, "website": website} for number, name, website in key.reachable()]
    page = {"total": len(items), "offset": offset, "limit": limit, "items": items[offset:offset + limit], "metadata": None}
    return JSONResponse(page, headers={"Cache-Control": "no-store"})
