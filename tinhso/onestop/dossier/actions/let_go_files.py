from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.public import StoredFile, erase_file


@transaction.atomic
def let_go_files(files: Iterable[StoredFile], *, by: Actor, now: datetime) -> list[StoredFile]:
    """Erase the files, with their bytes, to which nothing points any more; those that were erased.

    A paper of a store, or one that another dossier uses too, stays.
    """
    return [file for file in files if _let_go(file, by, now)]


def _let_go(file: StoredFile, by: Actor, now: datetime) -> bool:
    file_id = file.pk
    try:
        with transaction.atomic():
            erase_file(file, by=by if file.uploaded_by_id == by.user_id else SYSTEM, now=now)
    except ProtectedError:
        file.pk = file_id
        return False
    file.pk = file_id  # so that whoever counts can tell one from another
    return True
