"""What of a service may be called: method and path, the path with parts in braces as OpenAPI writes them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tinhso.lib.exchange.paths import PathRefused, normalised

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
MOST_PARTS = 30
PARAMETER = re.compile(r"\{[A-Za-z_][A-Za-z0-9_.-]{0,63}\}")

Right = TypeVar("Right")


class TemplateRefused(ValueError):
    """A template that no path could match, or more than one way."""


@dataclass(frozen=True, order=True)
class Operation:
    """A method and a template of a path, e.g. GET /ho-so/{code}."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def read_operation(words: str) -> Operation:
    """`GET /ho-so/{code}` as somebody typed it. TemplateRefused."""
    method, _, path = words.strip().partition(" ")
    return operation(method, path.strip())


def operation(method: str, path: str) -> Operation:
    """The operation in its one spelling. TemplateRefused."""
    method = method.upper()
    if method not in METHODS:
        raise TemplateRefused(method[:20])
    try:
        plain = normalised(PARAMETER.sub("x", path))
    except PathRefused as error:
        raise TemplateRefused(path[:200]) from error
    parts = path.split("/")
    whole = all(PARAMETER.fullmatch(part) or not set("{}") & set(part) for part in parts)
    if not whole or len(parts) > MOST_PARTS or plain.count("/") != path.count("/"):
        raise TemplateRefused(path[:200])
    return Operation(method, "/".join(p if PARAMETER.fullmatch(p) else _plain(p) for p in parts))


def _plain(part: str) -> str:
    return normalised(f"/{part}")[1:]


def shape(path: str) -> str:
    """A template without the names of its parts: two with the same shape match the same paths."""
    return PARAMETER.sub("{}", path)


class Matcher(Generic[Right]):
    """Finds the right to a normalised path; a part that is written out goes before one in braces, from the left."""

    def __init__(self, rights: Iterable[tuple[Operation, Right]]) -> None:
        found: dict[tuple[str, int], list[tuple[list[str], Right]]] = defaultdict(list)
        for one, right in rights:
            parts = shape(one.path).split("/")
            found[(one.method, len(parts))].append((parts, right))
        for several in found.values():
            several.sort(key=lambda entry: [part == "{}" for part in entry[0]])
        self._found = dict(found)

    def find(self, method: str, path: str) -> Right | None:
        """None where nothing allows it: what is not named is refused."""
        parts = path.split("/")
        for template, right in self._found.get((method, len(parts)), ()):
            if all(t == p or (t == "{}" and p) for t, p in zip(template, parts, strict=True)):
                return right
        return None
