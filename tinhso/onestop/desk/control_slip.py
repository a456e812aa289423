"""Form 05, Phiếu kiểm soát quá trình giải quyết hồ sơ: set from the history of the case, signed by nobody."""

from datetime import datetime
from typing import Any

from tinhso.casework.public import Case, Movement, movements
from tinhso.kernel.papers.public import hand_out, render
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.dossier.slips import letterhead_of
from tinhso.onestop.models import Dossier, Slip

NOTATION = "PKS-BPTNTKQ"
TITLE = "Phiếu kiểm soát quá trình giải quyết hồ sơ"


class NotReceivedYet(LookupError):
    """Nothing has been received: there is no way of the dossier to control."""


def control_pdf(dossier: Dossier, *, now: datetime) -> bytes:
    """The slip as PDF A5, with every passing on up to `now`; NotReceivedYet. It carries the order of form 01."""
    rows = movements(dossier.case)
    if dossier.case.accepted_at is None or not rows:
        raise NotReceivedYet(dossier.pk)
    receipt = dossier.slips.filter(form=Slip.Form.RECEIPT).first()
    order = receipt.number.split("/")[0] if receipt else dossier.case.code.rpartition("-")[2]
    number, at, seat = f"{order}/{NOTATION}", rows[-1].at, dossier.case.desk or dossier.case.agency
    pdf = render("control", letterhead_of(dossier, number, at) | content(dossier.case, rows), at=at)
    return hand_out(pdf, title=TITLE, number=number, agency=seat, dated=at.astimezone(HANOI).date())


def content(case: Case, rows: list[Movement]) -> dict[str, Any]:
    asked = case.children.filter(kind="opinion").values_list("agency__name", flat=True)
    return {
        "settles": case.agency.name,
        "helps": "; ".join(dict.fromkeys(asked)),
        "received_at": (case.accepted_at or rows[0].at).astimezone(HANOI),
        "due_at": case.due_at.astimezone(HANOI) if case.due_at else "",
        "rows": [printed(row) for row in rows],
        "overall": case.get_timeliness_display().lower() if case.timeliness else "",
    }


def printed(row: Movement) -> dict[str, Any]:
    return {
        "giver": row.giver,
        "giver_name": row.giver_name,
        "taker": row.taker,
        "taker_name": row.taker_name,
        "at": row.at.astimezone(HANOI),
        "result": Case.Timeliness(row.timeliness).label.lower() if row.timeliness else "",
        "note": row.what,
    }
