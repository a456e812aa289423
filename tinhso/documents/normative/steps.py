"""Beginning a step, inside the transaction of the deed that asks for it."""

from datetime import datetime

from tinhso.casework.public import (
    FINAL,
    Case,
    State,
    accept_case,
    let_see,
    open_case,
    pause_case,
    resume_case,
    submit_case,
)
from tinhso.documents.models import OutgoingDocument, RuleStep
from tinhso.documents.normative.events import RuleStepBegun
from tinhso.documents.normative.way import AFTER_ISSUE, ASSESS_ACT, KIND, PUBLISH_ACT, process, step_limit
from tinhso.documents.outgoing.compulsory_steps import is_shortened
from tinhso.documents.outgoing.versions import newest
from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect, PauseReason


def begin_step(
    document: OutgoingDocument, kind: RuleStep.Kind, agency: Agency, *, by: Actor, now: datetime
) -> RuleStep:
    """A case of that agency below the document's, with its clock; the drafting agency may see it."""
    is_after = kind in AFTER_ISSUE
    drafting = document.case.agency
    code = f"{document.case.code}-B{document.rule_steps.count() + 1}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"{kind.label} {document.case.code}",
        agency=agency,
        desk=drafting,
        source=Case.Source.INTERNAL,
        process=process(kind),
        parent=document.case,
        by=by,
        now=now,
    )
    role, act = (Clerk, PUBLISH_ACT) if is_after else (Examiner, ASSESS_ACT)
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=role.code, act=act, by=by, now=now)
    limit = step_limit(kind, local(now).date(), shortened=is_shortened(document))
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=SYSTEM, now=now)
    for reader in (Examiner, Clerk, Head):
        let_see(case.pk, agency_id=drafting.pk, role=reader.code)
    step = RuleStep(case=case, document=document, kind=kind, version=None if is_after else newest(document))
    step.save(force_insert=True)
    record(RuleStepBegun(case_id=case.pk, document_id=document.pk, kind=Code(kind.value)), by=by, at=now)
    return step


def hold_drafting(document: OutgoingDocument, why: str, *, now: datetime) -> None:
    """The time for drafting stands still while others have the draft."""
    case = document.case
    if case.state == State.IN_PROGRESS:
        pause_case(case=case, ver=case.ver, reason=PauseReason.OPINION.value, text=why, by=SYSTEM, now=now)


def let_drafting_go_on(document: OutgoingDocument, *, now: datetime) -> None:
    """It goes on once nobody has the draft any more: no step runs and no consultation waits for its answers."""
    case = Case.objects.get(pk=document.pk)
    runs = document.rule_steps.exclude(case__state__in=FINAL).exists()
    consulted = document.consultations.filter(opened_at__isnull=False).exclude(case__state__in=FINAL).exists()
    if case.state == State.PAUSED and not runs and not consulted:
        resume_case(case=case, ver=case.ver, reason="answered", by=SYSTEM, now=now)
