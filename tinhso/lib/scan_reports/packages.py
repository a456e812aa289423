"""Package URLs (purl), by their specification: type, name and version, canonical so that two tools name one package alike."""

import re
from urllib.parse import quote, unquote

LONGEST = 300
_TYPE = re.compile(r"[a-z][a-z0-9.+-]{0,30}")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
LOWER = {"bitbucket", "composer", "deb", "github", "hex", "npm", "pypi", "apk", "alpm", "rpm", "golang"}
"""Types whose names know no capitals; of rpm and golang the specification is not clear, scanners write them in lower case."""


def read_package(text: object) -> tuple[str, str]:
    """The package without qualifiers, and the version: `pkg:npm/%40a/b`, `1.2`; ("", "") where it is no package URL."""
    if not isinstance(text, str) or len(text) > 2000 or text[:4].lower() != "pkg:":
        return "", ""
    rest = text[4:].lstrip("/").partition("#")[0].partition("?")[0]
    kind, _, path = rest.partition("/")
    kind = kind.lower()
    if not _TYPE.fullmatch(kind) or not path:
        return "", ""
    head, found, tail = path.rpartition("@")
    path, version = (head, unquote(tail)) if found and head and "/" not in tail else (path, "")
    parts = [_part(one, kind) for one in path.strip("/").split("/") if one]
    package = "/".join([f"pkg:{kind}", *parts])
    if not parts or not all(parts) or len(package) > LONGEST or _CONTROL.search(version):
        return "", ""
    return package, version[:100]


def _part(text: str, kind: str) -> str:
    """One segment, written as the specification does; "" where it cannot be one."""
    plain = unquote(text)
    if kind in LOWER:
        plain = plain.lower()
    if kind == "pypi":
        plain = plain.replace("_", "-")
    return "" if _CONTROL.search(plain) or plain in (".", "..") else quote(plain, safe=":.-_~")
