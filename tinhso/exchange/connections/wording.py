"""What a check found, line by line, and what a technician does about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tinhso.exchange.models import ConnectionCheck
from tinhso.kernel.site.shapes import Cell, Column, Table, Tone
from tinhso.lib.dates import HANOI

SOON_DAYS, CLOCK_SECONDS, CLOCK_NOTED = 30, 60, 10
"""A certificate is to be renewed; a clock is wrong, or should be looked at. Statements of callers are judged with 30 seconds of grace."""
Reached = ConnectionCheck.Reached
Answer = ConnectionCheck.Answer
KNOWS_NO_HEAD = 501
"""A server that does not know the method answers so; it is there."""


@dataclass(frozen=True)
class Line:
    """`advice` is "" where there is nothing to do."""

    what: str
    words: str
    tone: Tone
    advice: str = ""


def lines(check: ConnectionCheck) -> list[Line]:
    found = [
        _peer(check),
        _certificate(check),
        _clock(check),
        _stamps(check),
        _policy(check),
        _agreement(check),
    ]
    return [one for one in found if one is not None]


def passed(check: ConnectionCheck) -> bool:
    """Whether nothing has to be mended."""
    return all(line.tone != "late" for line in lines(check))


def _peer(check: ConnectionCheck) -> Line:
    what = _("Máy bên cung cấp")
    if check.reached == Reached.ANSWERED:
        words = _("Trả lời sau %(ms)d mili giây, mã HTTP %(status)d") % {
            "ms": check.milliseconds,
            "status": check.status,
        }
        if check.status >= 500 and check.status != KNOWS_NO_HEAD:
            return Line(
                what, words, "late", _("Máy trả lời là nó đang lỗi: xem nhật ký của phần mềm tại đó.")
            )
        return Line(what, words, "ok")
    return Line(what, check.get_reached_display(), "late", _advice(check.reached))


def _advice(reached: str) -> str:
    return {
        Reached.ADDRESS: _(
            "Đặt lại địa chỉ của dịch vụ: https://, không dùng tên hoặc số của chính máy này."
        ),
        Reached.NO_NAME: _("Kiểm tra tên máy trong địa chỉ và bản ghi DNS của nó."),
        Reached.INSIDE: _(
            "Tên máy dẫn về chính máy chủ nền tảng hoặc địa chỉ riêng của đám mây: sửa bản ghi DNS."
        ),
        Reached.REFUSED: _(
            "Kiểm tra phần mềm có đang chạy, đúng cổng, và tường lửa cho máy chủ nền tảng vào."
        ),
        Reached.SLOW: _(
            "Thường do tường lửa chặn im lặng hoặc máy quá tải: mở đường cho máy chủ nền tảng, xem tải."
        ),
        Reached.NO_TLS: _("Cổng này không nói TLS 1.2 trở lên: bật HTTPS, hoặc sửa cổng trong địa chỉ."),
        Reached.EXPIRED: _("Gia hạn chứng thư và khởi động lại máy chủ web của bên cung cấp."),
        Reached.NOT_YET: _("Kiểm tra đồng hồ hai bên; dùng chứng thư đã tới ngày hiệu lực."),
        Reached.WRONG_NAME: _(
            "Xin chứng thư cho đúng tên máy trong địa chỉ, hoặc sửa địa chỉ theo tên trong chứng thư."
        ),
        Reached.UNTRUSTED: _(
            "Gửi đủ chuỗi chứng thư trung gian, hoặc đề nghị cơ quan vận hành tin gốc chứng thư ấy."
        ),
        Reached.NO_HTTP: _("Cổng này có nghe nhưng không trả lời HTTP: kiểm tra cổng và máy chủ web."),
    }.get(Reached(reached), "")


def _certificate(check: ConnectionCheck) -> Line | None:
    what = _("Chứng thư TLS")
    if check.days_left is None:
        return None
    named = _("cấp cho %(to)s, do %(by)s cấp") % {"to": check.certificate_to, "by": check.certificate_by}
    if check.days_left < 0:
        words = _("Hết hạn từ %(days)d ngày trước; %(named)s") % {"days": -check.days_left, "named": named}
        return Line(what, words, "late", _advice(Reached.EXPIRED))
    words = _("Còn %(days)d ngày; %(named)s") % {"days": check.days_left, "named": named}
    if check.reached in {Reached.WRONG_NAME, Reached.UNTRUSTED, Reached.NOT_YET}:
        return Line(what, words, "late", _("Xem việc cần làm ở dòng trên."))
    if check.days_left <= SOON_DAYS:
        return Line(
            what, words, "soon", _("Gia hạn trước ngày hết hạn; nền tảng ngừng gọi khi chứng thư hết hạn.")
        )
    return Line(what, words, "ok")


def _clock(check: ConnectionCheck) -> Line | None:
    what = _("Đồng hồ")
    if check.reached != Reached.ANSWERED:
        return None
    if check.clock_off is None:
        return Line(what, _("Máy không cho biết giờ của nó (tiêu đề Date)"), "")
    off = abs(check.clock_off)
    if off < CLOCK_NOTED:
        return Line(what, _("Hai bên cùng giờ"), "ok")
    shown = {"seconds": number_format(off, use_l10n=True, force_grouping=True)}
    if check.clock_off > 0:
        words = _("Máy bên kia nhanh hơn %(seconds)s giây") % shown
    else:
        words = _("Máy bên kia chậm hơn %(seconds)s giây") % shown
    advice = _(
        "Bật đồng bộ giờ (NTP) trên máy bên kia: lệch quá 30 giây thì mã và chữ ký của hai bên bị từ chối."
    )
    return Line(what, words, "late" if off > CLOCK_SECONDS else "soon", advice)


def _stamps(check: ConnectionCheck) -> Line | None:
    if check.stamps == Answer.NONE:
        return None
    what = _("Dịch vụ cấp dấu thời gian")
    if check.stamps == Answer.READY:
        return Line(what, _("Có trả lời"), "ok")
    advice = _("Lời gọi vẫn đi qua; báo cơ quan vận hành để chứng cứ được đóng dấu thời gian.")
    return Line(what, _("Không trả lời"), "soon", advice)


def _policy(check: ConnectionCheck) -> Line:
    what = _("Chính sách ở nơi chuyển tiếp")
    if not check.in_policy:
        advice = _("Chờ một phút để chính sách mới được ban hành; nếu vẫn thiếu, báo cơ quan vận hành.")
        return Line(what, _("Bản mới nhất chưa có dịch vụ ở địa chỉ này"), "late", advice)
    if check.plane_at == Answer.AWAY:
        return Line(
            what,
            _("Nơi chuyển tiếp không trả lời hoặc chưa có chính sách"),
            "late",
            _("Báo cơ quan vận hành: chưa lời gọi nào qua được."),
        )
    if check.plane_policy is None:
        return Line(what, _("Bản mới nhất có dịch vụ; không biết nơi chuyển tiếp đang dùng bản nào"), "")
    if check.plane_policy != check.newest_policy:
        advice = _("Nơi chuyển tiếp lấy bản mới mỗi vài giây; nếu lần sau vẫn cũ, báo cơ quan vận hành.")
        words = _("Nơi chuyển tiếp dùng bản %(has)s, mới nhất là %(new)s") % {
            "has": check.plane_policy,
            "new": check.newest_policy,
        }
        return Line(what, words, "soon", advice)
    return Line(
        what, _("Bản mới nhất (%(version)s), có dịch vụ này") % {"version": check.newest_policy}, "ok"
    )


def _agreement(check: ConnectionCheck) -> Line:
    what = _("Thỏa thuận đang hiệu lực")
    if check.agreements:
        return Line(what, number_format(check.agreements, use_l10n=True, force_grouping=True), "ok")
    return Line(
        what, _("Không có"), "soon", _("Chưa bên nào gọi được: gửi hoặc duyệt đề nghị chia sẻ dữ liệu.")
    )


def line_table(check: ConnectionCheck) -> Table:
    signs = {"ok": _("Đạt"), "soon": _("Lưu ý"), "late": _("Cần sửa"), "": _("Không rõ")}
    rows: list[list[Cell | str]] = [
        [line.what, Cell(signs[line.tone], tone=line.tone), line.words, line.advice or "–"]
        for line in lines(check)
    ]
    head = [_("Mục"), _("Đánh giá"), _("Kết quả"), _("Việc cần làm")]
    return Table(_("Kết quả từng mục"), [Column(label) for label in head], rows)


def earlier_table(checks: Iterable[ConnectionCheck]) -> Table:
    """The newest first, with who had it done."""
    rows: list[list[Cell | str]] = []
    for one in checks:
        good = passed(one)
        rows.append(
            [
                f"{one.checked_at.astimezone(HANOI):%H:%M %d/%m/%Y}",
                one.get_environment_display(),
                Cell(_("Đạt") if good else _("Cần sửa"), tone="ok" if good else "late"),
                one.get_reached_display(),
                one.checked_by.full_name if one.checked_by else "–",
            ]
        )
    head = [_("Lúc"), _("Môi trường"), _("Đánh giá"), _("Tới đâu"), _("Người kiểm tra")]
    return Table(_("Các lần kiểm tra, mới nhất trước"), [Column(label) for label in head], rows)
