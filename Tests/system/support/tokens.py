"""Tokens made without the program, from what the documents say of their format."""

import random
import string
import zlib

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase


def checked(body: str) -> str:
    """`body` with its checksum behind it: CRC-32 in six digits of base 62."""
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = ALPHABET[digit] + digits
    return body + digits


def make(prefix: str = "lk_", id: str | None = None) -> str:
    """A token that no server knows; with `id` one that pretends to be that key."""
    return checked(f"{id or prefix + ''.join(random.choices(ALPHABET, k=12))}_{''.join(random.choices(ALPHABET, k=32))}")


def public_id(token: str) -> str:
    return token[:token.rindex("_")]
