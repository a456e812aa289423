"""What happens to papers. Names, titles and contents stay in the paper and its rows."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PaperCreated(Event):
    """A paper was drawn up; nobody has signed it yet."""

    label: ClassVar[str] = "Đã lập văn bản"
    paper_id: int
    kind: Code
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class PaperSigned(Event):
    """A person signed the paper; `serial` is the certificate's number, hexadecimal."""

    label: ClassVar[str] = "Đã ký số văn bản"
    paper_id: int
    post_id: int
    serial: Code


@dataclass(frozen=True, kw_only=True)
class PaperCosigned(Event):
    """Whoever signs along (minutes, agreements) signed; the paper waits for its signer. `serial` as in `PaperSigned`."""

    label: ClassVar[str] = "Đã ký số cùng văn bản"
    paper_id: int
    post_id: int
    serial: Code


@dataclass(frozen=True, kw_only=True)
class PaperNumbered(Event):
    """The clerk entered the paper into the register: its number of that agency, kind and year."""

    label: ClassVar[str] = "Đã vào số văn bản"
    paper_id: int
    number: int
    year: int


@dataclass(frozen=True, kw_only=True)
class PaperSealed(Event):
    """The agency's signature was put on the numbered paper; every field of it is locked now."""

    label: ClassVar[str] = "Đã đóng dấu văn bản"
    paper_id: int
    agency_id: int
    serial: Code


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """The paper was issued: from this moment anybody with its token or file can verify it. `sha256` is that of its file."""

    label: ClassVar[str] = "Đã phát hành văn bản"
    paper_id: int
    sha256: Code | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRevoked(Event):
    """The paper was revoked; the verification page says so."""

    label: ClassVar[str] = "Đã thu hồi văn bản"
    paper_id: int


@dataclass(frozen=True, kw_only=True)
class PaperErased(Event):
    """A paper that was never issued was removed with its files: a draft nobody wants, or a copy whose time is over."""

    label: ClassVar[str] = "Đã xoá văn bản chưa phát hành"
    paper_id: int


@dataclass(frozen=True, kw_only=True)
class SignatureRefused(Event):
    """A signature was asked for and did not come: refused, cancelled, failed. `code` is the reason's word."""

    label: ClassVar[str] = "Chưa ký được văn bản"
    paper_id: int
    code: Code
