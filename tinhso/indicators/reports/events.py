from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ReportOpened(Event):
    """The account of a year was begun as a draft."""

    label: ClassVar[str] = "Bắt đầu soạn báo cáo"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportSent(Event):
    """A draft was sent to the sections' readers for comment."""

    label: ClassVar[str] = "Gửi báo cáo lấy ý kiến"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Event):
    """A report went back to its drafters, from review or after its figures had changed."""

    label: ClassVar[str] = "Trả báo cáo để soạn lại"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportSigned(Event):
    """A head signed off the figures of a report."""

    label: ClassVar[str] = "Duyệt báo cáo"
    year: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class ReportFiguresConfirmed(Event):
    """A head found numbers right that waited in a report; the reason stands as a note on each figure."""

    label: ClassVar[str] = "Xác nhận số liệu của báo cáo"
    year: int
    figures: int
    values: int


@dataclass(frozen=True, kw_only=True)
class ReportFrozen(Event):
    """The figures of a report were kept; from now on it reprints them whatever is corrected later."""

    label: ClassVar[str] = "Chốt số liệu báo cáo"
    public: ClassVar[bool] = True
    year: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class ReportCommented(Event):
    """An officer commented on a section of a report; the words stand in the comment."""

    label: ClassVar[str] = "Góp ý báo cáo"
    year: int
    section: Code
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class ReportSectionWritten(Event):
    """Somebody wrote another version of a section; the words stand in the report's text."""

    label: ClassVar[str] = "Soạn phần báo cáo"
    year: int
    section: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class ReportIssued(Event):
    """The clerk gave a report its number and day as a document."""

    label: ClassVar[str] = "Phát hành báo cáo"
    public: ClassVar[bool] = True
    year: int
    number: int
    issued_on: date
