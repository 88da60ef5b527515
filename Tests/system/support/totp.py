"""Codes of an authenticator app, RFC 6238, written once more."""

import base64
import hashlib
import hmac
import struct
import time


def code(secret: str, steps: int = 0) -> str:
    """What the app shows that knows this secret in base32, now or a number of steps away."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def settle() -> None:
    """Waits where the step of the codes is about to end: what is computed now shall still be good when it arrives."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
