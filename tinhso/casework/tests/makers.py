"""Makers for tests of any system: a bare agency, a process of five steps, a case."""

from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from tinhso.casework.models import Case, Process
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseTakenOver
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.people.public import Agency

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)  # a Friday
numbers = count(1)

STEPS = [
    {
        "key": "examine",
        "label": "Thẩm định",
        "role": "examiner",
        "place": "agency",
        "act": "examine",
        "share": 0.6,
    },
    {"key": "sign", "label": "Ký duyệt", "role": "head", "place": "agency", "act": "sign", "share": 0.3},
    {
        "key": "issue",
        "label": "Vào số, đóng dấu, phát hành",
        "role": "clerk",
        "place": "agency",
        "act": "issue",
        "share": 0.1,
    },
    {
        "key": "hand_over",
        "label": "Trả kết quả",
        "role": "desk",
        "place": "desk",
        "act": "hand_over",
        "share": 0.0,
    },
]


def make_agency(**fields: Any) -> Agency:
    number = next(numbers)
    plain = {
        "code": f"co-quan-{number}",
        "name": f"Cơ quan {number}",
        "short_name": f"CQ {number}",
        "kind": Agency.Kind.DEPARTMENT,
        "level": Agency.Level.PROVINCE,
        "valid": (date(2020, 1, 1), None),
        "source": "test",
        "sort_key": f"{number:06}",
        "ident_code": f"H56.{5000 + number}",  # the named agencies of tests have the low ones
    }
    return Agency.objects.create(**(plain | fields))


def make_process(**fields: Any) -> Process:
    return Process.objects.create(
        **({"code": f"qt-{next(numbers)}", "version": 1, "steps": STEPS, "source": "test"} | fields)
    )


def make_case(**fields: Any) -> Case:
    """A submitted case at a fresh agency, unless the fields say otherwise; what was judged was accepted before."""
    plain: dict[str, Any] = {
        "code": f"H56.1-240308-{next(numbers):04}",
        "kind": "test",
        "title": "Việc thử",
        "state": State.SUBMITTED,
        "source": Case.Source.COUNTER,
        "opened_at": NOW,
        "submitted_at": NOW,
        "accepted_at": NOW if fields.get("timeliness") else None,
    }
    plain["first_due_at"] = fields.get("due_at")
    if "agency" not in fields:
        fields["agency"] = make_agency()
    return Case.objects.create(**(plain | fields))


def record_takeover(case: Case) -> Case:
    """Let the log say what the row of a made case holds, as if it had come over so from a former system."""
    columns = ("desk_id", "process_id", "place_id", "officer_id", "accepted_at", "settled_at", "finished_at")
    further: dict[str, Any] = {name: getattr(case, name) for name in columns}
    event = CaseTakenOver(
        case_id=case.pk,
        kind=case.kind,
        code=case.code,
        source=case.source,
        agency_id=case.agency_id,
        state=case.state,
        step=case.step or None,
        received_at=case.opened_at,
        due_at=case.due_at,
        timeliness=case.timeliness or None,
        outcome=case.outcome or None,
        **further,
    )
    with transaction.atomic():
        record(event, by=SYSTEM, at=NOW)
    return case
