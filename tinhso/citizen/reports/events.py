from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ReportCategoriesLoaded(Event):
    """Categories and routes of reports were brought in line with the province's pack."""

    created: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ReportSent(Event):
    """A report came in by a channel, in a category, with so many photos; who sent it stands nowhere in the log."""

    channel: Code
    category: Code
    photos: int
    reopens_id: int | None = None
    commune_id: int | None = None
