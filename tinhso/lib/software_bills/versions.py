"""The order of versions as a text: `version_key(a) <= version_key(b)`, by bytes, where a is not newer than b.

Numbers go by their value, letters after them; "rc", "beta" and what follows "~" come before the version itself; the epoch of Debian comes first. What
follows "+" is left out, as are zeros at the end, the revision of a distribution ("-1.el8", "-r0") and words of a release ("Final", "jre"): "1.0", "1.0.0+build",
"1.0-2" and "1.0.Final" are one version. Each ecosystem has rules of its own; where they differ a search finds rather too much than too little.
"""

import re

LONGEST = 200
_TOKENS = re.compile(r"\d+|[a-z]+|~")
_LETTER = re.compile(r"(?<=\d)(a|b|c)(?=\d+$)|(?<=\d\.)m(?=\d+$)")
""" "1.0b2" is a beta; OpenSSL's "1.0.2b", and "1.0.2b-1" of Debian, come after 1.0.2."""
LETTERS = {"a": "alpha", "b": "beta", "c": "rc", "m": "milestone"}
BEFORE = {"alpha", "beta", "rc", "cr", "milestone", "dev", "pre", "preview", "snapshot", "nightly", "canary"}
RELEASED = {"final", "ga", "release", "jre", "android"}
_REVISION = re.compile(r"(?<=[\da-z])-r?\d[\w.~]*$")
END = "c"
NO_EPOCH = "n0010"
"""With which the key of a version without one begins."""


def version_key(version: str) -> str:
    """ "" for a text without a number."""
    text = version.strip().lower()[:100].partition("+")[0]
    epoch, found, rest = text.partition(":")
    if not (found and epoch.isdecimal()):
        epoch, rest = "0", text
    rest = _REVISION.sub("", rest)
    rest = _LETTER.sub(lambda one: f".{LETTERS[one[0]]}", rest.removeprefix("v"))
    tokens = _TOKENS.findall(rest)
    if not any(one.isdecimal() for one in tokens):
        return ""
    return (_number(epoch) + "".join(_parts(tokens)) + END)[:LONGEST]


def _parts(tokens: list[str]) -> list[str]:
    """Zeros before the end, or before what comes before the version, say nothing."""
    parts: list[str] = []
    early = False
    for one in tokens:
        if one.isdecimal():
            parts.append(_number(one))
        elif one == "~" or one in BEFORE:
            if not early:
                _drop_zeros(parts)
            early = True
            parts.append(f"a{one}.")
        elif one not in RELEASED:
            parts.append(f"l{one}.")
    if not early:
        _drop_zeros(parts)
    return parts


def _drop_zeros(parts: list[str]) -> None:
    while parts and parts[-1] == _number("0"):
        parts.pop()


def _number(digits: str) -> str:
    plain = digits.lstrip("0") or "0"
    return f"n{len(plain):03d}{plain}"
