"""Which deeds a page offers to whom; the actions check again."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from tinhso.casework.public import (
    NotYourTurn,
    State,
    can_act,
    can_correct,
    can_hand_in,
    is_applicant,
    may_end,
    supplement_until,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Administrator, Clerk, DeskOfficer, Examiner, Head
from tinhso.onestop.models import Consent, Dossier, LinkedPart, PortalMessage, ProcedureVersion
from tinhso.onestop.registrations import record_of

DEEDS = {  # what the step is for -> what whoever has the turn may do
    "receive": ["accept", "supplement", "refuse"],
    "forward": ["forward"],
    "assign": ["assign", "transfer"],
    "examine": ["decide", "supplement", "opinion", "apologise", "pause", "transfer"],
    "sign": ["sign", "return", "refuse"],
    "issue": ["issue", "return"],
    "hand_over": ["hand_over"],
}

WHILE_ASKED = {"opinion", "apologise"}


def deeds_open(dossier: Dossier, by: Actor, now: datetime, *, turn: bool | None = None) -> list[str]:
    """The deeds that this officer may do now, the expected one first; empty if the dossier waits for others.

    `turn` is what `can_act` said, where it was asked before.
    """
    case = dossier.case
    if case.state == State.WAITING_CITIZEN:
        return ["lapse"] if may_end(case, by) and (supplement_until(case) or now) < now else []
    if can_correct(case, by):
        return ["correct"]
    if not (can_act(case, by) if turn is None else turn):
        return []
    if case.state == State.SUBMITTED:
        return DEEDS["receive"]
    if case.state == State.PAUSED:
        return ["resume"]
    if case.state != State.IN_PROGRESS or case.process is None:
        return []
    deeds = DEEDS.get(case.process.step(case.step).act, [])
    return registered_deeds(dossier, deeds) if "decide" in deeds and record_of(dossier.version) else deeds


def can_read_draft(dossier: Dossier, by: Actor) -> bool:
    """Whoever has the turn to sign the drafted result or to seal the signed one."""
    case = dossier.case
    if case.state != State.IN_PROGRESS or case.process is None:
        return False
    return can_act(case, by) and case.process.step(case.step).act in {"sign", "issue"}


def registered_deeds(dossier: Dossier, deeds: list[str]) -> list[str]:
    """What the officer of civil status may do before the register has answered, and after. One query."""
    state = registration_state(dossier)
    if state == LinkedPart.State.ASKED:
        return [deed for deed in deeds if deed in WHILE_ASKED]
    if state == LinkedPart.State.SETTLED:
        return [deed for deed in deeds if deed != "transfer"]
    rest = [deed for deed in deeds if deed != "decide"]
    return ["register", "decide", *rest] if state == LinkedPart.State.SKIPPED else ["register", *rest]


def registration_state(dossier: Dossier) -> str:
    """The state of the part that the register of civil status settles; "" before it was asked. One query at most."""
    if not dossier.version.settled_in:
        return ""
    parts = LinkedPart.objects.filter(dossier=dossier, kind=LinkedPart.Kind.CIVIL_STATUS)
    return parts.values_list("state", flat=True).first() or ""


def is_registered(dossier: Dossier) -> bool:
    """Nothing keeps the result back: it is not for the register, or the register has answered, or was passed by."""
    done = {LinkedPart.State.SETTLED, LinkedPart.State.SKIPPED}
    return record_of(dossier.version) is None or registration_state(dossier) in done


def can_edit(dossier: Dossier, by: Actor) -> bool:
    """The applicant, while the dossier is a draft or waits for its supplement."""
    return is_applicant(dossier.case, by) and dossier.case.state in {State.DRAFT, State.WAITING_CITIZEN}


def is_at_desk(dossier: Dossier, by: Actor) -> bool:
    """The officer sits at the desk that receives this dossier, whoever else settles it."""
    return by.holds(DeskOfficer) and by.agency_id is not None and by.agency_id == dossier.case.desk_id


def check_is_at_desk(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not is_at_desk(dossier, by):
        raise NotYourTurn(dossier.pk)


def can_use_store(dossier: Dossier, by: Actor) -> bool:
    """The owner of the store for their own dossier, or the desk that enters it; never whoever files for them."""
    own = by.person_id is not None and by.person_id == dossier.case.person_id
    return (own and can_edit(dossier, by)) or (is_at_desk(dossier, by) and can_hand_in(dossier.case, by))


def can_accept_paper(dossier: Dossier, by: Actor) -> bool:
    """Who examines papers: the receiving desk, and examiners and heads of the agency that settles."""
    examines = (by.holds(Examiner) or by.holds(Head)) and by.agency_id == dossier.case.agency_id
    known = dossier.case.person_id is not None and dossier.case.state != State.DRAFT
    return known and (is_at_desk(dossier, by) or examines)


def check_can_accept_paper(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_accept_paper(dossier, by):
        raise NotYourTurn(dossier.pk)


def can_hold(dossier: Dossier, by: Actor) -> bool:
    """Who stops the erasing of a dossier: head and clerk of the agency that settled it, and the desk that received it."""
    keeps = (by.holds(Head) or by.holds(Clerk)) and by.agency_id == dossier.case.agency_id
    return keeps or is_at_desk(dossier, by)


def check_can_hold(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_hold(dossier, by):
        raise NotYourTurn(dossier.pk)


def can_withdraw(dossier: Dossier, by: Actor) -> bool:
    case = dossier.case
    waiting = {State.SUBMITTED, State.IN_PROGRESS, State.WAITING_CITIZEN, State.PAUSED}
    return (
        is_applicant(case, by)
        and case.state in waiting
        and case.settled_at is None
        and registration_state(dossier) != LinkedPart.State.SETTLED
    )


def can_take_result(dossier: Dossier, by: Actor) -> bool:
    """Officers as they see it, the person; whoever filed for them only by an authority paper."""
    case = dossier.case
    if by.is_officer or by.person_id == case.person_id or by.person_id != case.submitter_id:
        return True
    return Consent.objects.filter(dossier=dossier, basis=Consent.Basis.AUTHORITY).exists()


def can_rate(dossier: Dossier, by: Actor) -> bool:
    return is_applicant(dossier.case, by) and dossier.case.state in {State.DONE, State.REFUSED}


def can_keep_catalogue(by: Actor) -> bool:
    """Whether the actor keeps procedures and their versions; the system loads what the province's pack holds."""
    return by.system or by.holds(Administrator)


def check_can_keep_catalogue(by: Actor) -> None:
    """PermissionDenied for anybody else."""
    if not can_keep_catalogue(by):
        raise PermissionDenied("Chỉ quản trị hệ thống được công bố thủ tục hành chính.")


def can_publish_draft(version: ProcedureVersion, by: Actor, on: date) -> bool:
    """Who wrote nothing of it. Where every administrator of that day wrote in it, who did not make the last change."""
    if by.user_id not in version.drafters:
        return True
    others = Post.objects.on(on).with_role(Administrator.code).filter(user__is_active=True)
    return version.edited_by_id != by.user_id and not others.exclude(user__in=version.drafters).exists()


def can_collect(by: Actor, agency_id: int) -> bool:
    """The desk that a charge is paid to: counts, matches, exempts, asks for refunds."""
    return by.holds(DeskOfficer) and by.agency_id == agency_id


def check_can_collect(by: Actor, agency_id: int) -> None:
    """PermissionDenied for everybody but the desk that collects."""
    if not can_collect(by, agency_id):
        raise PermissionDenied("Chỉ nơi thu khoản này được xử lý.")


def can_reconcile(by: Actor, agency_id: int, parent_id: int | None = None) -> bool:
    """The desk whose account it is, the head of the agency above it, and the system every morning."""
    heads = by.holds(Head) and by.agency_id in {agency_id, parent_id or agency_id}
    return by.system or can_collect(by, agency_id) or heads


def check_can_reconcile(by: Actor, agency: Agency) -> None:
    """PermissionDenied for everybody else."""
    if not can_reconcile(by, agency.pk, agency.parent_id):
        raise PermissionDenied("Chỉ nơi thu có tài khoản này được đối soát.")


def can_approve_refund(by: Actor, agency: Agency) -> bool:
    """The desk itself or the head of the agency above it; the one who asked is refused by the deed."""
    return can_collect(by, agency.pk) or by.holds(Head) and by.agency_id in {agency.pk, agency.parent_id}


def check_can_approve_refund(by: Actor, agency: Agency) -> None:
    """PermissionDenied for anybody else."""
    if not can_approve_refund(by, agency):
        raise PermissionDenied("Chỉ nơi thu khoản này hoặc người đứng đầu cơ quan được duyệt hoàn tiền.")


def can_mend_message(message: PortalMessage, by: Actor) -> bool:
    """Whoever keeps the exchange (administrators), and the desk for the dossiers in which it takes part."""
    return by.holds(Administrator) or can_read_message(message, by)


def can_read_message(message: PortalMessage, by: Actor) -> bool:
    """What is personal in a message shows only to the desk that takes part in its dossier."""
    return by.holds(DeskOfficer) and Dossier.objects.visible_to(by).filter(pk=message.dossier_id).exists()


def can_mend_arrivals(by: Actor) -> bool:
    """What came from the portal and found no dossier belongs to no desk yet: any desk, and administrators."""
    return by.holds(Administrator) or by.holds(DeskOfficer)


def can_mend_part(part: LinkedPart, by: Actor) -> bool:
    """Administrators keep the exchange; of a dossier the examiner who asked, and its desk."""
    return by.holds(Administrator) or can_read_part(part, by)


def can_read_part(part: LinkedPart, by: Actor) -> bool:
    """What is personal in a request shows only to the desk and the examiners that take part in its dossier."""
    if not (by.holds(DeskOfficer) or by.holds(Examiner)):
        return False
    return Dossier.objects.visible_to(by).filter(pk=part.dossier_id).exists()


def can_run_desk(by: Actor, desk_id: int) -> bool:
    """The officers of that one-stop desk: they number, call and cancel, and say how many may book."""
    return by.holds(DeskOfficer) and by.agency_id == desk_id


def check_can_run_desk(by: Actor, desk_id: int) -> None:
    """NotYourTurn for everybody else."""
    if not can_run_desk(by, desk_id):
        raise NotYourTurn
