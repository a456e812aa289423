"""Findings in plain words, for citizens."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.queries import UploadProof
from tinhso.kernel.papers.recognised import Match
from tinhso.lib.signed_pdf.added import Added
from tinhso.lib.signed_pdf.check_pdf import Clock, Doubt, SignatureCheck, Verdict
from tinhso.lib.signed_pdf.opened_pdf import Unreadable

VERDICTS: dict[Verdict, tuple[str, Promise]] = {
    Verdict.VALID: ("ok", _("Chữ ký hợp lệ, nội dung chưa bị sửa")),
    Verdict.CHANGED: ("late", _("Nội dung đã bị sửa sau khi ký")),
    Verdict.FALSE: ("late", _("Chữ ký không khớp với chứng thư số ghi trong tệp")),
    Verdict.UNJUDGED: ("soon", _("Không đánh giá được chữ ký này tại đây")),
    Verdict.UNKNOWN_ISSUER: ("soon", _("Chưa xác định được tổ chức cấp chứng thư số")),
    Verdict.EXPIRED: ("soon", _("Chứng thư số đã hết hạn hoặc chưa có hiệu lực khi ký")),
    Verdict.REVOKED: ("late", _("Chứng thư số đã bị thu hồi")),
}

STILL_WHOLE = (
    "late",
    _("Phần đã có khi ký lần này còn nguyên, nhưng tệp đã bị sửa sau đó"),
)
"""An older signature in a file that was changed: what it covered is whole, what lies before the reader is not."""

HEADLINES: dict[Verdict, tuple[str, Promise]] = {
    Verdict.CHANGED: ("late", _("Nội dung đã bị sửa sau khi ký. Không dùng giấy này.")),
    Verdict.REVOKED: (
        "late",
        _("Có chữ ký dùng chứng thư số đã bị thu hồi. Không dùng giấy này; hãy hỏi lại nơi cấp."),
    ),
    Verdict.FALSE: ("late", _("Có chữ ký không khớp với chứng thư số của nó. Không dùng giấy này.")),
    Verdict.UNJUDGED: (
        "soon",
        _("Có chữ ký không đánh giá được tại đây; lý do ghi ở từng chữ ký. Hãy hỏi lại nơi cấp."),
    ),
    Verdict.UNKNOWN_ISSUER: (
        "soon",
        _("Nội dung chưa bị sửa, nhưng chưa xác định được ai bảo đảm cho chữ ký. Hãy hỏi lại nơi cấp."),
    ),
    Verdict.EXPIRED: (
        "soon",
        _(
            "Nội dung chưa bị sửa, nhưng có chứng thư số không còn hoặc chưa có hiệu lực khi ký. Hãy hỏi lại nơi cấp."
        ),
    ),
    Verdict.VALID: ("ok", _("Mọi chữ ký đều hợp lệ, nội dung chưa bị sửa.")),
}
"""What stands over the whole file, by its gravest finding: the order is that of gravity."""

UNSIGNED = ("soon", _("Tệp này không có chữ ký số nào."))
WITHDRAWN = ("late", _("Giấy tờ này đã bị thu hồi, không còn giá trị."))
UNSEALED = ("soon", _("Đây là bản chưa đóng dấu của một giấy tờ đã phát hành. Hãy dùng bản phát hành."))
OURS = ("ok", _("Giấy tờ này do hệ thống phát hành, chưa ký số; tệp đúng từng byte như khi phát hành."))
ALTERED = ("late", _("Tệp giống giấy tờ do hệ thống phát hành nhưng đã bị thay đổi. Không dùng tệp này."))
ADDED = (
    "late",
    _("Tệp là giấy tờ do hệ thống phát hành nhưng sau đó có phần được thêm vào. Không dùng tệp này."),
)
BLANK = (
    "soon",
    _("Giấy tờ này do hệ thống phát hành, chưa ký số; cuối tệp có thêm khoảng trắng, nội dung không đổi."),
)
GRAVER = {Verdict.CHANGED, Verdict.REVOKED, Verdict.FALSE}


def headline(proof: UploadProof) -> tuple[str, Promise]:
    """Tone and sentence over an uploaded file: one thing is said, the gravest; nothing good beside something bad."""
    found = {check.verdict for check in proof.signatures}
    gravest = next((verdict for verdict in HEADLINES if verdict in found), None)
    if proof.match is Match.ALTERED and gravest not in GRAVER:
        return ALTERED
    if proof.added and gravest is None:  # else the signatures say whether what was added may be there
        return BLANK if proof.added.is_blank else ADDED
    if gravest is None and proof.paper:
        return WITHDRAWN if proof.paper.revoked_at else OURS
    if gravest is None:
        return UNSIGNED
    if gravest is Verdict.VALID and proof.paper and proof.paper.revoked_at:
        return WITHDRAWN
    return UNSEALED if gravest is Verdict.VALID and proof.older else HEADLINES[gravest]


def signature_words(check: SignatureCheck, proof: UploadProof) -> tuple[str, Promise]:
    """Tone and words of one signature."""
    return STILL_WHOLE if check.is_valid and proof.changed else VERDICTS[check.verdict]


DOUBTS: dict[Doubt, Promise] = {
    Doubt.KIND: _("Kiểu chữ ký cũ hoặc lạ, không kiểm tra được tại đây."),
    Doubt.SHAPE: _("Phần chữ ký trong tệp trống hoặc sai khuôn dạng."),
    Doubt.NO_CERTIFICATE: _("Chữ ký không kèm chứng thư số của người ký."),
    Doubt.ALGORITHM: _("Chữ ký dùng thuật toán không kiểm tra được tại đây."),
    Doubt.LATER: _(
        "Phần đã ký còn nguyên, nhưng tệp có phần thêm vào sau khi ký mà không xác định được là gì."
    ),
    Doubt.RULE: _(
        "Phần đã ký còn nguyên, nhưng người ký không cho thêm gì vào tệp mà sau đó có phần được thêm."
    ),
    Doubt.FILLED: _(
        "Phần đã ký còn nguyên và người ký cho điền biểu mẫu; những gì điền sau đó không ai ký, nên không xác nhận được."
    ),
    Doubt.TWO_TABLES: _("Tệp có thể hiện nội dung khác nhau tùy phần mềm đọc."),
}

CLOCKS: dict[Clock, Promise] = {
    Clock.SIGNER: _("do người ký ghi"),
    Clock.STAMP: _("theo dấu thời gian"),
    Clock.UNKNOWN_STAMP: _("theo dấu thời gian của một tổ chức chưa xác định được"),
}

UNREADABLE: dict[Unreadable, Promise] = {
    Unreadable.NOT_PDF: _("Tệp này không phải PDF. Chọn tệp PDF đã ký số."),
    Unreadable.ENCRYPTED: _("Tệp PDF có mật khẩu nên không kiểm tra được. Bỏ mật khẩu rồi chọn lại tệp."),
    Unreadable.BROKEN: _(
        "Tệp PDF bị hỏng hoặc đã bị sửa nên không đọc được. Tải lại tệp gốc từ nơi cấp rồi thử lại."
    ),
    Unreadable.TOO_MANY: _("Tệp có quá nhiều chữ ký (hơn 60) nên không kiểm tra được tại đây."),
}

ADDITIONS: dict[str, Promise] = {
    "script": _("mã tự chạy"),
    "signature": _("chữ ký số"),
    "field": _("ô điền"),
    "note": _("ghi chú, hình vẽ trên trang"),
    "page": _("trang"),
    "content": _("nội dung trang, hình"),
    "file": _("tệp đính kèm"),
    "blank": _("khoảng trắng"),
    "other": _("phần khác"),
}


def addition_words(added: Added) -> str:
    """What stands behind our bytes, the gravest first: "mã tự chạy, trang (2)"; "" where it cannot be told."""
    return ", ".join(
        f"{words} ({added.kinds[kind]})" if added.kinds[kind] > 1 else str(words)
        for kind, words in ADDITIONS.items()
        if kind in added.kinds
    )
