"""How words of DHIS2's metadata are ours: identifiers, aggregation, value and period types, expressions.

What has no word of ours is None here; the object is then only kept as it came (`Dhis2Object`). Unlike DHIS2 an
indicator has no figure where one of several operands has no value (it counts as 0 there), and none over the options of
what is not added up (`NONE`).
"""

import re
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from tinhso.lib.expressions import BadExpression, Constant, parse, refs
from tinhso.lib.periods import NotAPeriod, Period

DEFAULT_COMBO = "HllvX50cXC0"  # the option combination of whatever has none, the same in every DHIS2
DEFAULT_CATEGORY_COMBO = "bjDvmb4bfuf"
COMBO = "combo"  # the dimension that option combinations make
AGGREGATIONS = {
    "SUM": ("sum", "sum"),
    "AVERAGE": ("average", "average"),
    "AVERAGE_SUM_ORG_UNIT": ("average", "sum"),
    "LAST": ("last", "sum"),
    "LAST_AVERAGE_ORG_UNIT": ("last", "average"),
    "MIN": ("min", "min"),
    "MIN_SUM_ORG_UNIT": ("min", "sum"),
    "MAX": ("max", "max"),
    "MAX_SUM_ORG_UNIT": ("max", "sum"),
    "NONE": ("none", "none"),
}
VALUE_TYPES = {
    "NUMBER": ("number", 6),
    "INTEGER": ("integer", 0),
    "INTEGER_ZERO_OR_POSITIVE": ("count", 0),
    "INTEGER_POSITIVE": ("count", 0),
    "PERCENTAGE": ("percent", 6),
    "UNIT_INTERVAL": ("positive", 6),
}
PERIODS = {
    "Daily": "day",
    "Weekly": "week",
    "Monthly": "month",
    "BiMonthly": "two_months",
    "Quarterly": "quarter",
    "SixMonthly": "half",
    "Yearly": "year",
}
MILLIONTH = Decimal("0.000001")
LARGEST = Decimal(10) ** 20
PERCENT = 100  # the factor of a type of indicators told in %
# What DHIS2 assumes where a side of a rule does not say it.
MISSING = "SKIP_IF_ALL_VALUES_MISSING"
WITH_DASHES = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
OURS_ALONE = re.compile(r"\d{4}M9")
SINGLE = {"numerator": "indicators", "leftSide": "validationRules", "dataSetElements": "dataSets"}
OPERAND = re.compile(r"#\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9]+|\*))?(?:\.\*)?\}")
OURS = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def whole_file(content: dict[str, Any]) -> dict[str, Any]:
    """A file that is one object alone, as its own address takes it, as the metadata file with that one object."""
    for name, kind in SINGLE.items():
        if name in content and not any(isinstance(part, list) and name == kind for part in content.values()):
            return {kind: [content]}
    return content


def period_of(text: str) -> Period:
    """The period that DHIS2 means: `2024-03-08` is a day there and `2024-03` a month. NotAPeriod for any other."""
    if found := WITH_DASHES.fullmatch(text):
        return Period.parse("".join(filter(None, found.groups())))
    if OURS_ALONE.fullmatch(text):
        raise NotAPeriod(text)
    return Period.parse(text)


def number_of(value: dict[str, Any]) -> Decimal | None:
    """The number as it is stored, with six decimals; None for what is no number or too large to be stored."""
    try:
        number = Decimal(str(value.get("value")))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= LARGEST:
        return None
    return number.quantize(MILLIONTH)


def code_of(content: dict[str, Any]) -> str:
    """Its code where that is one of ours, else one made of its id: capitals are told apart by an underscore."""
    code = str(content.get("code", ""))
    return (
        code
        if OURS.fullmatch(code)
        else "dhis2." + re.sub(r"([A-Z])", lambda m: f"_{m[1].lower()}", content["id"])
    )


def address_of(content: dict[str, Any]) -> str:
    return code_of(content).replace(".", "-")[:80]


def uid_of(code: str) -> str:
    """An id in DHIS2's form for something of ours, always the same: eleven letters and digits, a letter first."""
    number = int.from_bytes(sha256(code.encode()).digest()[:10], "big")
    letters = [LETTERS[number % 52]]
    number //= 52
    for _n in range(10):
        letters.append(LETTERS[number % 62])
        number //= 62
    return "".join(letters)


def expression_of(text: str, codes: dict[str, str]) -> str | None:
    """Operands of known elements as refs; None where anything else stands in it."""

    def ref(found: re.Match[str]) -> str:
        code = codes.get(found[1], "")
        where = f"[{COMBO}={found[2]}]" if found[2] not in (None, "*", DEFAULT_COMBO) else ""
        return f"{code}{where}" if code else "?"

    written = " ".join(OPERAND.sub(ref, text).split())
    try:
        parse(written)
    except BadExpression:
        return None
    return written


def element_of(content: dict[str, Any], combos: dict[str, list[list[str]]]) -> dict[str, Any] | None:
    """The fields of a DataElement; None for what is not reported as a number. `combos`: options by category combo."""
    aggregation = AGGREGATIONS.get(str(content.get("aggregationType")))
    value_type = VALUE_TYPES.get(str(content.get("valueType")))
    if aggregation is None or value_type is None or content.get("domainType", "AGGREGATE") != "AGGREGATE":
        return None
    combo = (content.get("categoryCombo") or {}).get("id", DEFAULT_CATEGORY_COMBO)
    dims = [] if combo == DEFAULT_CATEGORY_COMBO else [_dimension(combos.get(combo, []))]
    return {
        "name": str(content.get("name", ""))[:300],
        "value_type": value_type[0],
        "decimals": value_type[1],
        "agg_time": aggregation[0],
        "agg_org": aggregation[1],
        "zero_is_significant": bool(content.get("zeroIsSignificant", False)),
        "dims": dims,
        "source": "DHIS2",
    }


def _dimension(options: list[list[str]]) -> dict[str, Any]:
    return {"name": COMBO, "label": "Phân tổ", "options": options}


def data_set_of(content: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of a DataSet; None for a period type that we cannot enter."""
    kind = PERIODS.get(str(content.get("periodType")))
    if kind is None:
        return None
    return {
        "name": str(content.get("name", ""))[:300],
        "period_kind": kind,
        "timely_days": max(0, int(content.get("timelyDays") or 0)) if "timelyDays" in content else 15,
        "expiry_days": max(0, int(content.get("expiryDays") or 0)),
        "open_future_periods": int(content.get("openFuturePeriods") or 0),
        "valid_complete_only": bool(content.get("validCompleteOnly", False)),
        "source": "DHIS2",
        "uid": content["id"],
    }


def rule_of(content: dict[str, Any], codes: dict[str, str]) -> dict[str, Any] | None:
    """The fields of a ValidationRule; None where it says something that ours cannot.

    What DHIS2 leaves out of the check of a form stands here too, but is not run.
    """
    left, right = content.get("leftSide") or {}, content.get("rightSide") or {}
    sides = [expression_of(str(side.get("expression", "")), codes) for side in (left, right)]
    if None in sides or _beyond_our_rules(content):
        return None
    return {
        "name": str(content.get("name", ""))[:300],
        "period_kind": PERIODS[content["periodType"]],
        "left": sides[0],
        "left_words": str(left.get("description", ""))[:300],
        "left_missing": left.get("missingValueStrategy") or MISSING,
        "operator": content.get("operator", "equal_to"),
        "right": sides[1],
        "right_words": str(right.get("description", ""))[:300],
        "right_missing": right.get("missingValueStrategy") or MISSING,
        "importance": content.get("importance", "MEDIUM"),
        "instruction": str(content.get("instruction", ""))[:1000],
        "active": not content.get("skipFormValidation", False),
        "uid": content["id"],
    }


def _beyond_our_rules(content: dict[str, Any]) -> str:
    """What a rule says, besides its expressions, that ours cannot say; "" for nothing."""
    if content.get("periodType") not in PERIODS:
        return f"kỳ {content.get('periodType')}"
    if any((content.get(side) or {}).get("slidingWindow") for side in ("leftSide", "rightSide")):
        return "kỳ trượt"
    return "chỉ dành cho một số cấp đơn vị" if content.get("organisationUnitLevels") else ""


def indicator_of(
    content: dict[str, Any], codes: dict[str, str], types: dict[str, dict[str, Any]]
) -> dict[str, Any] | None:
    """The content of an IndicatorVersion, for officers only; None where an expression has no words of ours.

    `types`: what was kept of the types of indicators, by id. DHIS2 rounds a ratio that names no decimals to one.
    """
    above = expression_of(str(content.get("numerator", "")), codes)
    below = expression_of(str(content.get("denominator") or "1"), codes)
    if above is None or below is None or not refs(parse(above)):
        return None
    kind = content.get("indicatorType") or {}
    kind = types.get(kind.get("id", ""), {}) | kind
    factor = int(kind.get("factor", 1))
    is_ratio = parse(below) != Constant(Decimal(1))
    found = {
        "name": content.get("name", ""),
        "address": address_of(content),
        "unit": "%" if factor == PERCENT else kind.get("name") or "đơn vị",
        "group": "DHIS2",
        "source": "DHIS2",
        "numerator": above,
        "numerator_words": content.get("numeratorDescription") or above,
        "factor": factor,
        "decimals": int(content.get("decimals", 1 if is_ratio else 0) or 0),
        "annualized": bool(content.get("annualized", False)),
        "public": False,
    }
    if is_ratio:
        found |= {"denominator": below, "denominator_words": content.get("denominatorDescription") or below}
    return found


def why_set_aside(kind: str, content: dict[str, Any]) -> str:
    """Why an object of one of our kinds is only kept, in words; "" of other kinds, which are all only kept."""
    constant = "#{" not in str(content.get("numerator", ""))
    reasons = {
        "dataElements": f"kiểu giá trị {content.get('valueType')}, cách gộp {content.get('aggregationType')}",
        "dataSets": f"kỳ báo cáo {content.get('periodType')}",
        "validationRules": _beyond_our_rules(content) or "biểu thức",
        "indicators": "tử số không có số liệu nào" if constant else "biểu thức",
    }
    return reasons.get(kind, "")
