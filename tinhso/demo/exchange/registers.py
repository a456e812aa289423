"""The list of shared data and the dictionary of the demo, with fields of services that are words of it."""

import json
from collections.abc import Iterator
from typing import Any

from tinhso.demo.exchange.descriptions import Fields
from tinhso.demo.exchange.national import document_of
from tinhso.demo.exchange.offers import Offer
from tinhso.demo.exchange.registry import BEGUN, OFFERS, Registry
from tinhso.exchange.public import DictionaryTerm, enter_shared_dataset, enter_term, map_field
from tinhso.kernel.people.public import SYSTEM

SOURCE = "Quyết định ban hành danh mục dữ liệu dùng chung của tỉnh (mô phỏng, số chưa kiểm chứng)"
LINES = (
    ("dvhc", "Danh mục đơn vị hành chính", "so-tttt", "default", "don-vi-hanh-chinh"),
    ("ho-so-tthc", "Trạng thái hồ sơ thủ tục hành chính", "so-tttt", "default", "trang-thai-ho-so"),
    ("khai-sinh", "Dữ liệu đăng ký khai sinh", "so-tp", "specific", "khai-sinh"),
    ("hon-nhan", "Dữ liệu tình trạng hôn nhân", "so-tp", "specific", "hon-nhan"),
    ("gpxd", "Giấy phép xây dựng đã cấp", "so-xd", "specific", "giay-phep-xay-dung"),
    ("thu-bhxh", "Người tham gia bảo hiểm xã hội", "bhxh-tinh", "specific", ""),
)
KINDS = {"string": "text", "number": "number", "integer": "number", "date": "day", "date-time": "moment"}
OF_REGISTERS = frozenset({"soDangKy", "ngayDangKy"})
FIRST = ("khai-sinh", "don-vi-hanh-chinh")
"""Services whose words of the dictionary have the plain codes."""
CODES = frozenset({"ma", "maCapTren"})


def fill_registers(registry: Registry) -> None:
    now = registry.office.ago(BEGUN - 30)
    for code, title, holder, sharing, service in LINES:
        enter_shared_dataset(
            code=code,
            title=title,
            holder=registry.agencies[holder],
            sharing=sharing,
            service=registry.services.get(service),
            source=SOURCE,
            valid_from=now.date(),
            by=SYSTEM,
            now=now,
        )
    words: dict[tuple[str, str], DictionaryTerm] = {}
    for code, fields in _fields_of_services(registry):
        for name, (kind, meaning) in fields.items():
            term = words.get((name, meaning))
            if term is None:
                known = any(one == name for one, _meaning in words)
                word = f"{_spelled(name)}-{code}" if known else _spelled(name)
                words[(name, meaning)] = term = enter_term(
                    code=word,
                    label=meaning,
                    meaning=f"{meaning}, theo từ điển dữ liệu dùng chung (minh họa)",
                    kind="code" if name in CODES else KINDS.get(kind, "text"),
                    personal=registry.services[code].personal and name not in OF_REGISTERS,
                    source=SOURCE,
                    by=SYSTEM,
                    now=now,
                )
            map_field(service=registry.services[code], field=name, term=term, by=SYSTEM, now=now)


def _fields_of_services(registry: Registry) -> Iterator[tuple[str, Fields]]:
    """By the code of each service; of what the program itself gives only what is about people."""
    for offer in sorted(OFFERS, key=lambda one: one.code not in FIRST):
        yield offer.code, fields_of(offer)
    for code, service in registry.services.items():
        if service.provided and service.personal:
            yield code, dict(_described(service.versions.get().openapi["paths"]))


def fields_of(offer: Offer) -> Fields:
    """What its answers hold: the name of each field, its type and what it means."""
    if offer.document:
        return dict(_described(json.loads(document_of(offer.document))["paths"]))
    return {
        name: given
        for _summary, fields in (offer.later or offer.paths).values()
        for name, given in fields.items()
    }


def _described(part: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every property of an answer that says what it means, wherever it stands; those of errors stand apart from the paths."""
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name == "properties":
            for field, given in value.items():
                if "description" in given:
                    yield field, (given.get("format") or _plain(given), given["description"])
        yield from _described(value)


def _plain(given: dict[str, Any]) -> str:
    """The type of a field; of one that may be missing the other type than "null"."""
    kind = given.get("type", "string")
    return str(kind if isinstance(kind, str) else next(one for one in kind if one != "null"))


def _spelled(name: str) -> str:
    """`soDinhDanh` as a code: so-dinh-danh."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
