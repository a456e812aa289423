"""What the examiner proposed to the head: a draft of a refusal, of a supplement that comes too late to be asked by one alone,
or of an apology with a new date; until something else is proposed."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from tinhso.casework.public import Note
from tinhso.onestop.models import Decision, Dossier

KINDS = (Note.Kind.PROPOSAL, Note.Kind.LATE_ASK, Note.Kind.APOLOGY_ASK)


def proposals_of(dossier_ids: Collection[int]) -> dict[int, Note]:
    """The draft of each of these that waits for the head with one; a result drafted later takes its place. One query."""
    later = Decision.objects.filter(dossier=OuterRef("case"), drafted_at__gt=OuterRef("written_at"))
    notes = Note.objects.filter(kind__in=KINDS, case__in=list(dossier_ids), case__step="sign")
    return {note.case_id: note for note in notes.exclude(Exists(later)).order_by("pk")}


def proposal_of(dossier: Dossier) -> Note | None:
    """None without a query where the dossier waits for no signature."""
    return proposals_of([dossier.pk]).get(dossier.pk) if dossier.case.step == "sign" else None
