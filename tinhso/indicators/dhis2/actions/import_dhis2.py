"""Takes in a file of DHIS2: every object is kept as it came, and what we have words for becomes ours as well."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tinhso.indicators.data_entry.imported_values import Unusual, note_imported
from tinhso.indicators.definitions.definition import BadDefinition, Definition
from tinhso.indicators.dhis2 import dhis2
from tinhso.indicators.dhis2.events import Dhis2Imported
from tinhso.indicators.loading.actions.load_indicators import add_version, digest_of, index_figures
from tinhso.indicators.models import (
    DataElement,
    DataSet,
    DataSetAgency,
    DataSetElement,
    DataValue,
    Dhis2Object,
    IndicatorVersion,
    ValidationRule,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import NotAPeriod, Period

VALUES = "dataValues"
HEADER = "dataValueSet"
DEFAULTS = ("period", "orgUnit", "attributeOptionCombo")
OUR_KINDS = ("dataElements", "dataSets", "validationRules", "indicators")
VALUE_KEY = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo")


@dataclass
class Imported:
    """How much was taken in: objects, of which so many became ours; values, of which so many were only kept.

    `why`: what was only kept though we know its kind, and the values, by reason, with how many there are. `unusual` values
    were taken, and are far from what was expected: somebody says why and somebody else looks at them, as at typed ones.
    """

    objects: int = 0
    ours: int = 0
    values: int = 0
    set_aside: int = 0
    unusual: Unusual = Unusual()
    why: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def import_dhis2(
    content: dict[str, Any], *, by: Actor, now: datetime, units: Mapping[str, str] | None = None
) -> Imported:
    """A metadata file, a dataValueSet, or both at once. Only the system (the command) does so.

    `units`: the id of an organisation unit to the code of the agency that it is.

    Raises: PermissionDenied.
    """
    if not by.system:
        raise PermissionDenied("Tệp DHIS2 chỉ được nhập bằng lệnh của người quản trị máy chủ.")
    found = Imported()
    lists = dhis2.whole_file(content)
    head = {key: part for key, part in lists.items() if VALUES in lists and not isinstance(part, list | dict)}
    for kind, part in lists.items():
        if kind != VALUES and kind not in head:
            found.objects += _keep_all(kind, part)
    if set(head) - set(DEFAULTS):
        found.objects += _keep_all(f"{HEADER}s", [head])
    ours = [*_elements(), *_data_sets(units or {}), *_rules(), *_indicators(by, now)]
    found.ours = len(ours)
    for kind in OUR_KINDS:
        for one in lists.get(kind, []):
            if isinstance(one, dict) and (kind, one.get("id")) not in ours:
                found.why[f"{kind}: {dhis2.why_set_aside(kind, one)}"] += 1
    _take_values(lists.get(VALUES, []), head, units or {}, found, now)
    record(Dhis2Imported(objects=found.objects, values=found.values, kept=found.set_aside), by=by, at=now)
    return found


def _take_values(
    values: list[Any], head: dict[str, Any], units: Mapping[str, str], found: Imported, now: datetime
) -> None:
    defaults = {key: head[key] for key in DEFAULTS if isinstance(head.get(key), str)}
    agencies, elements = agencies_by_unit(units), elements_by_name()
    imported: list[DataValue] = []
    for value in values:
        found.values += 1
        if why := _take_value(defaults | value, agencies, elements, now, imported):
            found.set_aside += 1
            found.why[f"{VALUES}: {why}"] += 1
    found.unusual = note_imported(imported, now)


def _keep_all(kind: str, part: Any) -> int:
    """Each as it came; another file's object with the same id is replaced, `=` before a kind marks what is no list.

    What stands several times in one list under one id stays as often.
    """
    is_list = isinstance(part, list)
    seen: set[str] = set()
    for one in part if is_list else [part]:
        uid = str(one.get("id", "")) if isinstance(one, dict) else ""
        uid = uid or (_digest(one) if is_list else "")
        uid = _once(uid, one, seen)
        seen.add(uid)
        name = kind if is_list else f"={kind}"
        Dhis2Object.objects.update_or_create(kind=name, uid=uid, defaults={"content": one})
    return len(part) if is_list else 1


def _once(uid: str, content: Any, seen: set[str]) -> str:
    """The id, or where it stood before, one of its own that is the same at each import."""
    if uid not in seen:
        return uid
    key = f"{uid} {_digest(content)[:16]}"
    return next(name for n in count() if (name := f"{key} {n}" if n else key) not in seen)


def _digest(content: Any) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _stored_values(kind: str) -> list[dict[str, Any]]:
    """What was kept of a list; what has no id, or one that stood there before, is only kept."""
    found = Dhis2Object.objects.filter(kind=kind).values_list("uid", "content")
    return [one for uid, one in found if isinstance(one, dict) and one.get("id") == uid]


Ours = tuple[str, str]  # the kind of an object and its id


def _elements() -> Iterator[Ours]:
    combos: dict[str, list[list[str]]] = {}
    for one in _stored_values("categoryOptionCombos"):
        options = combos.setdefault((one.get("categoryCombo") or {}).get("id", ""), [])
        options.append([one["id"], one.get("name", one["id"])])
    for content in _stored_values("dataElements"):
        fields = dhis2.element_of(content, combos)
        code = dhis2.code_of(content)
        if fields is None:
            continue
        yield "dataElements", content["id"]
        if DataElement.objects.filter(code=code, uid="").exists():
            continue  # our own, come back: the program's files say what it is
        DataElement.objects.update_or_create(uid=content["id"], defaults=fields | {"code": code})


def elements_by_name() -> dict[str, DataElement]:
    """Elements by what a file may call them: the id in DHIS2, the one that we gave out, or our code."""
    found: dict[str, DataElement] = {}
    for one in DataElement.objects.all():
        found[one.code] = found[one.uid or dhis2.uid_of(one.code)] = one
    return found


def codes_by_uid() -> dict[str, str]:
    return {name: one.code for name, one in elements_by_name().items()}


def agencies_by_unit(named: Mapping[str, str]) -> dict[str, Agency]:
    """Agencies by what a file may call them: their own code or identity code, or the id of a unit with that code.

    `named` are the codes of units whose own code is another one.
    """
    found: dict[str, Agency] = {}
    for agency in Agency.objects.order_by("-valid"):
        found.setdefault(agency.code, agency)
    for agency in Agency.objects.identified().order_by("-valid"):
        found.setdefault(agency.ident_code, agency)
    units = {one["id"]: one.get("code", "") for one in _stored_values("organisationUnits")} | dict(named)
    return found | {uid: found[code] for uid, code in units.items() if code in found}


def _data_sets(units: Mapping[str, str]) -> Iterator[Ours]:
    elements = elements_by_name()
    agencies = agencies_by_unit(units)
    for content in _stored_values("dataSets"):
        fields = dhis2.data_set_of(content)
        if fields is None:
            continue
        data_set, _ = DataSet.objects.update_or_create(code=dhis2.address_of(content), defaults=fields)
        must = {
            (one.get("dataElement") or {}).get("id")
            for one in content.get("compulsoryDataElementOperands") or []
        }
        for order, line in enumerate(content.get("dataSetElements") or []):
            uid = (line.get("dataElement") or {}).get("id")
            if uid in elements:
                how = {"order": order, "compulsory": uid in must}
                DataSetElement.objects.update_or_create(
                    data_set=data_set, element=elements[uid], defaults=how
                )
        for unit in content.get("organisationUnits") or []:
            if agency := agencies.get(unit.get("id", "")):
                DataSetAgency.objects.get_or_create(
                    data_set=data_set,
                    agency=agency,
                    starts_on=agency.valid.lower,
                    defaults={"source": "DHIS2"},
                )
        yield "dataSets", content["id"]


def _rules() -> Iterator[Ours]:
    codes = codes_by_uid()
    for content in _stored_values("validationRules"):
        fields = dhis2.rule_of(content, codes)
        if fields is None:  # what it said before is not to be run any more
            ValidationRule.objects.filter(uid=content["id"]).update(active=False)
            continue
        ValidationRule.objects.update_or_create(code=dhis2.code_of(content), defaults=fields)
        yield "validationRules", content["id"]


def _indicators(by: Actor, now: datetime) -> Iterator[Ours]:
    codes = codes_by_uid()
    types = {one["id"]: one for one in _stored_values("indicatorTypes")}
    newest = {v.indicator.code: v.digest for v in IndicatorVersion.objects.newest()}
    for content in _stored_values("indicators"):
        fields = dhis2.indicator_of(content, codes, types)
        if fields is None or not _is_sound(dhis2.code_of(content), fields):
            continue
        if newest.get(dhis2.code_of(content)) != digest_of(fields):
            add_version(dhis2.code_of(content), fields, digest_of(fields), by=by, now=now)
            index_figures({dhis2.code_of(content): fields})
        yield "indicators", content["id"]


def _is_sound(code: str, fields: dict[str, Any]) -> bool:
    try:
        Definition.from_json(code, fields)
    except BadDefinition:
        return False
    return True


def _take_value(
    whole: dict[str, Any],
    agencies: dict[str, Agency],
    elements: dict[str, DataElement],
    now: datetime,
    imported: list[DataValue],
) -> str:
    """Adds a revision to those `taken`. "" where it became a revision or says what stands already; else it is only kept, and why."""
    agency = agencies.get(str(whole.get("orgUnit")))
    element = elements.get(str(whole.get("dataElement")))
    dims = _dims(element, str(whole.get("categoryOptionCombo", dhis2.DEFAULT_COMBO))) if element else None
    span, number = _span(whole), dhis2.number_of(whole)
    why = {
        "không có chỉ tiêu của giá trị này": element is None,
        "đơn vị chưa gắn với cơ quan nào": agency is None,
        "phân tổ không phải của chỉ tiêu": element is not None and dims is None,
        "có tổ hợp thuộc tính": whole.get("attributeOptionCombo", dhis2.DEFAULT_COMBO) != dhis2.DEFAULT_COMBO,
        "kỳ không đọc được": span is None,
        "giá trị không phải số hoặc quá lớn": number is None,
    }
    if element is None or agency is None or dims is None or span is None or any(why.values()):
        key = " ".join(str(whole.get(name, "")) for name in VALUE_KEY)
        Dhis2Object.objects.update_or_create(kind=VALUES, uid=key, defaults={"content": whole})
        return next(words for words, holds in why.items() if holds)
    key_of_row = {"element": element, "agency": agency, "period": span.code, "dims": dims}
    value = None if whole.get("deleted") is True else number  # taken back, not zero
    rows = DataValue.objects.filter(**key_of_row, scenario="actual", place__isnull=True)
    standing = rows.order_by("-known_at", "-pk").first()
    if standing is None or standing.value != value or standing.extra != whole:
        days = {"starts_on": span.start, "ends_on": span.end}
        moments = {"known_at": timezone.now(), "entered_at": now}
        row = DataValue(**key_of_row, **days, **moments, scenario="actual", value=value, extra=whole)
        row.save()
        imported.append(row)
    return ""


def _span(whole: dict[str, Any]) -> Period | None:
    try:
        return dhis2.period_of(str(whole.get("period")))
    except NotAPeriod:
        return None


def _dims(element: DataElement, combo: str) -> list[str] | None:
    """The option of the element's one dimension; None where the combination and the element do not fit."""
    if not element.dims:
        return [] if combo == dhis2.DEFAULT_COMBO else None
    if element.dim_names != [dhis2.COMBO]:
        return None
    options = element.dims[0]["options"]
    if combo not in dict(options):
        options.append([combo, combo])
        element.save(update_fields=["dims"])
    return [combo]
