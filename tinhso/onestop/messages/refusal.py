"""Why a message of the national portal is not applied: the codes that we answer with, and their words."""

from enum import StrEnum


class Refusal(StrEnum):
    """error_code of our answers; "00" is yes."""

    SIGNATURE = "01"
    SHAPE = "02"
    PROCEDURE = "03"
    AGENCY = "04"
    STATE = "05"
    FILE = "06"
    CONTENT = "07"
    NO_DOSSIER = "08"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Refusal.SIGNATURE: "Chữ ký của tin không đúng hoặc đã quá 5 phút.",
    Refusal.SHAPE: "Tin không đúng cấu trúc đã thống nhất.",
    Refusal.PROCEDURE: "Không có thủ tục hành chính này trong danh mục của tỉnh.",
    Refusal.AGENCY: "Không có cơ quan nào được giao giải quyết thủ tục này ở địa bàn đã chọn.",
    Refusal.STATE: "Hồ sơ đang ở trạng thái không nhận được yêu cầu này.",
    Refusal.FILE: "Không tải được tệp đính kèm.",
    Refusal.CONTENT: "Mã thông điệp hoặc số thứ tự đã dùng cho một tin khác.",
    Refusal.NO_DOSSIER: "Chưa có hồ sơ mang mã quốc gia này.",
}


class CannotApply(Exception):
    """The message is understood and kept, but cannot be applied to a dossier."""

    def __init__(self, refusal: Refusal, words: str = "") -> None:
        super().__init__(words or refusal.words)
        self.refusal = refusal
