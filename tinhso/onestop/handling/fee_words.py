"""What an officer reads where an open fee stands in the way of a deed."""

from tinhso.onestop.handling.fee_gate import AmountOpen, FeeOpen

FEE_WORDS: dict[type[Exception], str] = {
    AmountOpen: "Hồ sơ có khoản thu chưa xác định mức. Ghi mức thu, hoặc 0 nếu không phải nộp, ở mục Phí, lệ phí của hồ sơ.",
    FeeOpen: "Hồ sơ chưa nộp đủ phí, lệ phí. Thu tiền, hoặc miễn nếu có giấy tờ chứng minh, ở trang Thu phí.",
}


def fee_words(error: FeeOpen) -> str:
    return next(words for kind, words in FEE_WORDS.items() if isinstance(error, kind))
