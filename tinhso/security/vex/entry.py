"""What is said in one statement, checked."""

from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.lib.software_bills.bill import Statement
from tinhso.lib.software_bills.vex import names_of
from tinhso.security.models import VexStatement

LONGEST = timedelta(days=366)
Status = VexStatement.Status


@dataclass(frozen=True)
class StatementEntry:
    """`names` is the number of the weakness, with others for the same; `purl` the package, with its version or for every one."""

    names: tuple[str, ...]
    purl: str
    status: str
    justification: str
    text: str
    expires_on: date

    @classmethod
    def of(cls, read: Statement, expires_on: date, fallback: str) -> "StatementEntry":
        """Out of a document; `fallback` are the words where it has none."""
        purl = f"{read.package}@{read.version}" if read.version else read.package
        text = read.text or fallback
        return cls(read.names, purl, str(read.status), read.justification, text, expires_on)


@dataclass(frozen=True)
class CheckedStatement:
    names: list[str]
    package: str
    version: str
    justification: str
    text: str


def checked(entry: StatementEntry, today: date) -> CheckedStatement:
    """EntryRefused."""
    names = names_of(entry.names)
    if not names:
        raise EntryRefused("names", "Ghi mã lỗ hổng, ví dụ CVE-2024-1234 hoặc GHSA-….")
    package, version = read_package(entry.purl.strip())
    if not package:
        raise EntryRefused(
            "purl", "Ghi package URL, ví dụ pkg:npm/lodash@4.17.20; không có phiên bản là mọi phiên bản."
        )
    if entry.status not in Status.values:
        raise EntryRefused("status", "Chọn một trong bốn trạng thái.")
    justified = entry.status == Status.NOT_AFFECTED
    if justified and entry.justification not in VexStatement.Justification.values:
        raise EntryRefused("justification", "“Không bị ảnh hưởng” phải kèm lý do theo danh mục.")
    text = strike_out(entry.text.strip())[:1000]
    if not text:
        raise EntryRefused("text", "Ghi căn cứ: ai đã xem, xem gì, hoặc phải làm gì.")
    if not today < entry.expires_on <= today + LONGEST:
        raise EntryRefused("expires_on", "Thời hạn sau hôm nay và không quá một năm.")
    return CheckedStatement(list(names), package, version, entry.justification if justified else "", text)
