"""What of a DHIS2 file does not come out again as it went in: every object and every property is looked for."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tinhso.indicators.dhis2 import dhis2

VALUES = "dataValues"
DEFAULTS = ("period", "orgUnit", "attributeOptionCombo")


def losses(sent: dict[str, Any], metadata: dict[str, Any], values: dict[str, Any]) -> list[str]:
    """Path of each property that is missing or another one; `metadata` and `values` are the exports after it."""
    lists = dhis2.whole_file(sent)
    head = {key: part for key, part in lists.items() if VALUES in lists and not isinstance(part, list | dict)}
    found: list[str] = []
    for kind, part in lists.items():
        if kind == VALUES:
            found += _of_list(kind, [_whole(head, one) for one in part], values.get(VALUES, []))
        elif isinstance(part, list):
            found += _of_list(kind, part, metadata.get(kind, []))
        elif kind not in head:
            found += unlike(kind, part, metadata.get(kind))
    if set(head) - set(DEFAULTS):
        found += _of_list("dataValueSets", [head], metadata.get("dataValueSets", []))
    return found


def _whole(head: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """A value with what its file says for all."""
    return {key: head[key] for key in DEFAULTS if isinstance(head.get(key), str)} | value


def _of_list(kind: str, sent: list[Any], out: list[Any]) -> Iterator[str]:
    """What is not there as often as it was sent. A value said twice is one; one taken back is not told any more."""
    left = Counter(_text(one) for one in out)
    for one in sent:
        text = _text(one)
        if left[text]:
            left[text] -= kind != VALUES
            continue
        if kind == VALUES and one.get("deleted") is True:
            continue
        near = [other for other in out if _named(other) == _named(one)]
        name = f"{kind} {_named(one)}"
        is_there = near and text not in left  # then not as often as it was sent
        yield from unlike(name, one, near[0]) if is_there else [name]


def _text(part: Any) -> str:
    """As JSON: `true`, 1 and 1.0 are three things."""
    return json.dumps(part, sort_keys=True)


def _named(one: Any) -> str:
    if not isinstance(one, dict):
        return str(one)[:40]
    keys = ("id",) if "id" in one else ("dataElement", "period", "orgUnit", "categoryOptionCombo")
    return " ".join(str(one.get(key, "")) for key in keys)


def unlike(path: str, sent: Any, out: Any) -> Iterator[str]:
    """The paths below `path` where the two differ."""
    if isinstance(sent, dict) and isinstance(out, dict):
        for key, part in sent.items():
            yield from unlike(f"{path}.{key}", part, out[key]) if key in out else [f"{path}.{key}"]
    elif _text(sent) != _text(out):
        yield path
