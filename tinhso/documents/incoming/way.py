"""The way of an arriving document: kind of case, steps, limits (NĐ 30/2020/NĐ-CP Điều 21 đến Điều 24).

The desk of the case is the agency that received it, its agency whoever handles it: the leader's direction names that unit.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import ArrivingDocument, ArrivingSeat
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.lib.legal_time.time_limit import TimeLimit

KIND = "arriving_document"
REGISTER_ACT = "register_document"
DIRECT, SHARE, HANDLE, APPROVE, CLOSED = "direct", "share", "handle", "approve", "closed"
SOURCE = "NĐ 30/2020/NĐ-CP Điều 21 đến Điều 24"
STEPS = (
    Step(DIRECT, "Chỉ đạo xử lý", Head.code, "desk", "direct_document", 0.1),
    Step(SHARE, "Phân công trong đơn vị", Head.code, "agency", "assign", 0.1),
    Step(HANDLE, "Xử lý", Examiner.code, "agency", "handle_document", 0.7),
    Step(APPROVE, "Duyệt kết quả", Head.code, "desk", "approve_document", 0.1),
    Step(CLOSED, "Đã giải quyết xong", Head.code, "desk", "approve_document"),
)


def process() -> Process:
    """Made with the first document."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def register_limit(document: ArrivingDocument, on: date) -> TimeLimit:
    """From the arrival to the register: the next working day at the latest, at once where it is urgent (Điều 22)."""
    return limit_of("documents.urgent_limit" if document.is_urgent else "documents.register_limit", on)


def handling_limit(on: date) -> TimeLimit:
    """From the register to the result, where neither the paper nor the leader names a day: an agency's own rule."""
    return limit_of("documents.handling_limit", on)


def limit_of(key: str, on: date) -> TimeLimit:
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def seat(document: ArrivingDocument, agency: Agency, role: str, officer: User | None = None) -> None:
    """Put somebody on the routing list; twice is once."""
    ArrivingSeat.objects.get_or_create(document=document, agency=agency, role=role, officer=officer)


def arriving_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who sent what kind of document. One query: no subject, for the officers' search finds cases by role."""
    rows = ArrivingDocument.objects.filter(case__in=case_ids)
    return {one.pk: RowDetails(who=one.issuer_name, hint=_hint(one)) for one in rows}


def _hint(document: ArrivingDocument) -> str:
    kind = type_of_letter(document) or "Văn bản đến"
    return f"{kind} · {document.get_urgency_display()}" if document.is_urgent else kind


def type_of_letter(document: ArrivingDocument) -> str:
    """The type in the words of the decree, else as the sender wrote it."""
    return name_of(document.type_code) if document.type_code else document.type_name
