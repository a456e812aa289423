from datetime import datetime

from tinhso.casework.public import (
    Note,
    State,
    can_act,
    can_correct,
    is_applicant,
    may_end,
    supplement_until,
)
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.identity_differences import identity_differences
from tinhso.onestop.dossier.proposals import proposal_of
from tinhso.onestop.handling.timing import asks_in_time, reappoints_in_time
from tinhso.onestop.models import Consent, Dossier, LinkedPart
from tinhso.onestop.registration.records import record_of
from tinhso.onestop.registration.state import registration_state

DEEDS = {  # what the step is for -> what whoever has the turn may do
    "receive": ["accept", "supplement", "refuse"],
    "forward": ["forward"],
    "assign": ["assign", "transfer"],
    "examine": ["decide", "propose_refusal", "supplement", "opinion", "propose_apology", "pause", "transfer"],
    "sign": ["sign", "return", "refuse"],
    "issue": ["issue", "return"],
    "hand_over": ["hand_over"],
}


WHILE_ASKED = {"opinion", "propose_apology"}
PROPOSED = {  # what the head has been proposed -> what the head may do of it
    Note.Kind.PROPOSAL: ["refuse", "return"],
    Note.Kind.LATE_ASK: ["ask_late", "return"],
    Note.Kind.APOLOGY_ASK: ["apologise", "return"],
}


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
        return settled_first(dossier, DEEDS["receive"])
    if case.state == State.PAUSED:
        return ["resume"]
    if case.state != State.IN_PROGRESS or case.process is None:
        return []
    deeds = DEEDS.get(case.process.step(case.step).act, [])
    if "sign" in deeds and (proposal := proposal_of(dossier)):
        return PROPOSED[Note.Kind(proposal.kind)]
    deeds = in_time(dossier, deeds, now)
    if "decide" in deeds and record_of(dossier.version):
        deeds = registered_deeds(dossier, deeds)
    return settled_first(dossier, deeds)


def settled_first(dossier: Dossier, deeds: list[str]) -> list[str]:
    """Who applies is settled before anything is accepted, registered or drafted."""
    waiting = set(deeds) & {"accept", "register", "decide"}
    if not waiting or not identity_differences(dossier):
        return deeds
    return ["settle_identity", *(deed for deed in deeds if deed not in waiting)]


def in_time(dossier: Dossier, deeds: list[str], now: datetime) -> list[str]:
    """A supplement after its days takes two; a new date is not offered when it may no longer be given."""
    if "supplement" in deeds and not asks_in_time(dossier, now):
        deeds = ["propose_late" if deed == "supplement" else deed for deed in deeds]
    if "propose_apology" in deeds and not reappoints_in_time(dossier, now):
        deeds = [deed for deed in deeds if deed != "propose_apology"]
    return deeds


def registered_deeds(dossier: Dossier, deeds: list[str]) -> list[str]:
    """What the officer of civil status may do before the register has answered, and after. One query."""
    state = registration_state(dossier)
    if state == LinkedPart.State.ASKED:
        return [deed for deed in deeds if deed in WHILE_ASKED]
    if state == LinkedPart.State.SETTLED:
        return [deed for deed in deeds if deed != "transfer"]
    rest = [deed for deed in deeds if deed != "decide"]
    return ["register", "decide", *rest] if state == LinkedPart.State.SKIPPED else ["register", *rest]


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
    """Officers as they see it, the person; whoever filed for them only by an authority paper, as parent or guardian, or by a company's account."""
    case = dossier.case
    if by.is_officer or by.person_id == case.person_id or by.person_id != case.submitter_id:
        return True
    Basis = Consent.Basis
    by_right = [Basis.AUTHORITY, Basis.GUARDIAN, Basis.DELEGATION, Basis.LEGAL]
    return Consent.objects.filter(dossier=dossier, basis__in=by_right).exists()


def can_rate(dossier: Dossier, by: Actor) -> bool:
    return is_applicant(dossier.case, by) and dossier.case.state in {State.DONE, State.REFUSED}
