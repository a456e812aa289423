"""What a monitoring system and the worklists ask of files of work."""

from collections.abc import Iterable

from tinhso.documents.work_files.due import due_files, due_soon
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Sample


def files_due() -> Iterable[Sample]:
    """Two queries: the rule of the day, the count."""
    return [Sample(due_soon(clock.today()).count())]


def files_due_for(by: Actor) -> int:
    return due_files(by, clock.today())
