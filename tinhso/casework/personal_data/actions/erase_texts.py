from django.db import transaction
from django.db.models import Q

from tinhso.casework.models import Case, Note
from tinhso.casework.models.case import Conflict


class NotFinal(Conflict):
    """The case still goes on: what was written in it is needed."""


@transaction.atomic
def erase_texts(*, case: Case) -> int:
    """Erase what was written in a closed case and in the opinions asked for it, with the salts; how many texts.

    Part of the deed of the system that owns the case: it has asked its own permission and records the event.
    Raises: NotFinal.
    """
    if not case.is_final:
        raise NotFinal(case.pk)
    notes = Note.objects.filter(Q(case=case) | Q(case__parent=case)).exclude(text="", salt=b"")
    return notes.update(text="", salt=b"")
