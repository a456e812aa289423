"""Huỷ hồ sơ hết thời hạn lưu giữ: what is personal goes; code, times, figures, events, seals and issued results stay."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import Exists, OuterRef, Q, Value, When

from tinhso.casework.public import Case, State, erase_texts
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper, erase_paper
from tinhso.kernel.people.public import Person, User, forget_person
from tinhso.onestop.dossier.actions.let_go_files import let_go_files
from tinhso.onestop.dossier.actions.remove_attachments import tell_unused
from tinhso.onestop.dossier.consent import filed_by
from tinhso.onestop.intake.actions.discard_dossier import ERASED
from tinhso.onestop.models import (
    Attachment,
    CompanyDelegation,
    CompanyRepresentative,
    Consent,
    CopiedField,
    CutoverDossier,
    Decision,
    Dossier,
    Erasure,
    FeeCharge,
    HandOver,
    LinkedAnswer,
    LinkedMessage,
    LinkedPart,
    PaperShowing,
    Payment,
    PortalArrival,
    PortalDossier,
    PortalMessage,
    ProactiveOffer,
    Refund,
    RetentionHold,
    Slip,
    StoreEntry,
)
from tinhso.onestop.retention.events import DossierErased
from tinhso.onestop.retention.retention import Due
from tinhso.onestop.store.events import StoredPaperErased

ERASED_WORD = "đã xoá"  # where a constraint wants a word


@transaction.atomic
def erase_dossier(*, due: Due, by: Actor, now: datetime) -> Erasure | None:
    """Erase one dossier of `due_dossiers`; None if it is held, was erased, or is due no more.

    Raises: PermissionDenied but for the system.
    """
    if not by.system:
        raise PermissionDenied("Chỉ hệ thống xoá hồ sơ hết thời hạn lưu giữ.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=due.dossier_id)
    dossier = Dossier.objects.select_related("case").get(pk=case.pk)
    held = RetentionHold.objects.open().filter(dossier=dossier).exists()
    if held or not case.is_final or Erasure.objects.filter(dossier=dossier).exists():
        return None
    people = {case.person, case.submitter, filed_by(dossier)}
    papers = dossier.attachments.count()
    drawn = has_paper(dossier)
    erased_files = {file.pk: file.size for file in erase_files(dossier, by=by, now=now)}
    erase_words(dossier)
    erasure = write_down(dossier, due, papers, erased_files, now)
    event = DossierErased(
        case_id=case.pk,
        erasure_id=erasure.pk,
        rule=due.rule.key,
        files=erasure.files,
        size=erasure.size,
        papers=papers,
        result_dropped=drawn and not has_paper(dossier),
    )
    record(event, by=by, at=now)
    for person in people - {None}:
        forget(person, by=by, now=now)
    return erasure


def has_paper(dossier: Dossier) -> bool:
    return Decision.objects.filter(dossier=dossier, paper_id__isnull=False).exists()


def write_down(
    dossier: Dossier, due: Due, papers: int, erased_files: dict[UUID, int], now: datetime
) -> Erasure:
    return Erasure.objects.create(
        dossier=dossier,
        rule=due.rule.key,
        source=due.rule.source,
        years=due.rule.years or 0,
        papers=papers,
        files=len(erased_files),
        size=sum(erased_files.values()),
        erased_at=now,
    )


@transaction.atomic
def erase_files(dossier: Dossier, *, by: Actor, now: datetime) -> list[StoredFile]:
    """What was handed in, drafts never issued, stored papers that nobody uses any more: the files that went."""
    attachments = list(dossier.attachments.select_related("file", "copy"))
    consents = Consent.objects.filter(dossier=dossier)
    files = [a.file for a in attachments] + [c.file for c in consents.select_related("file") if c.file]
    used = [a.entry_id for a in attachments if a.entry_id]
    drafted = Decision.objects.filter(dossier=dossier, own_file__isnull=False).select_related("own_file")
    files += [decision.own_file for decision in drafted if decision.own_file]
    tell_unused(attachments, by=by, now=now)
    Attachment.objects.filter(dossier=dossier).delete()
    consents.delete()
    Decision.objects.filter(dossier=dossier).update(own_file=None)
    erased_files = [
        file for paper in drafts_of(dossier, attachments) for file in erase_paper(paper=paper, by=by, now=now)
    ]
    for entry in useless(dossier, used):
        files.append(entry.file)
        record(StoredPaperErased(case_id=entry.dossier_id, entry_id=entry.pk), by=by, at=now)
        PaperShowing.objects.filter(entry=entry).delete()
        entry.delete()
        if entry.paper is not None:
            erased_files += erase_paper(paper=entry.paper, by=by, now=now)
    return erased_files + let_go_files(present(files), by=by, now=now)


def drafts_of(dossier: Dossier, attachments: Iterable[Attachment]) -> list[Paper]:
    """A result that was never issued, and scans that stand in nobody's store."""
    found = [a.copy for a in attachments if a.copy and not StoreEntry.objects.filter(paper=a.copy).exists()]
    for decision in Decision.objects.filter(dossier=dossier):
        paper = Paper.objects.filter(pk=decision.paper_id or 0).first()
        if paper is None or paper.state not in {Paper.State.ISSUED, Paper.State.REVOKED}:
            Decision.objects.filter(pk=decision.pk).update(title="", articles=[], paper_id=None)
            found += [paper] if paper else []
    return found


def useless(dossier: Dossier, used: Iterable[int]) -> list[StoreEntry]:
    """Stored papers of dossiers that are erased, and that no other dossier uses."""
    near = StoreEntry.objects.filter(
        Q(dossier=dossier) | Q(pk__in=list(used), dossier__erasure__isnull=False)
    )
    near = near.exclude(origin=StoreEntry.Origin.RESULT).select_related("file", "paper")
    return list(near.exclude(Exists(Attachment.objects.filter(entry=OuterRef("pk")))))


def present(files: Iterable[StoredFile]) -> list[StoredFile]:
    """Each once, and only those that no paper took along."""
    return list(StoredFile.objects.filter(pk__in={file.pk for file in files}))


def erase_words(dossier: Dossier) -> None:
    """Everything that somebody typed or was told in the dossier and its side tables."""
    erase_texts(case=dossier.case)
    CopiedField.objects.filter(dossier=dossier).delete()
    Dossier.objects.filter(pk=dossier.pk).update(**ERASED)
    authority = Choice(When(collector="other", then=Value(ERASED_WORD)), default=Value(""))
    nobody = {"collected_by": "", "id_number": "", "post_number": ""}
    HandOver.objects.filter(dossier=dossier).update(authority=authority, **nobody)
    reason = Choice(When(exempt_reason="", then=Value("")), default=Value(ERASED_WORD))
    FeeCharge.objects.filter(dossier=dossier).update(exempt_reason=reason, exempt_paper="")
    Payment.objects.filter(charge__dossier=dossier).update(memo="", note="")
    Refund.objects.filter(payment__charge__dossier=dossier).update(reason=ERASED_WORD)
    PortalDossier.objects.filter(dossier=dossier).update(other=[])
    PortalArrival.objects.filter(dossier=dossier).update(body={}, digest="", error_text="", skip_reason="")
    PortalMessage.objects.filter(dossier=dossier).update(answer_text="", skip_reason="")
    Slip.objects.filter(dossier=dossier).update(answers_digest=None)
    CutoverDossier.objects.filter(dossier=dossier).update(digest="")  # of what the former system said
    ProactiveOffer.objects.filter(dossier=dossier).update(person=None)  # how many were made stays
    erase_linked(dossier)


def erase_linked(dossier: Dossier) -> None:
    """What other systems were told and answered; number and e-copy are results and stay."""
    LinkedPart.objects.filter(dossier=dossier).update(details={}, reason="")
    values = {"skip_reason": ""}
    LinkedMessage.objects.filter(part__dossier=dossier).update(answer_text="", **values)
    LinkedAnswer.objects.filter(part__dossier=dossier).update(body={}, digest="", error_text="", **values)


def forget(person: Person | None, *, by: Actor, now: datetime) -> None:
    """Whoever has no account, no dossier that is kept and no result in the store becomes nameless."""
    if person is None or person.erased_at is not None or User.objects.filter(person=person).exists():
        return
    other_cases = Case.objects.filter(Q(person=person) | Q(submitter=person)).filter(dossier__erasure=None)
    thrown_away = Q(state=State.WITHDRAWN, submitted_at=None)
    if (
        not other_cases.exclude(thrown_away).exists()
        and not StoreEntry.objects.filter(person=person).exists()
        and not acts_for_company(person)
    ):
        forget_person(person=person, by=by, now=now)


def acts_for_company(person: Person) -> bool:
    """Their name stands where a company says who acts for it; those rows go by a rule of their own."""
    represents = CompanyRepresentative.objects.filter(Q(person=person) | Q(company=person))
    return represents.exists() or CompanyDelegation.objects.filter(employee=person).exists()
