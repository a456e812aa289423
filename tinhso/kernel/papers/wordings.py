"""Findings in plain words, for citizens."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.papers.queries import PaperProof, UploadProof
from tinhso.kernel.papers.recognised import Match
from tinhso.lib.dates import vn_datetime
from tinhso.lib.signed_pdf.added import Added
from tinhso.lib.signed_pdf.check_pdf import Doubt, SignatureCheck, Verdict
from tinhso.lib.signed_pdf.moments import Clock
from tinhso.lib.signed_pdf.opened_pdf import Unreadable
from tinhso.lib.signed_pdf.revocation import Revocation, Source, Standing

VERDICTS: dict[Verdict, tuple[str, Promise]] = {
    Verdict.VALID: ("ok", _("Chữ ký hợp lệ, nội dung chưa bị sửa")),
    Verdict.CHANGED: ("late", _("Nội dung đã bị sửa sau khi ký")),
    Verdict.FALSE: ("late", _("Chữ ký không khớp với chứng thư số ghi trong tệp")),
    Verdict.UNJUDGED: ("soon", _("Không đánh giá được chữ ký này tại đây")),
    Verdict.UNKNOWN_ISSUER: ("soon", _("Chưa xác định được tổ chức cấp chứng thư số")),
    Verdict.NOT_YET: ("soon", _("Chứng thư số chưa có hiệu lực khi ký")),
    Verdict.EXPIRED: ("soon", _("Chứng thư số đã hết hạn khi ký")),
    Verdict.ON_HOLD: ("late", _("Chứng thư số đang bị tạm dừng")),
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
    Verdict.ON_HOLD: (
        "late",
        _("Có chữ ký dùng chứng thư số đang bị tạm dừng. Không dùng giấy này; hãy hỏi lại nơi cấp."),
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
    Verdict.NOT_YET: (
        "soon",
        _("Nội dung chưa bị sửa, nhưng có chứng thư số chưa có hiệu lực khi ký. Hãy hỏi lại nơi cấp."),
    ),
    Verdict.EXPIRED: (
        "soon",
        _("Nội dung chưa bị sửa, nhưng có chứng thư số đã hết hạn khi ký. Hãy hỏi lại nơi cấp."),
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
    Clock.UNKNOWN_STAMP: _("theo dấu thời gian không được tin cậy tại đây"),
    Clock.CHECK: _("lúc kiểm tra, vì tệp không ghi thời điểm nào dùng được"),
}

REASONS: dict[str, Promise] = {
    "key_compromise": _("lộ khóa"),
    "ca_compromise": _("lộ khóa của tổ chức cấp"),
    "aa_compromise": _("lộ khóa của tổ chức cấp"),
    "affiliation_changed": _("thay đổi đơn vị"),
    "superseded": _("đã thay bằng chứng thư khác"),
    "cessation_of_operation": _("ngừng hoạt động"),
    "certificate_hold": _("tạm dừng"),
    "privilege_withdrawn": _("bị rút quyền"),
}

SOURCES: dict[Source, Promise] = {
    Source.FILE: _("bằng chứng trong tệp"),
    Source.FETCHED: _("danh sách đã tải từ tổ chức cấp"),
}

STANDINGS: dict[Standing, Promise] = {
    Standing.GOOD: _("Chưa bị thu hồi"),
    Standing.REVOKED: _("Đã bị thu hồi"),
    Standing.ON_HOLD: _("Đang bị tạm dừng"),
    Standing.UNKNOWN: _(
        "Không biết: trong tệp và tại đây không có danh sách thu hồi dùng được của tổ chức cấp"
    ),
}

OF_ISSUER = _("Chứng thư số của tổ chức cấp đã bị thu hồi hoặc tạm dừng")
SINCE, LATER = _("từ %(at)s"), _("bị thu hồi hoặc tạm dừng sau đó, từ %(at)s")
BY = _("theo %(source)s, lập %(at)s")
STAMPED_WORDS = _("xét tại thời điểm của dấu thời gian tin cậy")
UNSTAMPED_WORDS = _("xét tại lúc kiểm tra, vì không có dấu thời gian tin cậy chứng minh đã ký trước đó")


@dataclass(frozen=True)
class Line:
    """One signature in words. `by` is the clock of its moment, `ahead` a time in it that has not come yet, `known` what is known of a
    revocation, `asked` at which moment."""

    check: SignatureCheck
    tone: str
    words: Promise
    doubt: Promise | str
    by: Promise | str
    known: str
    asked: Promise | str


def line_of(check: SignatureCheck, proof: UploadProof) -> Line:
    tone, words = signature_words(check, proof)
    doubt = DOUBTS[check.doubt] if check.doubt else ""
    moment, found = check.moment, check.revocation
    if moment is None or found is None:
        return Line(check, tone, words, doubt, "", "", "")
    asked = STAMPED_WORDS if moment.clock is Clock.STAMP else UNSTAMPED_WORDS
    return Line(check, tone, words, doubt, CLOCKS[moment.clock], revocation_words(found), asked)


def revocation_words(found: Revocation) -> str:
    """What is known of the revocation of a certificate, since when, and by what."""
    if found.source is None or found.said_at is None:
        return str(STANDINGS[found.standing])
    words = [str(OF_ISSUER if found.of_issuer else STANDINGS[found.standing])]
    if found.since is not None:
        since = LATER if found.standing is Standing.GOOD else SINCE
        reason = REASONS.get(found.reason)
        words.append(str(since) % {"at": vn_datetime(found.since)} + (f" ({reason})" if reason else ""))
    words.append(str(BY) % {"source": SOURCES[found.source], "at": vn_datetime(found.said_at)})
    return "; ".join(words)


def wrong_words(proof: PaperProof) -> Promise | None:
    """What is wrong with the signatures of an issued paper whose file is the one that was signed."""
    found = next((verdict for verdict in HEADLINES if verdict in proof.wrong), None)
    return None if found in (None, Verdict.CHANGED) else HEADLINES[found][1]


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
