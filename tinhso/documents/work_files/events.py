"""What happens to files of work. Titles and reasons stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class FileListApproved(Event):
    """A head approved the agency's list of files of that year, with so many lines."""

    agency_id: int
    year: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class WorkFileMoved(Event):
    """Something was done to a file as a whole (`FileMove.Kind`); the row of that deed says why."""

    file_id: int
    agency_id: int
    move_id: int
    kind: Code
    state: Code


@dataclass(frozen=True, kw_only=True)
class PaperFiled(Event):
    """A paper was put into a file at its place; `case_id` is the document's, None of other material."""

    case_id: int | None
    file_id: int
    entry_id: int
    position: int


@dataclass(frozen=True, kw_only=True)
class PaperTakenOut(Event):
    """A paper was taken out of a file; its row keeps place and reason."""

    case_id: int | None
    file_id: int
    entry_id: int
