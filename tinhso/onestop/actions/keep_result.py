from datetime import datetime

from tinhso.kernel.papers.public import Paper
from tinhso.onestop.models import Decision, Dossier, StoreEntry


def keep_result(*, dossier: Dossier, decision: Decision, paper: Paper, now: datetime) -> StoreEntry | None:
    """The issued result stands in the store of the person it is for; part of the deed that issues it.

    The event of the issue tells it. None for a dossier of nobody; the same paper twice is one entry.
    """
    if dossier.case.person_id is None:
        return None
    entry, _ = StoreEntry.objects.get_or_create(
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
    return entry
