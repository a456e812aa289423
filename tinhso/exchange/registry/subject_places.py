"""Where a call may name the person it is about, and whether the description of a service has that place."""

from collections.abc import Iterator
from typing import Any

from tinhso.exchange.models import Service, ServiceVersion
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.xroad import OURS

WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def check_place(subject_in: str, subject_at: str) -> str:
    """The place in its one spelling, "" for a service that names nobody. EntryRefused."""
    if subject_in == Service.Subject.NONE:
        return ""
    place = subject_at.strip()
    if not place:
        raise EntryRefused("subject_at", "Ghi chỗ nêu cá nhân: tên tham số, tiêu đề hoặc con trỏ JSON.")
    if subject_in == Service.Subject.BODY and not place.startswith("/"):
        raise EntryRefused("subject_at", "Con trỏ JSON bắt đầu bằng dấu /, ví dụ /cong-dan/so-dinh-danh.")
    if subject_in == Service.Subject.HEADER and place.lower().startswith(OURS):
        raise EntryRefused("subject_at", "Tiêu đề này là của nền tảng, bên gọi không dùng để nêu cá nhân.")
    return place


def offers_place(version: ServiceVersion, subject_in: str, place: str) -> bool:
    """Whether an operation of that description has it: a part in braces, a declared parameter, a body."""
    if subject_in == Service.Subject.NONE:
        return True
    if subject_in == Service.Subject.PATH:
        return any(f"{{{place}}}" in one.path.split("/") for one in version.calls)
    if subject_in == Service.Subject.BODY:
        return any(one.method in WITH_BODY for one in version.calls)
    return any(
        one.get("in") == subject_in and _same(subject_in, str(one.get("name", "")), place)
        for one in _parameters(version.openapi)
    )


def subject_is_lost(service: Service) -> bool:
    """Whether the newest description has no longer the place that is written down. One query."""
    version = newest(service)
    return version is not None and not offers_place(version, service.subject_in, service.subject_at)


def _same(subject_in: str, name: str, place: str) -> bool:
    return name.lower() == place.lower() if subject_in == Service.Subject.HEADER else name == place


def _parameters(openapi: Any) -> Iterator[dict[str, Any]]:
    """Of every path and operation, and those that stand among the components."""
    paths = openapi.get("paths") or {}
    for item in paths.values() if isinstance(paths, dict) else ():
        for given in (item, *(item.values() if isinstance(item, dict) else ())):
            listed = given.get("parameters") if isinstance(given, dict) else None
            yield from (one for one in listed or () if isinstance(one, dict))
    shared = (openapi.get("components") or {}).get("parameters") or {}
    yield from (one for one in shared.values() if isinstance(one, dict))
