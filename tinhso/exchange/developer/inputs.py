"""What a call needs, as the description of a service says: parameters with their place, a body; and the call made of what was typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tinhso.exchange.models import ServiceVersion
from tinhso.lib.exchange.operations import Operation
from tinhso.lib.exchange.xroad import OF_ONE_HOP, OURS

MOST_INPUTS, MOST_VALUE, MOST_BODY = 40, 500, 20_000
PLACES = ("path", "query", "header")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,79}")
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True)
class Input:
    """One parameter; `example` is what stands in the field."""

    name: str
    place: str
    meaning: str
    required: bool
    example: str


@dataclass(frozen=True)
class Outgoing:
    """A call as it is to be sent: path behind the service, with its query."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)


def inputs_of(version: ServiceVersion, operation: Operation) -> list[Input]:
    """Those of the path and of the operation; what could pass for the exchange's own header is left out."""
    content = version.openapi
    item = _mapping(_mapping(content.get("paths")).get(operation.path))
    named: dict[tuple[str, str], Input] = {}
    for given in (*_list(item), *_list(_mapping(item.get(operation.method.lower())))):
        one = _input(_resolved(given, content))
        if one is not None:
            named[(one.place, one.name)] = one
    for name in re.findall(r"{([^{}]+)}", operation.path):
        named.setdefault(("path", name), Input(name, "path", "", True, ""))
    order = sorted(named.values(), key=lambda one: PLACES.index(one.place))
    return order[:MOST_INPUTS]


def outgoing(operation: Operation, values: Mapping[tuple[str, str], str]) -> Outgoing:
    """By place and name; what is empty is not sent. KeyError for a part of the path that is missing."""
    path = re.sub(r"{([^{}]+)}", lambda found: quote(values[("path", found[1])], safe=""), operation.path)
    query = urlencode(
        [(name, value) for (place, name), value in values.items() if place == "query" and value]
    )
    headers = {name: value for (place, name), value in values.items() if place == "header" and value}
    return Outgoing(f"{path}?{query}" if query else path, headers)


def takes_body(operation: Operation) -> bool:
    return operation.method in WITH_BODY


def _input(given: Mapping[str, Any]) -> Input | None:
    name, place = str(given.get("name", "")), str(given.get("in", ""))
    if place not in PLACES or not name or len(name) > 80:
        return None
    if place == "header" and not _is_open_header(name):
        return None
    schema = _mapping(given.get("schema"))
    example = given.get("example", schema.get("example", schema.get("default", "")))
    return Input(
        name,
        place,
        str(given.get("description") or "")[:300],
        place == "path" or bool(given.get("required")),
        str(example)[:MOST_VALUE] if isinstance(example, (str, int, float)) else "",
    )


def _is_open_header(name: str) -> bool:
    plain = name.lower().replace("_", "-")
    ours = plain.startswith(OURS) or plain in OF_ONE_HOP or plain in ("content-type", "content-digest")
    return bool(NAME.fullmatch(name)) and not ours


def _resolved(given: Any, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reference to a parameter of the same document is followed once."""
    one = _mapping(given)
    name = str(one.get("$ref", ""))
    if name.startswith("#/components/parameters/"):
        shared = _mapping(_mapping(content.get("components")).get("parameters"))
        return _mapping(shared.get(name.rpartition("/")[2]))
    return one


def _list(item: Mapping[str, Any]) -> Iterator[Any]:
    given = item.get("parameters")
    yield from given if isinstance(given, list) else ()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
