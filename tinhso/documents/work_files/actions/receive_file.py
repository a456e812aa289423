from datetime import datetime

from django.db import transaction

from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.work_files.moving import folded_words, held_row, note_move
from tinhso.documents.work_files.permissions import check_can_receive_file
from tinhso.kernel.events.public import Actor


@transaction.atomic
def receive_file(*, file: WorkFile, place: str, by: Actor, now: datetime) -> WorkFile:
    """The agency's archive receives an offered file: nothing in it changes any more. `place` says where paper of it lies.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_receive_file(file, by)
    check_not_secret(NONE, [place])
    row = held_row(file, states=(WorkFile.State.OFFERED,))
    row.state, row.place = WorkFile.State.ARCHIVED, place.strip()
    row.archived_at, row.archived_by_id = now, by.user_id
    row.folded = folded_words(row)
    row.save(update_fields=["state", "place", "archived_at", "archived_by", "folded"])
    note_move(row, FileMove.Kind.ARCHIVED, by=by, now=now)
    return row
