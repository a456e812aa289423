from datetime import datetime

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import in_one_transaction
from tinhso.onestop.models import Decision, Dossier, LinkedPart, StoreEntry
from tinhso.onestop.store.events import PaperKept


@in_one_transaction
def keep_result(
    *, dossier: Dossier, decision: Decision, paper: Paper, by: Actor, now: datetime
) -> StoreEntry | None:
    """The issued result stands in the store of the person it is for; part of the deed that issues it.

    None for a dossier of nobody; the same paper twice is one entry.
    """
    if dossier.case.person_id is None:
        return None
    entry, is_new = StoreEntry.objects.get_or_create(
        paper=paper,
        defaults={
            "person_id": dossier.case.person_id,
            "origin": StoreEntry.Origin.RESULT,
            "title": (dossier.version.result_name or decision.title)[:300],
            "number": paper.full_number,
            "dated": paper.dated,
            "issuer": dossier.case.agency.name[:200],
            "valid_until": decision.valid_until,
            "file": paper.file,
            "dossier": dossier,
            "kept_at": now,
        },
    )
    if is_new:
        record(paper_stored(entry), by=by, at=now)
    return entry


def paper_stored(entry: StoreEntry) -> PaperKept:
    return PaperKept(case_id=entry.dossier_id, entry_id=entry.pk, origin=StoreEntry.Origin(entry.origin))


@in_one_transaction
def keep_linked_result(
    *, part: LinkedPart, number: str, file: StoredFile | None, by: Actor, now: datetime
) -> StoreEntry | None:
    """The e-copy that another system gave for a part stands there too; part of the deed that takes the answer.

    None where it gave no copy, or for a dossier of nobody.
    """
    dossier = part.dossier
    if file is None or dossier.case.person_id is None:
        return None
    is_civil_status = part.kind == LinkedPart.Kind.CIVIL_STATUS
    title = dossier.version.result_name if is_civil_status else ""
    entry = StoreEntry.objects.create(
        person_id=dossier.case.person_id,
        origin=StoreEntry.Origin.RESULT,
        title=(title or part.get_kind_display())[:300],
        number=number,
        dated=now.astimezone(HANOI).date(),
        issuer=dossier.case.agency.name[:200] if is_civil_status else "",
        file=file,
        dossier=dossier,
        kept_at=now,
    )
    record(paper_stored(entry), by=by, at=now)
    return entry
