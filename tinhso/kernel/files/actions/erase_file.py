from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.actions.claim_files import NotYourFile
from tinhso.kernel.files.actions.discard_file import forget_content, remove_row
from tinhso.kernel.files.models import StoredFile


@transaction.atomic
def erase_file(file: StoredFile, *, by: Actor, now: datetime) -> None:
    """Remove a claimed file that its object has let go, with its bytes, for its owner or the system.

    The system that claimed it has asked its own permission. NotYourFile; ProtectedError while something points to it.
    """
    if not by.system and file.uploaded_by_id != by.user_id:
        raise NotYourFile
    remove_row(file, by=by, now=now)
    transaction.on_commit(lambda: forget_content(file.sha256))
