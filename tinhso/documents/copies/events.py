"""What happens to copies of documents; whose words stand in their rows."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DocumentCopyOrdered(Event):
    """Somebody who sees a document wants a copy of it: SY, SL or TrS, electronic or on paper."""

    label: ClassVar[str] = "Lập bản sao"
    case_id: int
    copy_id: int
    kind: Code
    form: Code


@dataclass(frozen=True, kw_only=True)
class DocumentCopySigned(Event):
    """A leader signed the copy."""

    label: ClassVar[str] = "Ký bản sao"
    case_id: int
    copy_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentCopyNumbered(Event):
    """The clerk gave the copy the next number of the agency's register of copies."""

    label: ClassVar[str] = "Cấp số bản sao"
    case_id: int
    copy_id: int
    agency_id: int
    year: int
    number: int


@dataclass(frozen=True, kw_only=True)
class DocumentCopyIssued(Event):
    """The copy bears the agency's signature and may be verified by everybody."""

    label: ClassVar[str] = "Phát hành bản sao"
    case_id: int
    copy_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentCopyDropped(Event):
    """The copy is not wanted any more; it was not numbered."""

    label: ClassVar[str] = "Bỏ bản sao"
    case_id: int
    copy_id: int
