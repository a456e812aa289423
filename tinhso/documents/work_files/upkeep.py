"""What a monitoring system and the worklists ask of files of work."""

from collections.abc import Iterable

from tinhso.documents.models import WorkFile
from tinhso.documents.work_files.due import due_files
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Sample


def files_due() -> Iterable[Sample]:
    """One query: closed files whose last day to be handed over is past."""
    late = WorkFile.objects.filter(state=WorkFile.State.CLOSED, hold_reason="", due_on__lt=clock.today())
    return [Sample(late.count())]


def files_due_for(by: Actor) -> int:
    return due_files(by, clock.today())
