"""What a file of procedures would change: good rows as changes, bad ones as faults. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.fields.json import KT

from tinhso.lib.money.fees import DUES, fee_faults
from tinhso.lib.procedure_codes import is_procedure_code
from tinhso.onestop.catalogue.cells import COLUMNS, CONTENT, decode, encode
from tinhso.onestop.catalogue.rows import Standing, standings
from tinhso.onestop.models import (
    LifeEvent,
    OnlineService,
    ProcedureCompetence,
    ProcedureField,
    ProcedureVersion,
)

LONGEST = {
    "name": 1200,
    "keywords": 2000,
    "result_name": 300,
    "agency_text": 300,
    "settled_in": 120,
    "source": 500,
}
NO_CODE = (
    "thiếu mã, hoặc mã không theo Cơ sở dữ liệu quốc gia về thủ tục hành chính: ghi dạng 1.003659, "
    "hoặc cxm-ten-thu-tuc khi chưa xác minh được mã"
)
LEVELS = {level.value for level in ProcedureCompetence.Level}
OWN_LEVELS = ("commune", "district", "province")
SETTLING = (
    *OWN_LEVELS,
    "vertical",
)  # whose time limits the province publishes: its own and those of vertical agencies


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: number of the row as the spreadsheet shows it, heading, reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Change:
    """A good row: its values, how the procedure stands now (None: new), and which parts differ."""

    row: int
    values: dict[str, Any]
    standing: Standing | None
    differs: frozenset[str]

    @property
    def content(self) -> bool:
        """Whether a new version is to be published."""
        return content_differs(self.differs, self.standing)


@dataclass
class Plan:
    """All of a file: what is to be done, and what cannot."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0

    @property
    def created(self) -> int:
        return sum(change.standing is None for change in self.changes)


@dataclass(frozen=True)
class KnownCodes:
    """The codes that a row may name, read once for the whole file."""

    fields: set[str]
    events: set[str]
    forms: set[str]
    standing: dict[str, Standing]
    on: date


def plan(rows: Sequence[dict[str, str]], *, on: date) -> Plan:
    """Compare each row with the catalogue of that day. Seven queries."""
    published = ProcedureVersion.objects.filter(published_at__isnull=False)
    known = KnownCodes(
        fields=set(ProcedureField.objects.values_list("code", flat=True)),
        events=set(LifeEvent.objects.values_list("code", flat=True)),
        forms=set(published.annotate(f=KT("form__id")).values_list("f", flat=True).distinct()),
        standing=standings(on),
        on=on,
    )
    found, seen = Plan(), set[str]()
    for number, cells in enumerate(rows, start=2):
        values, unreadable = decode(cells)
        standing = known.standing.get(values.get("code", ""))
        wrong = unreadable or _wrong(values, standing, known)
        if values.get("code") in seen:
            wrong = {"code": "mã đã có ở một dòng trên"} | wrong
        seen.add(values.get("code", ""))
        if wrong:
            found.faults += [Fault(number, COLUMNS[key], reason) for key, reason in wrong.items()]
            continue
        differs = _differs(values, standing)
        if differs:
            found.changes.append(Change(number, values, standing, differs))
        else:
            found.unchanged += 1
    return found


def _differs(values: dict[str, Any], standing: Standing | None) -> frozenset[str]:
    if standing is None:
        return frozenset(key for key, value in values.items() if value)
    now = decode(encode(standing.values))[0]
    return frozenset(
        key for key in COLUMNS if key != "valid_from" and sorted_(key, values) != sorted_(key, now)
    )


def content_differs(differs: frozenset[str], standing: Standing | None) -> bool:
    """A source alone is no content where nothing was published yet."""
    published = standing is not None and standing.version is not None
    return bool(differs & (set(CONTENT) if published else set(CONTENT) - {"source"}))


def sorted_(key: str, values: dict[str, Any]) -> Any:  # noqa: ANN401
    """The value to compare: lists whose order means nothing are put in order."""
    if key in {"also_at", "life_events", "subjects", "channels"}:
        return sorted(values[key])
    if key in {"time_limits", "online"}:
        return sorted(values[key], key=lambda line: str(line["level"]))
    return values[key]


def _wrong(values: dict[str, Any], standing: Standing | None, known: KnownCodes) -> dict[str, str]:
    wrong = _wrong_plain(values, known) | _wrong_online(values["online"])
    bad_levels = [limit["level"] for limit in values["time_limits"] if limit["level"] not in SETTLING]
    if bad_levels:
        wrong["time_limits"] = f"cấp “{bad_levels[0][:20]}” không có; ghi {', '.join(SETTLING)}"
    if wrong:
        return wrong
    return _wrong_content(values, standing, known)


def _wrong_plain(values: dict[str, Any], known: KnownCodes) -> dict[str, str]:
    wrong = {key: f"dài quá {most} ký tự" for key, most in LONGEST.items() if len(values[key]) > most}
    if values["code"] not in known.standing and not is_procedure_code(values["code"]):
        wrong["code"] = NO_CODE
    if not values["name"]:
        wrong["name"] = "thiếu tên"
    if values["field"] not in known.fields:
        wrong["field"] = f"không có lĩnh vực “{values['field'][:40]}”"
    if values["level"] not in LEVELS:
        wrong["level"] = f"không có cấp “{values['level'][:20]}”; ghi {', '.join(sorted(LEVELS))}"
    allowed = {
        "also_at": set(OWN_LEVELS) - {values["level"]},
        "life_events": known.events,
        "subjects": set(ProcedureVersion.Subject.values),
        "channels": set(ProcedureVersion.Channel.values),
    }
    for key, codes in allowed.items():
        if strange := [code for code in values[key] if code not in codes]:
            wrong[key] = f"không nhận “{strange[0][:40]}”"
    return wrong


def _wrong_online(services: list[dict[str, Any]]) -> dict[str, str]:
    for line in services:
        if line["level"] not in OWN_LEVELS:
            return {"online": f"cấp “{line['level'][:20]}” không có; ghi {', '.join(OWN_LEVELS)}"}
        if line["kind"] not in OnlineService.Kind.values:
            return {"online": f"mức độ “{line['kind'][:20]}” không có; ghi wholly hoặc partly"}
        if line["since"] is None:
            return {"online": "thiếu ngày bắt đầu cung cấp trực tuyến"}
        if line["kind"] == "partly" and not line["reason"]:
            return {"online": "dịch vụ một phần cần lý do được công bố"}
        if len(line["reason"]) > 300:
            return {"online": "lý do dài quá 300 ký tự"}
    levels = [line["level"] for line in services]
    return {"online": "một cấp có hai dòng"} if len(levels) != len(set(levels)) else {}


def _wrong_content(values: dict[str, Any], standing: Standing | None, known: KnownCodes) -> dict[str, str]:
    """A changed content needs a form that exists and a day on which it may begin."""
    if not content_differs(_differs(values, standing), standing):
        return {}
    wrong = {}
    due = standing.version.fee_due if standing and standing.version else ""
    if faults := fee_faults(values["fees"], otherwise=due):
        wrong["fees"] = f"{faults[0]} Khi nào nộp là một trong: {'; '.join(DUES.values())}"
    if values["level"] not in OWN_LEVELS:
        wrong["level"] = "chỉ công bố nội dung của thủ tục thuộc thẩm quyền của tỉnh"
    if values["form"] not in known.forms:
        wrong["form"] = f"không có mẫu đơn “{values['form'][:40]}”; ghi don-chung nếu dùng đơn chung"
    former = standing.version if standing else None
    begin = values["valid_from"]
    if begin is None:
        wrong["valid_from"] = "thiếu ngày áp dụng của nội dung"
    elif former and begin <= former.valid.lower:
        wrong["valid_from"] = f"nội dung đã đổi: ghi ngày áp dụng sau {former.valid.lower:%d/%m/%Y}"
    elif former and former.valid.upper and begin >= former.valid.upper:
        wrong["valid_from"] = f"từ {former.valid.upper:%d/%m/%Y} đã có bản khác được công bố"
    return wrong
