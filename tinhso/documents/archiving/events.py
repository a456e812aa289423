"""What happens to packages for the historical archive."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ArchivePackageAsked(Event):
    """A clerk asked for a package of an archived file; a job builds it."""

    file_id: int
    agency_id: int
    package_id: int


@dataclass(frozen=True, kw_only=True)
class ArchivePackageBuilt(Event):
    """The job has built a package of so many files, or said why it cannot (`state`)."""

    file_id: int
    package_id: int
    state: Code
    files: int


@dataclass(frozen=True, kw_only=True)
class ArchivePackageReceived(Event):
    """The historical archive received a package; the row says under which protocol."""

    file_id: int
    agency_id: int
    package_id: int
