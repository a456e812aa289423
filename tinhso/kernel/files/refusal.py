"""Why a file is not taken, in the words of the one who sent it."""

from enum import StrEnum

from django.utils.translation import gettext as _

from tinhso.kernel.files.rules import MEGABYTE, UploadRules
from tinhso.lib.files.kinds import Reason


class Limit(StrEnum):
    """Refusals that do not come from the content."""

    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    INCOMPLETE = "incomplete"


class FileRefused(Exception):
    """The file was not kept and nothing else was lost. `str()` is a whole Vietnamese sentence for the page."""

    def __init__(self, reason: Reason | Limit, name: str, rules: UploadRules) -> None:
        self.reason = reason
        super().__init__(_sentence(reason) % _facts(name, rules))


def _facts(name: str, rules: UploadRules) -> dict[str, object]:
    return {
        "name": name,
        "mb": f"{rules.max_size / MEGABYTE:g}".replace(".", ","),
        "total": f"{rules.max_total / MEGABYTE:g}".replace(".", ","),
        "count": rules.max_files,
        "kinds": ", ".join(sorted(kind.value.upper() for kind in rules.allow)),
    }


def _sentence(reason: Reason | Limit) -> str:
    return {
        Reason.EMPTY: _("Tệp “%(name)s” không có nội dung. Ông/bà chọn lại tệp."),
        Reason.PROGRAM: _(
            "Tệp “%(name)s” là chương trình máy tính hoặc có chứa chương trình, không nhận được. "
            "Ông/bà gửi giấy tờ ở dạng %(kinds)s."
        ),
        Reason.NOT_ALLOWED: _("Tệp “%(name)s” thuộc loại không nhận ở đây. Ông/bà gửi tệp %(kinds)s."),
        Reason.NAME_MISMATCH: _(
            "Tệp “%(name)s” có nội dung không đúng với phần đuôi của tên tệp. "
            "Ông/bà mở tệp, lưu lại ở dạng %(kinds)s rồi gửi."
        ),
        Reason.ENCRYPTED_PDF: _(
            "Tệp PDF “%(name)s” có mật khẩu hoặc bị khóa. Ông/bà bỏ mật khẩu, lưu lại rồi gửi."
        ),
        Reason.ENCRYPTED_ZIP: _("Tệp “%(name)s” có mật khẩu. Ông/bà bỏ mật khẩu, lưu lại rồi gửi."),
        Reason.ZIP_BOMB: _("Tệp “%(name)s” bung ra quá lớn nên không nhận được. Ông/bà gửi từng tệp riêng."),
        Reason.MACROS: _("Tệp “%(name)s” có macro. Ông/bà lưu lại ở dạng không có macro hoặc PDF rồi gửi."),
        Reason.OLD_OFFICE: _(
            "Tệp “%(name)s” ở dạng Word, Excel đời cũ (.doc, .xls) hoặc có mật khẩu. "
            "Ông/bà mở tệp, bỏ mật khẩu, lưu lại ở dạng %(kinds)s rồi gửi."
        ),
        Reason.BROKEN: _("Tệp “%(name)s” bị hỏng, không mở được. Ông/bà lưu hoặc chụp lại rồi gửi."),
        Limit.TOO_BIG: _(
            "Tệp “%(name)s” lớn hơn %(mb)s MB. Ông/bà giảm dung lượng hoặc chia nhỏ tệp rồi gửi."
        ),
        Limit.TOO_MANY: _(
            "Đã đủ %(count)s tệp nên không nhận thêm “%(name)s”. Ông/bà gộp giấy tờ vào một tệp PDF hoặc bỏ bớt tệp."
        ),
        Limit.TOO_MUCH: _(
            "Tổng dung lượng các tệp vượt %(total)s MB nên không nhận thêm “%(name)s”. "
            "Ông/bà giảm dung lượng hoặc bỏ bớt tệp."
        ),
        Limit.INCOMPLETE: _("Tệp “%(name)s” chưa được gửi hết. Ông/bà gửi lại tệp này."),
    }[reason]
