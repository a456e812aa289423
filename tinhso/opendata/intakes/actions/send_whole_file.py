from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.actions.begin_intake import add_piece, begin_upload, finish_upload
from tinhso.opendata.models import Dataset, Intake


def send_whole_file(*, dataset: Dataset, name: str, content: bytes, by: Actor, now: datetime) -> Intake:
    """A file that is here whole goes on its way, as if it had come in pieces.

    Raises: OpenDataForbidden, IntakeRefused.
    """
    intake = begin_upload(dataset=dataset, name=name, size=len(content), by=by, now=now)
    for at in range(0, len(content), intake_limits.PIECE):
        add_piece(intake=intake, offset=at, data=content[at : at + intake_limits.PIECE], by=by)
    finish_upload(intake=intake, by=by, now=now)
    return intake
