"""What the examiner proposed to the head: a draft of a refusal, until something else is proposed."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from tinhso.casework.public import Note
from tinhso.onestop.models import Decision, Dossier


def refusals_proposed(dossier_ids: Collection[int]) -> dict[int, Note]:
    """The draft of each of these that waits for the head with one; a result drafted later takes its place. One query."""
    later = Decision.objects.filter(dossier=OuterRef("case"), drafted_at__gt=OuterRef("written_at"))
    notes = Note.objects.filter(kind=Note.Kind.PROPOSAL, case__in=list(dossier_ids), case__step="sign")
    return {note.case_id: note for note in notes.exclude(Exists(later)).order_by("pk")}


def refusal_proposed(dossier: Dossier) -> Note | None:
    """None without a query where the dossier waits for no signature."""
    return refusals_proposed([dossier.pk]).get(dossier.pk) if dossier.case.step == "sign" else None
