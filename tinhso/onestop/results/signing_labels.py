"""Why a result was not signed or sealed, in words: the status for the browser's way and one Vietnamese sentence."""

from django.http import Http404

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.papers.public import (
    NotThisSignatureNow,
    PaperDataWrong,
    PaperForbidden,
    PaperNotMade,
    ScanUnreadable,
    SignatureWrong,
    SigningClosed,
    SigningRefused,
)
from tinhso.onestop.catalogue.authority import CANNOT
from tinhso.onestop.results.actions.prepare_scan import ScanNotReady
from tinhso.onestop.results.actions.prepare_seal import NotSigned
from tinhso.onestop.results.results import MayNotSign

REFUSED: dict[type[Exception], tuple[int, str]] = {
    NotYourTurn: (403, "Hồ sơ này không chờ ông/bà ký. Tải lại trang để xem việc đang chờ."),
    MayNotSign: (403, CANNOT["none"]),
    PaperForbidden: (403, "Văn bản này do cơ quan hoặc vị trí khác ký."),
    Http404: (404, "Không tìm thấy hồ sơ này. Tải lại trang để xem việc đang chờ."),
    NotSigned: (409, "Chưa có văn bản đã ký để phát hành."),
    ScanNotReady: (409, "Bản quét đang được kiểm tra mã độc. Đợi ít phút rồi bấm ký lại."),
    ScanUnreadable: (422, "Tệp này không ký số được. Quét lại hoặc lưu lại dạng PDF thường rồi gửi lại."),
    SigningClosed: (409, "Yêu cầu ký này đã hết hiệu lực hoặc đã được lập lại. Bấm ký lại."),
    NotThisSignatureNow: (409, "Văn bản chưa đến bước ký này. Tải lại trang rồi thử lại."),
    PaperDataWrong: (422, "Chưa lập được văn bản từ dự thảo. Trả lại hồ sơ để sửa dự thảo."),
    PaperNotMade: (422, "Chưa lập được văn bản từ dự thảo. Trả lại hồ sơ để sửa dự thảo."),
}
IN_BROWSER: tuple[type[Exception], ...] = (SignatureWrong, *REFUSED)
SOMEBODY_ELSE = (NotYourTurn, Http404)  # in a batch these are told as "đã có người xử lý", "không tìm thấy"
ON_SERVER: tuple[type[Exception], ...] = (
    SigningRefused,
    SignatureWrong,
    *(kind for kind in REFUSED if kind not in SOMEBODY_ELSE),
)


def refusal(error: Exception) -> tuple[int, str]:
    """Status and sentence of one of REFUSED; a signature or a right that was refused has its own words."""
    if isinstance(error, MayNotSign):
        return 403, str(error)
    return next(
        (label for kind, label in REFUSED.items() if isinstance(error, kind)),
        (422, str(error)),
    )


def sentence(error: Exception) -> str:
    return refusal(error)[1]
