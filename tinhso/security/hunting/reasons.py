"""Why a machine is in the queue, in plain words, from the figures of its row; and what else it may be."""

from django.utils.translation import gettext as _

from tinhso.security.models import LogSuspicion

Kind = LogSuspicion.Kind


def _number(value: float) -> str:
    return (
        f"{value:,.0f}".replace(",", ".") if float(value).is_integer() else f"{value:.1f}".replace(".", ",")
    )


def _every(seconds: float) -> str:
    if seconds < 120:
        return _("%(n)s giây") % {"n": _number(seconds)}
    return _("%(n)s phút") % {"n": _number(round(seconds / 60, 1))}


def why(one: LogSuspicion) -> str:
    """One sentence; the domain stands in it only where it is the reason."""
    words = {name: _number(value) for name, value in one.figures.items()}
    words["target"] = one.target
    if one.kind == Kind.MADE_NAMES:
        return (
            _(
                "Máy hỏi %(failed)s tên miền không tồn tại, trong đó %(made)s tên có chữ ghép không giống từ tiếng Việt hay tiếng Anh."
            )
            % words
        )
    if one.kind == Kind.BEACON:
        words["every"] = _every(one.figures["seconds"])
        return (
            _(
                "Máy liên lạc với %(target)s %(times)s lần, cách nhau đều khoảng %(every)s; trong nhật ký chỉ %(clients)s máy hỏi nơi này."
            )
            % words
        )
    if one.kind == Kind.LONG_CONNECTION:
        return (
            _(
                "Máy giữ một kết nối tới %(target)s trong %(hours)s giờ, gửi đi %(sent)s byte; chỉ %(clients)s máy nối tới nơi này."
            )
            % words
        )
    if one.kind == Kind.FIRST_SEEN:
        return (
            _(
                "Máy hỏi nhiều lần %(names)s tên miền mà nhật ký của cơ quan chưa từng có, tổng cộng %(times)s lần: %(alone)s tên chỉ máy này hỏi, %(made)s tên có chữ ghép lạ, %(failed)s tên không tồn tại. Tên không hiện ở đây."
            )
            % words
        )
    return (
        _(
            "Máy hỏi %(names)s tên khác nhau dưới %(target)s, phần đứng trước dài trung bình %(length)s ký tự, %(texts)s%% là bản ghi chở dữ liệu."
        )
        % words
    )


def else_it_may_be(one: LogSuspicion) -> str:
    """Usual harmless causes, so that nobody is suspected for a clock."""
    return {
        Kind.MADE_NAMES: _("Có thể vô hại: trình duyệt thử tên ngẫu nhiên khi khởi động, phần mềm diệt virus tra cứu, gõ nhầm nhiều lần."),
        Kind.BEACON: _("Có thể vô hại: phần mềm cập nhật, đồng bộ giờ, diệt virus, camera, máy in gửi tin theo lịch."),
        Kind.LONG_CONNECTION: _("Có thể vô hại: họp trực tuyến, sao lưu, quản trị từ xa đã được phép, kênh truyền số liệu."),
        Kind.FIRST_SEEN: _("Thường vô hại: phần mềm mới cài, trang mới làm quen, đối tác mới. Chỉ đáng lo khi máy không có việc gì mới."),
        Kind.TUNNEL: _("Có thể vô hại: phần mềm diệt virus, lọc thư rác, mạng phân phối nội dung dùng tên dài để tra cứu."),
    }[Kind(one.kind)]  # fmt: skip


def machines_words(one: LogSuspicion) -> str:
    return (
        str(one.machine)
        if one.machine
        else _("Địa chỉ %(address)s, chưa có trong sổ máy") % {"address": one.address}
    )
