"""The numbered forms 01 to 04 and the stop notice of a dossier: their number, and setting them as PDF."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from tinhso.casework.public import settle_limit
from tinhso.kernel.events.public import Actor, next_number
from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.papers.public import hand_out, render
from tinhso.kernel.people.public import Agency, Block, Post, plain_block
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.context import instance
from tinhso.kernel.site.public import site_url
from tinhso.onestop.catalogue.authority import signer_block
from tinhso.onestop.dossier.consent import filed_by
from tinhso.onestop.dossier.received_papers import received_papers
from tinhso.onestop.dossier.what_came import digest_of
from tinhso.onestop.models import Dossier, Slip

NOTATIONS = {
    "01": "TNHS-BPTNTKQ",
    "02": "PBS-BPTNTKQ",
    "03": "PTC-BPTNTKQ",
    "04": "PXL",
    "stop": "TB-BPTNTKQ",
}
TEMPLATES = {"01": "receipt", "02": "supplement", "03": "refusal", "04": "apology", "stop": "stop"}
PAPER_TITLE = "Phiếu xin lỗi và hẹn lại ngày trả kết quả"


def write_slip(
    dossier: Dossier,
    form: Slip.Form,
    *,
    by: Actor,
    now: datetime,
    note_id: int | None = None,
    due_at: datetime | None = None,
    old_due_at: datetime | None = None,
    officer_id: int | None = None,
) -> Slip:
    """Number the form in the book of the desk, in the deed's transaction; the number is taken last.

    `officer_id` is whose name it bears where nobody at the office did the deed, as with a withdrawal.
    """
    seat = dossier.case.desk or dossier.case.agency
    number = next_number(f"slip:{seat.code}:{form.value}:{now.year}")
    plain = {"dossier": dossier, "form": form, "note_id": note_id, "officer_id": officer_id or by.user_id}
    dates = {"made_at": now, "due_at": due_at, "old_due_at": old_due_at}
    digest = digest_of(dossier) if form == Slip.Form.SUPPLEMENT else None
    return Slip.objects.create(
        number=f"{number:02}/{NOTATIONS[form.value]}", answers_digest=digest, **plain, **dates
    )


def slip_pdf(slip: Slip) -> bytes:
    """The form as PDF, A5 as the circular prints it; the same slip gives the same bytes, and they are known again at `/xac-minh/`."""
    dossier = slip.dossier
    data = (
        letterhead_of(dossier, slip.number, slip.made_at)
        | who(dossier, slip.form)
        | CONTENTS[Slip.Form(slip.form)](slip)
    )
    seat, dated = dossier.case.desk or dossier.case.agency, slip.made_at.astimezone(HANOI).date()
    pdf = render(TEMPLATES[slip.form], data, at=slip.made_at)
    return hand_out(pdf, title=slip.get_form_display(), number=slip.number, agency=seat, dated=dated)


def letterhead_of(dossier: Dossier, number: str, at: datetime) -> dict[str, Any]:
    """The head of a slip of that number and moment, with the dossier's code and the way to track it."""
    code, day = dossier.case.code, at.astimezone(HANOI).date()
    head = seat_head(dossier.case.desk or dossier.case.agency, number, day)
    return head | {"verify_url": site_url(f"{reverse('track')}?ma={code}"), "code": code}


def seat_head(seat: Agency, number: str, day: date) -> dict[str, Any]:
    return {
        "parent": seat.parent_on_paper,
        "agency": seat.name,
        "number": number,
        "place": place_name(seat, day),
        "date": day,
        "verify_url": "",
    }


def place_name(agency: Agency, on: date) -> str:
    """The place that a letterhead names before the date: the agency's unit, else the province of the instance."""
    province = AdminUnit.objects.on(on).filter(code=instance().province_code)
    unit = agency.unit or province.exclude(level=AdminUnit.Level.COMMUNE).first()
    name = unit.name if unit else ""
    for kind in ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn "):
        name = name.removeprefix(kind)
    return name


def who(dossier: Dossier, form: str) -> dict[str, Any]:
    known = {
        "applicant": dossier.applicant_name,
        "id_number": dossier.applicant_id_number,
        "procedure": dossier.version.procedure.name,
        "address": dossier.address,
        "phone": dossier.phone,
        "email": dossier.email,
    }
    if form == Slip.Form.SUPPLEMENT:
        known.pop("id_number")
    if form == Slip.Form.APOLOGY:
        return {key: known[key] for key in ("applicant", "id_number", "procedure")}
    return known


def receipt(slip: Slip) -> dict[str, Any]:
    case, seat = slip.dossier.case, slip.dossier.case.desk or slip.dossier.case.agency
    accepted = (case.accepted_at or slip.made_at).astimezone(HANOI)
    submitter = filed_by(slip.dossier)
    papers = received_papers(slip.dossier, until=slip.made_at)
    return {
        "desk": seat.name,
        "authorised": submitter.full_name if submitter else "",
        "documents": papers.came,
        "owed": papers.missing,
        "copies": 1,
        "time_limit": settle_limit(case),
        "received_at": accepted,
        "due_at": (slip.due_at or accepted).astimezone(HANOI),
        "result_at": slip.dossier.get_result_by_display(),
        "book": f"01/{accepted.year}",
        "book_order": slip.number.split("/")[0],
        "submitter": submitter.full_name if submitter else slip.dossier.applicant_name,
        "submitter_note": f"({case.get_source_display()})",
        "receiver": slip.officer.full_name,
    }


def supplement(slip: Slip) -> dict[str, Any]:
    seat = slip.dossier.case.desk or slip.dossier.case.agency
    return {
        "items": lines_of(slip),
        "reason": "Hồ sơ chưa đầy đủ hoặc chưa đúng quy định.",
        "reply_by": slip.due_at.astimezone(HANOI) if slip.due_at else "",
        "contact": slip.officer.full_name,
        "contact_phone": seat.phone,
        "guide": slip.officer.full_name,
    }


def refusal(slip: Slip) -> dict[str, Any]:
    seat = slip.dossier.case.desk or slip.dossier.case.agency
    return {"desk": seat.name, "reasons": lines_of(slip), "basis": "", "signer": refuser_of(slip)}


def apology(slip: Slip) -> dict[str, Any]:
    case = slip.dossier.case
    return {
        "title": rule_or("onestop.apology_title", PAPER_TITLE, on=slip.made_at.astimezone(HANOI).date()),
        "received_at": (case.accepted_at or slip.made_at).astimezone(HANOI),
        "due_at": (slip.old_due_at or slip.made_at).astimezone(HANOI),
        "reason": " ".join(lines_of(slip)),
        "new_due_at": (slip.due_at or slip.made_at).astimezone(HANOI),
        "signer": head_of(slip),
    }


def stop(slip: Slip) -> dict[str, Any]:
    case, day = slip.dossier.case, slip.made_at.astimezone(HANOI).date()
    return {
        "desk": (case.desk or case.agency).name,
        "received_at": (case.accepted_at or slip.made_at).astimezone(HANOI),
        "stopped_at": (case.finished_at or slip.made_at).astimezone(HANOI),
        "reason": slip.note.text if slip.note else "",
        "basis": rule_source("onestop.stop_notice", on=day),
        "signer": signer_of(slip),
    }


def lines_of(slip: Slip) -> list[str]:
    text = slip.note.text if slip.note else ""
    return [line.strip() for line in text.splitlines() if line.strip()] or [text]


def signer_of(slip: Slip) -> Block:
    day = slip.made_at.astimezone(HANOI).date()
    post = Post.objects.on(day).filter(user=slip.officer).order_by("pk").first()
    return plain_block(post.title if post else "", slip.officer.full_name)


def head_of(slip: Slip) -> Block:
    """Form 04 is the head's to sign, whoever drew it up: who may sign for the agency that day, else the drafter."""
    case, day = slip.dossier.case, slip.made_at.astimezone(HANOI).date()
    return signer_block(case.agency, _field(slip), day) or signer_of(slip)


def refuser_of(slip: Slip) -> Block:
    """Form 03: the head in the form in which the post signs that day; the desk's officer in the own name."""
    case, day = slip.dossier.case, slip.made_at.astimezone(HANOI).date()
    post = Post.objects.on(day).filter(user=slip.officer, agency=case.agency).order_by("pk").first()
    block = signer_block(case.agency, _field(slip), day, post=post) if post else None
    return block or signer_of(slip)


def _field(slip: Slip) -> str:
    return slip.dossier.version.procedure.field.code


CONTENTS = {
    Slip.Form.RECEIPT: receipt,
    Slip.Form.SUPPLEMENT: supplement,
    Slip.Form.REFUSAL: refusal,
    Slip.Form.APOLOGY: apology,
    Slip.Form.STOP: stop,
}
