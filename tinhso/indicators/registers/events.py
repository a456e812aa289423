from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AgencyRecognised(Event):
    """A decision recognised an agency or commune as having met a set of criteria."""

    label: ClassVar[str] = "Công nhận đạt tiêu chí"
    public: ClassVar[bool] = True
    recognition_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class RecognitionRevised(Event):
    """A decision of recognition was corrected or taken back; the entry before stays."""

    label: ClassVar[str] = "Sửa, thôi công nhận"
    public: ClassVar[bool] = True
    recognition_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class RankEntered(Event):
    """A rank that somebody else published was entered; `n` is 0 where nobody said among how many."""

    label: ClassVar[str] = "Nhập thứ hạng được công bố"
    public: ClassVar[bool] = True
    index: Code
    assessed_year: int
    rank: int
    n: int
