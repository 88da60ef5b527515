"""The same route in FastAPI on SQLite, as a good engineer would write it: uvloop and httptools, one worker, one connection, prepared
once, an index on the key's digest, no ORM, no access log, and the answer built as a dict and serialized once.

It does less than the server that it is measured against: no seal, no checksum, no address list, no metrics, no request id.
"""

import hashlib
import os
import sqlite3
import time

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse

database = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)
database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456;")

FIND_KEY = "SELECT organization_id, all_brands, brands, expires_at, revoked_at FROM api_keys WHERE digest = ?"
ALL_BRANDS = "SELECT id, name, website FROM brands WHERE organization_id = ? AND archived_at IS NULL ORDER BY id"

app = FastAPI(openapi_url=None)


def refusal(status: int, code: str, detail: str) -> JSONResponse:
    return JSONResponse({"detail": detail, "code": code}, status, headers={"WWW-Authenticate": 'Bearer realm="bench"'})


@app.get("/v1/brands")
async def brands(request: Request, limit: int = Query(100, ge=1), offset: int = Query(0, ge=0)) -> JSONResponse:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return refusal(401, "key_missing", "This request carries no API key.")
    digest = hashlib.sha256(token.encode()).digest()
    key = database.execute(FIND_KEY, (digest,)).fetchone()
    if key is None:
        return refusal(401, "key_unknown", "This API key is not known here.")
    organization, all_brands, listed, expires_at, revoked_at = key
    if revoked_at is not None:
        return refusal(401, "key_revoked", "This API key was revoked.")
    if expires_at is not None and expires_at <= time.time() * 1000:
        return refusal(401, "key_expired", "This API key has expired.")
    allowed = None if all_brands else {int(part) for part in listed.split(",")}
    items = [
        {"id": number, "name": name, "website": website}
        for number, name, website in database.execute(ALL_BRANDS, (organization,))
        if allowed is None or number in allowed
    ]
    page = {"total": len(items), "offset": offset, "limit": limit, "items": items[offset:offset + limit], "metadata": None}
    return JSONResponse(page, headers={"Cache-Control": "no-store"})
