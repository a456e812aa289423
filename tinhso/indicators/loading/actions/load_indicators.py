"""Reads the definitions of the program into versions; a second time it changes nothing."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from tinhso.indicators.data import reading
from tinhso.indicators.definitions.definition import BadDefinition, Definition
from tinhso.indicators.loading.events import IndicatorDefined
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.indicators.sources.sources import PERIOD
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import Entry, forget, forget_others, index, indexed
from tinhso.kernel.site.declare import Measure, all_of


@transaction.atomic
def load_indicators(*, by: Actor, now: datetime) -> int:
    """New and changed definitions become versions known from now on; how many. What the program defines no more is not found
    any more; its page and its past figures stay.

    Raises: BadDefinition, PermissionDenied.
    """
    if not by.system:
        raise PermissionDenied("Định nghĩa chỉ tiêu đi cùng chương trình; chỉ hệ thống được nạp.")
    measures = {measure.code: measure for measure in all_of(Measure)}
    newest = {v.indicator.code: v for v in IndicatorVersion.objects.newest()}
    changed: set[str] = set()
    known = reading.definitions()
    for code, content in known.items():
        check(Definition.from_json(code, content), measures)
        digest = digest_of(content)
        if code not in newest or newest[code].digest != digest:
            add_version(code, content, digest, by=by, now=now)
            changed.add(code)
    found = indexed("figure", known) - changed
    index_figures({code: content for code, content in known.items() if code not in found})
    forget_others("figure", known)
    return len(changed)


def check(definition: Definition, measures: dict[str, Measure]) -> None:
    """Raises: BadDefinition where a measure of this program lacks a dimension that the definition asks for."""
    for ref in definition.refs:
        measure = measures.get(ref.code)
        if measure is None:
            continue  # a system that is not installed yet: "chưa có số liệu"
        known = {name for name, _ in measure.dims}
        if wrong := [name for name, _ in ref.where if name not in known and name != PERIOD]:
            raise BadDefinition(definition.code, f"số đo {ref.code} không có chiều {', '.join(wrong)}")


def digest_of(content: dict[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def index_figures(definitions: Mapping[str, dict[str, Any]]) -> None:
    """Let the search of the portal find what everybody may read, and nothing that only officers may read any more;
    `definitions` is code to content."""
    found = [Definition.from_json(code, content) for code, content in definitions.items()]
    index(
        Entry(
            kind="figure",
            ref=one.code,
            title=one.name,
            url=reverse("figure", args=[one.address]),
            text=one.group,
            weight=4 if one.home else 0,
            details=f"{one.description} {one.numerator_words} {one.denominator_words}",
        )
        for one in found
        if one.public
    )
    forget("figure", [one.code for one in found if not one.public])


def add_version(code: str, content: dict[str, Any], digest: str, *, by: Actor, now: datetime) -> None:
    """The next version of an indicator, which is made where there was none."""
    indicator, _ = Indicator.objects.update_or_create(code=code, defaults={"address": content["address"]})
    number = indicator.versions.count() + 1
    IndicatorVersion.objects.create(
        indicator=indicator, number=number, content=content, digest=digest, known_at=now
    )
    record(IndicatorDefined(indicator=code, version=number), by=by, at=now)
