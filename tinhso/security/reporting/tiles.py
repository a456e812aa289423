"""The posture as tiles, on its page and on a wall."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import Figure
from tinhso.lib.numbers import vn_number
from tinhso.lib.shares import rate
from tinhso.security.reporting.posture import Posture


def tiles_of(found: Posture, *, links: bool) -> list[Figure]:
    """Counts alone, whoever looks on: names of agencies, systems and machines stand elsewhere."""
    return [*_open(found, links=links), *_waiting(found, links=links), *_shares(found, links=links)]


def _url(name: str, *, links: bool) -> str:
    return reverse(name) if links else ""


def _open(found: Posture, *, links: bool) -> list[Figure]:
    month = _("tháng này: thấy %(found)s, khắc phục %(mended)s") % {
        "found": vn_number(found.lines["found"].now),
        "mended": vn_number(found.lines["mended"].now),
    }
    words = [month]
    if found.unregistered:
        words.append(_("chưa kể %(n)s ở máy chưa biết") % {"n": vn_number(found.unregistered)})
    findings = _url("security_findings", links=links)
    return [
        Figure(_("Điểm yếu chưa khắc phục"), vn_number(found.open), _("điểm yếu"), words, findings),
        Figure(_("Trong đó mức cao, nghiêm trọng"), vn_number(found.grave), _("điểm yếu"), [], findings),
        Figure(_("Trong đó quá hạn"), vn_number(found.late), _("điểm yếu"), [], findings),
        Figure(_("Máy đang có mã độc"), vn_number(found.infected), _("máy"), [], findings),
        Figure(_("Máy đang kết nối tới địa chỉ độc hại"), vn_number(found.in_contact), _("máy"), [], findings),
    ]  # fmt: skip


def _waiting(found: Posture, *, links: bool) -> list[Figure]:
    late = _("%(n)s quá hạn") % {"n": vn_number(found.advisories_late)}
    return [
        Figure(_("Cảnh báo chưa trả lời"), vn_number(found.advisories), _("việc"), [late], _url("security_advisories", links=links)),
        Figure(_("Nghi vấn trong nhật ký chờ xem xét"), vn_number(found.suspicions), _("nghi vấn"), [], _url("log_suspicions", links=links)),
        Figure(_("Nhật ký không lưu, không xem xét được"), vn_number(found.logs_at_fault), _("nhật ký"), [], _url("network_logs", links=links)),
        Figure(_("Phát hiện của quy tắc chờ xem xét"), vn_number(found.hits), _("phát hiện"), [], _url("detection_hits", links=links)),
        Figure(_("Sự cố phần mềm đang xử lý"), vn_number(found.support), _("sự cố"), [], ""),
    ]  # fmt: skip


def _shares(found: Posture, *, links: bool) -> list[Figure]:
    lines = found.lines
    parts = [
        (_("Máy đã quét từ đầu năm"), "scanned", "machines", _("máy"), "machines"),
        (_("Máy đã giám sát từ đầu năm"), "monitored", "machines", _("máy"), "machines"),
        (_("Hệ thống được phê duyệt cấp độ"), "approved_systems", "systems", _("hệ thống"), "security_inventory"),
    ]  # fmt: skip
    return [
        Figure(
            title,
            f"{vn_number(lines[part].now)}/{vn_number(lines[whole].now)}",
            unit,
            [f"{vn_number(rate(lines[part].now, lines[whole].now))}%"] if lines[whole].now else [],
            _url(page, links=links),
        )
        for title, part, whole, unit, page in parts
    ]
