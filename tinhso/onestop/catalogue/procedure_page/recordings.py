"""What people have read aloud of a procedure, as its page plays it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.data.languages import recording_languages
from tinhso.onestop.models import Procedure, ProcedureVersion, Recording


@dataclass(frozen=True)
class PlayedRecording:
    """One recording: `playable` only while the text that was read is the one in force."""

    pk: int
    language: str
    name: str
    length: str
    text_on: date
    playable: bool
    size: int


def length_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("%(seconds)s giây") % {"seconds": rest}
    return _("%(minutes)s phút %(seconds)s giây") % {"minutes": minutes, "seconds": rest}


def recordings_of(
    procedure: Procedure, version: ProcedureVersion | None, on: date
) -> Sequence[PlayedRecording]:
    """In the order of the languages; one query. One that waits for its scan is not there yet."""
    found = Recording.objects.consented(on).filter(procedure=procedure).select_related("file")
    names = recording_languages()
    order = list(names)
    found_now = [
        PlayedRecording(
            one.pk,
            one.language,
            names[one.language],
            length_words(one.seconds),
            one.text_on,
            version is not None and one.version_id == version.pk,
            one.file.size,
        )
        for one in found
        if one.language in names and one.file is not None and one.file.state == StoredFile.State.CLEAN
    ]
    return sorted(found_now, key=lambda one: order.index(one.language))
