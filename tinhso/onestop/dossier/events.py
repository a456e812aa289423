from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DossierStarted(Event):
    """A draft, or a dossier of a former system, keeps that version of its procedure, settled at that level, for that
    person.
    """

    version_id: int
    level: Code
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TripMade(Event):
    """Somebody came to the desk for the dossier: to hand in, to supplement, to collect."""

    trip_id: int
    why: Code


@dataclass(frozen=True, kw_only=True)
class VisitWishesSet(Event):
    """Its people asked to go first at the desk, or that the desk comes to them, or no longer. Which of these stands in the dossier and
    goes with it: it tells of somebody's health, and an event stays."""


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """A code was sent to the person for whom somebody else files."""

    label: ClassVar[str] = "Đã gửi mã xác nhận đồng ý nộp hộ"
    public: ClassVar[bool] = True
    consent_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """The consent or authority to file for somebody else is recorded: by code, authority paper or signed form."""

    label: ClassVar[str] = "Đã ghi nhận đồng ý nộp hộ"
    public: ClassVar[bool] = True
    consent_id: int
    basis: Code


@dataclass(frozen=True, kw_only=True)
class ApplicantBound(Event):
    """Who the dossier is for was known by words alone; now it is that person's."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class IdentitySettled(Event):
    """An officer settled what differed of who applies; the words and the values stand in the dossier."""

    label: ClassVar[str] = "Đã thống nhất thông tin người nộp"
    public: ClassVar[bool] = True
    differences: int


@dataclass(frozen=True, kw_only=True)
class PaperReuseUndone(Event):
    """A dossier does not use that paper of the store any more."""

    attachment_id: int
