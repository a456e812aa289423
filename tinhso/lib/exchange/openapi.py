"""The description of a service (OpenAPI 3 as JSON): which operations it has, and what changed between two."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from tinhso.lib.exchange.descriptions import description_text, digest_of
from tinhso.lib.exchange.operations import METHODS, Operation, TemplateRefused, operation, shape

MOST_BYTES = 1_000_000
MOST_OPERATIONS = 500


class NotADescription(ValueError):
    """Not to be read as OpenAPI 3; the words are for the screen."""


@dataclass(frozen=True)
class Description:
    """What the exchange reads of a description; `digest` is SHA-256 of its canonical JSON."""

    title: str
    version: str
    operations: dict[Operation, str]
    inputs: dict[Operation, frozenset[str]]
    outputs: dict[Operation, frozenset[str]]
    digest: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What changed from one description to the next. `breaking`: a caller of the former one may fail."""

    added: list[str]
    removed: list[str]
    now_required: list[str]
    fields_gone: list[str]

    @property
    def breaking(self) -> bool:
        return bool(self.removed or self.now_required or self.fields_gone)


def read_description(text: str | bytes) -> Description:
    """NotADescription where it is too long, no JSON, no OpenAPI 3, or names what cannot be called."""
    if len(text) > MOST_BYTES:
        raise NotADescription("Bản mô tả dài quá 1 MB.")
    try:
        content = json.loads(text, parse_constant=_refuse)
        spelled = description_text(content)
    except (ValueError, RecursionError) as error:
        raise NotADescription("Không đọc được tệp: cần OpenAPI 3 dạng JSON, mã hóa UTF-8.") from error
    if b"\\u0000" in spelled:
        raise NotADescription("Tệp có ký tự không lưu được (\\u0000).")
    if not isinstance(content, dict) or not str(content.get("openapi", "")).startswith("3."):
        raise NotADescription("Tệp không phải bản mô tả OpenAPI 3 (thiếu khóa “openapi” bắt đầu bằng 3.).")
    info = _mapping(content.get("info"))
    found = _operations(content)
    return Description(
        title=str(info.get("title", ""))[:200],
        version=str(info.get("version", ""))[:40],
        operations={one: str(given.get("summary") or "")[:200] for one, given in found.items()},
        inputs={one: _required(given) for one, given in found.items()},
        outputs={one: _answered(given, content) for one, given in found.items()},
        digest=digest_of(spelled),
        content=content,
    )


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _operations(content: Mapping[str, Any]) -> dict[Operation, dict[str, Any]]:
    found: dict[Operation, dict[str, Any]] = {}
    for path, item in _mapping(content.get("paths")).items():
        shared = _mapping(item).get("parameters") or []
        for method, given in _mapping(item).items():
            if method.upper() not in METHODS:
                continue
            one = _operation(method, path)
            operations = _mapping(given)
            found[one] = operations | {"parameters": [*_list(shared), *_list(operations.get("parameters"))]}
    if not found:
        raise NotADescription("Bản mô tả không có thao tác nào (khóa “paths”).")
    if len(found) > MOST_OPERATIONS:
        raise NotADescription("Bản mô tả có quá 500 thao tác.")
    if len({(one.method, shape(one.path)) for one in found}) < len(found):
        raise NotADescription("Hai đường dẫn của bản mô tả chỉ khác nhau ở tên tham số.")
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _operation(method: str, path: str) -> Operation:
    try:
        return operation(method, path)
    except TemplateRefused as error:
        raise NotADescription(f"Đường dẫn không dùng được: {path[:100]}") from error


def _required(given: Mapping[str, Any]) -> frozenset[str]:
    """What a caller has to send."""
    parameters = [one for one in _list(given.get("parameters")) if isinstance(one, dict)]
    names = {f"{one.get('in')}:{one.get('name')}" for one in parameters if one.get("required")}
    body = _mapping(given.get("requestBody"))
    for media in _mapping(body.get("content")).values():
        needed = _list(_mapping(_mapping(media).get("schema")).get("required"))
        names |= {f"body:{name}" for name in needed if isinstance(name, str)}
    return frozenset(names | ({"body"} if body.get("required") else set()))


def _answered(given: Mapping[str, Any], content: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a good answer, one level deep, references of the same document followed once."""
    names: set[str] = set()
    for code, answer in _mapping(given.get("responses")).items():
        if not str(code).startswith("2"):
            continue
        for media in _mapping(_mapping(answer).get("content")).values():
            names |= set(_mapping(_resolved(_mapping(media).get("schema"), content).get("properties")))
    return frozenset(names)


def _resolved(schema: Any, content: Mapping[str, Any]) -> dict[str, Any]:
    resolved = _mapping(schema)
    if resolved.get("type") == "array":
        resolved = _mapping(resolved.get("items"))
    if not isinstance(resolved.get("$ref"), str) or not resolved["$ref"].startswith("#/"):
        return resolved
    here: Any = content
    for part in resolved["$ref"][2:].split("/"):
        here = _mapping(here).get(part.replace("~1", "/").replace("~0", "~"))
    return _mapping(here)


def difference(former: Description, present: Description) -> Difference:
    """By method and shape of the path: another name of a part changes nothing for who calls."""
    before = {(one.method, shape(one.path)): one for one in former.operations}
    after = {(one.method, shape(one.path)): one for one in present.operations}
    both = [(before[at], after[at]) for at in sorted(before.keys() & after.keys())]
    return Difference(
        added=[str(after[at]) for at in sorted(after.keys() - before.keys())],
        removed=[str(before[at]) for at in sorted(before.keys() - after.keys())],
        now_required=[
            f"{b}: {name}" for a, b in both for name in sorted(_sent(present, b) - _sent(former, a))
        ],
        fields_gone=[
            f"{b}: {name}" for a, b in both for name in sorted(former.outputs[a] - present.outputs[b])
        ],
    )


def _sent(of: Description, one: Operation) -> frozenset[str]:
    """Parts of the path have been compared by its shape."""
    return frozenset(name for name in of.inputs[one] if not name.startswith("path:"))
