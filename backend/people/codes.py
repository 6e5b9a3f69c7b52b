"""The eight characters on paper: an invitation's code, a person's sign-in name."""

import re
import secrets
import unicodedata

ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"  # 29 signs that no hand confuses: no 0 O, 1 I L, 5 S
LENGTH = 8  # 39 bits: ASVS 6.5.4 asks for 20 where tries are counted
READABLE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
BETWEEN = re.compile(r"[\s.,_·‐-―-]+")


def draw() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """K7PM-3XQD"""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str | None:
    """The eight characters, however they are grouped; None when it cannot be a code of ours."""
    code = BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    return code if READABLE.fullmatch(code) else None
