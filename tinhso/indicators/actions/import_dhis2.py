"""Takes in a file of DHIS2: every object is kept as it came, and what we have words for becomes ours as well."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tinhso.indicators import dhis2
from tinhso.indicators.actions.load_indicators import add_version, digest_of
from tinhso.indicators.definition import BadDefinition, Definition
from tinhso.indicators.events import Dhis2Imported
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
VALUE_KEY = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo")


@dataclass
class Imported:
    """How much was taken in: objects, of which so many became ours; values, of which so many were only kept."""

    objects: int = 0
    ours: int = 0
    values: int = 0
    kept: int = 0


@transaction.atomic
def import_dhis2(content: dict[str, Any], *, by: Actor, now: datetime) -> Imported:
    """A metadata file, a dataValueSet, or both at once. Only the system (the command) does so: PermissionDenied."""
    if not by.system:
        raise PermissionDenied("Tệp DHIS2 chỉ được nhập bằng lệnh của người quản trị máy chủ.")
    found = Imported()
    for kind, part in content.items():
        if kind == VALUES:
            continue
        found.objects += _keep_all(kind, part)
    found.ours = _elements() + _data_sets() + _rules() + _indicators(by, now)
    defaults = {key: content[key] for key in ("period", "orgUnit") if isinstance(content.get(key), str)}
    agencies, elements = agencies_by_unit(), elements_by_name()
    for value in content.get(VALUES, []):
        found.values += 1
        found.kept += not _take_value(defaults | value, agencies, elements, now)
    record(Dhis2Imported(objects=found.objects, values=found.values, kept=found.kept), by=by, at=now)
    return found


def _keep_all(kind: str, part: Any) -> int:
    """Each as it came; another file's object with the same id is replaced, `=` before a kind marks what is no list.

    What stands twice in one list under one id, and is not the same, stays twice.
    """
    is_list = isinstance(part, list)
    seen: set[str] = set()
    for one in part if is_list else [part]:
        uid = str(one.get("id", "")) if isinstance(one, dict) else ""
        uid = uid or (_digest(one) if is_list else "")
        if uid in seen:
            uid = f"{uid} {_digest(one)[:16]}"
        seen.add(uid)
        name = kind if is_list else f"={kind}"
        Dhis2Object.objects.update_or_create(kind=name, uid=uid, defaults={"content": one})
    return len(part) if is_list else 1


def _digest(content: Any) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _kept(kind: str) -> list[dict[str, Any]]:
    """What was kept of a list; what has no id, or one that stood there before, is only kept."""
    found = Dhis2Object.objects.filter(kind=kind).values_list("uid", "content")
    return [one for uid, one in found if isinstance(one, dict) and one.get("id") == uid]


def _elements() -> int:
    combos: dict[str, list[list[str]]] = {}
    for one in _kept("categoryOptionCombos"):
        options = combos.setdefault(one.get("categoryCombo", {}).get("id", ""), [])
        options.append([one["id"], one.get("name", one["id"])])
    made = 0
    for content in _kept("dataElements"):
        fields = dhis2.element_of(content, combos)
        code = dhis2.code_of(content)
        if fields is None:
            continue
        made += 1
        if DataElement.objects.filter(code=code, uid="").exists():
            continue  # our own, come back: the program's files say what it is
        DataElement.objects.update_or_create(uid=content["id"], defaults=fields | {"code": code})
    return made


def elements_by_name() -> dict[str, DataElement]:
    """Elements by what a file may call them: the id in DHIS2, the one that we gave out, or our code."""
    found: dict[str, DataElement] = {}
    for one in DataElement.objects.all():
        found[one.code] = found[one.uid or dhis2.uid_of(one.code)] = one
    return found


def codes_by_uid() -> dict[str, str]:
    return {name: one.code for name, one in elements_by_name().items()}


def agencies_by_unit() -> dict[str, Agency]:
    """Agencies by what a file may call them: their own code or identity code, or the id of a unit with that code."""
    found: dict[str, Agency] = {}
    for agency in Agency.objects.order_by("-valid"):
        for code in filter(None, (agency.code, agency.ident_code)):
            found.setdefault(code, agency)
    units = {one["id"]: one.get("code", "") for one in _kept("organisationUnits")}
    return found | {uid: found[code] for uid, code in units.items() if code in found}


def _data_sets() -> int:
    elements = elements_by_name()
    agencies, made = agencies_by_unit(), 0
    for content in _kept("dataSets"):
        fields = dhis2.data_set_of(content)
        if fields is None:
            continue
        data_set, _ = DataSet.objects.update_or_create(code=dhis2.address_of(content), defaults=fields)
        must = {
            one.get("dataElement", {}).get("id") for one in content.get("compulsoryDataElementOperands", [])
        }
        for order, line in enumerate(content.get("dataSetElements", [])):
            uid = line.get("dataElement", {}).get("id")
            if uid in elements:
                how = {"order": order, "compulsory": uid in must}
                DataSetElement.objects.update_or_create(
                    data_set=data_set, element=elements[uid], defaults=how
                )
        for unit in content.get("organisationUnits", []):
            if agency := agencies.get(unit.get("id", "")):
                DataSetAgency.objects.get_or_create(
                    data_set=data_set,
                    agency=agency,
                    starts_on=agency.valid.lower,
                    defaults={"source": "DHIS2"},
                )
        made += 1
    return made


def _rules() -> int:
    codes, made = codes_by_uid(), 0
    for content in _kept("validationRules"):
        fields = dhis2.rule_of(content, codes)
        if fields is not None:
            ValidationRule.objects.update_or_create(code=dhis2.code_of(content), defaults=fields)
            made += 1
    return made


def _indicators(by: Actor, now: datetime) -> int:
    codes, made = codes_by_uid(), 0
    factors = {one["id"]: int(one.get("factor", 1)) for one in _kept("indicatorTypes")}
    newest = {v.indicator.code: v.digest for v in IndicatorVersion.objects.newest()}
    for content in _kept("indicators"):
        fields = dhis2.indicator_of(content, codes, factors)
        if fields is None or not _is_sound(dhis2.code_of(content), fields):
            continue
        if newest.get(dhis2.code_of(content)) != digest_of(fields):
            add_version(dhis2.code_of(content), fields, digest_of(fields), by=by, now=now)
        made += 1
    return made


def _is_sound(code: str, fields: dict[str, Any]) -> bool:
    try:
        Definition.from_json(code, fields)
    except BadDefinition:
        return False
    return True


def _take_value(
    whole: dict[str, Any], agencies: dict[str, Agency], elements: dict[str, DataElement], now: datetime
) -> bool:
    """True where it became a revision or says what stands already; else it is only kept."""
    agency = agencies.get(str(whole.get("orgUnit")))
    element = elements.get(str(whole.get("dataElement")))
    dims = _dims(element, str(whole.get("categoryOptionCombo", dhis2.DEFAULT_COMBO))) if element else None
    plain = whole.get("attributeOptionCombo", dhis2.DEFAULT_COMBO) == dhis2.DEFAULT_COMBO
    try:
        span, number = Period.parse(str(whole.get("period"))), Decimal(str(whole.get("value")))
    except (NotAPeriod, InvalidOperation):
        plain = False
    if element is None or agency is None or dims is None or not plain or not number.is_finite():
        key = " ".join(str(whole.get(name, "")) for name in VALUE_KEY)
        Dhis2Object.objects.update_or_create(kind=VALUES, uid=key, defaults={"content": whole})
        return False
    key_of_row = {
        "element": element,
        "agency": agency,
        "period": span.code,
        "dims": dims,
        "scenario": "actual",
    }
    standing = DataValue.objects.filter(**key_of_row, place__isnull=True).order_by("-known_at", "-pk").first()
    if standing is None or standing.value != number or standing.extra != whole:
        DataValue.objects.create(
            **key_of_row,
            starts_on=span.start,
            ends_on=span.end,
            value=number,
            known_at=timezone.now(),
            entered_at=now,
            extra=whole,
        )
    return True


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
