"""A result is the kind of paper that the law calls it, with the number and the words of that kind."""

import pytest

from tinhso.kernel.papers.public import kind_of
from tinhso.onestop.catalogue.result_forms.kinds import result_kind


@pytest.mark.parametrize(
    ("name", "kind", "symbol", "opening"),
    [
        ("Giấy phép bưu chính", "permit", "GP", "QUYẾT ĐỊNH:"),
        ("Quyết định trợ cấp xã hội", "decision", "QĐ", "QUYẾT ĐỊNH:"),
        ("Giấy chứng nhận quyền sử dụng đất", "certificate", "GCN", "CHỨNG NHẬN:"),
        ("Giấy xác nhận tình trạng hôn nhân", "confirmation", "XN", "XÁC NHẬN:"),
        ("Giấy khai sinh; bản sao", "civil_status", "HT", ""),
        ("Trích lục khai tử", "civil_status", "HT", ""),
        ("Bản sao được chứng thực từ bản chính", "certified_copy", "CT", "CHỨNG THỰC:"),
        ("Kết quả giải quyết tranh chấp", "result", "KQ", ""),
        ("", "result", "KQ", ""),
    ],
)
def test_the_first_words_of_the_result_tell_its_kind(name, kind, symbol, opening):
    found = result_kind(name)
    assert (found.kind, found.symbol, found.opening) == (kind, symbol, opening)
    assert kind_of(kind).sealed and kind_of(kind).template == "permit"
