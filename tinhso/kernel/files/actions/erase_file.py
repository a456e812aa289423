from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.actions.claim_files import NotYourFile
from tinhso.kernel.files.actions.discard_file import forget_content, remove_row
from tinhso.kernel.files.holder import Owner, owned_by, teller
from tinhso.kernel.files.models import StoredFile


@transaction.atomic
def erase_file(file: StoredFile, *, by: Owner, now: datetime) -> None:
    """Remove a claimed file that its object has let go, with its bytes, for its owner or the system.

    The system that claimed it has asked its own permission. Raises: NotYourFile; ProtectedError while
    something points to it.
    """
    if by != SYSTEM and not StoredFile.objects.filter(owned_by(by), pk=file.pk).exists():
        raise NotYourFile
    remove_row(file, by=teller(by), now=now)
    transaction.on_commit(lambda: forget_content(file.sha256))
