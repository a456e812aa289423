"""Who may open a file that a caller lets them see."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.models import StoredFile


def may_open(file: StoredFile, *, by: Actor, is_owner: bool = False) -> bool:
    """Clean files for everybody whom the caller lets in; one in quarantine only for the citizen who sent it.

    `own`: the caller knows it from the draft; a nameless file tells nobody.
    """
    sent = by.user_id is not None and by.user_id == file.uploaded_by_id
    is_owner = (is_owner or sent) and not by.is_officer
    return file.state == StoredFile.State.CLEAN or (is_owner and file.state == StoredFile.State.QUARANTINE)
