"""What kinds of paper there are. A higher room declares its own with `declare_kind` in its app's `ready`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tinhso.kernel.people.roles import Clerk, DeskOfficer, Head, Role


class Numbering(StrEnum):
    AT_MAKING = "at_making"  # the number stands on the paper from the start (forms 01 to 04)
    BY_CLERK = "by_clerk"  # the clerk gives it after the leader has signed (NĐ 30/2020 Đ.15)


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: its template, who signs, whether the agency seals, whether anybody may download it.

    `public_file` is for papers without personal content only; otherwise the verification page shows kind, number,
    date, agency and signers, and never the file.
    """

    code: str
    name: str
    template: str
    symbol: str  # ký hiệu: "GP", "TNHS"
    signers: tuple[type[Role], ...]
    numbering: Numbering = Numbering.AT_MAKING
    sealed: bool = False
    public_file: bool = False
    sealers: tuple[type[Role], ...] = (Clerk,)


class UnknownKind(LookupError):
    """No room has declared a paper of that kind."""


_KINDS: dict[str, PaperKind] = {}


def declare_kind(*kinds: PaperKind) -> None:
    """Make kinds of paper known; the same declaration twice is harmless, another one under a taken code is not."""
    for kind in kinds:
        if _KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"a paper kind {kind.code} is already declared")


def kind_of(code: str) -> PaperKind:
    if code not in _KINDS:
        raise UnknownKind(code)
    return _KINDS[code]


def kinds() -> Iterable[PaperKind]:
    return _KINDS.values()


declare_kind(
    PaperKind("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "receipt", "TNHS", (DeskOfficer,)),
    PaperKind("supplement", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "supplement", "PBS", (DeskOfficer,)),
    PaperKind("refusal", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "refusal", "PTC", (DeskOfficer, Head)),
    PaperKind("apology", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "apology", "PXL", (Head,)),
    PaperKind("scan_copy", "Bản sao số hoá", "", "", (DeskOfficer,), Numbering.BY_CLERK),
    PaperKind("permit", "Giấy phép", "permit", "GP", (Head,), Numbering.BY_CLERK, sealed=True),
)
