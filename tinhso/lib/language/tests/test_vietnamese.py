import random
import unicodedata

import pytest

from tinhso.lib.language.vietnamese import fold, sort_key, without_marks

FOLDED = [
    ("Cấp giấy phép bưu chính", "cap giay phep buu chinh"),
    ("Đăng ký kết hôn", "dang ky ket hon"),
    ("ĐƯỜNG LÊ LỢI", "duong le loi"),
    ("  sổ   đỏ?! ", "so do"),
    ("CCCD/CMND", "cccd cmnd"),
    ("1.003659", "1 003659"),
    ("Quốc lộ 1A (mới)", "quoc lo 1a moi"),
    ("ự ợ ữ ỷ ậ", "u o u y a"),
    ("Ｐhường", "phuong"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_drops_marks_case_and_punctuation(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_dictionary_order():
    order = ["2", "10", "100"] + ["a", "à", "ả", "ã", "á", "ạ", "an", "Ánh", "ăn", "ằn", "Ân"]
    order += ["ba", "ba ba", "bà", "bà con", "bá", "bạ", "bắc", "bâng", "cá", "da", "Dung", "đa", "Đặng"]
    order += ["ea", "ê", "giấy", "nga", "ngà", "Nguyên", "Nguyễn", "Nguyễn An", "Nguyễn Bình", "Nguyễn Đức"]
    order += ["o", "ô", "ơ", "Phường 2", "Phường 10", "quê", "thạch", "thành", "Thành Sơn", "u", "ư", "vũ"]
    order += ["xã", "ý"]
    shuffled = random.Random(1).sample(order, len(order))
    assert sorted(shuffled, key=lambda text: sort_key(text).encode()) == order


def test_both_encodings_and_cases_have_one_key():
    assert sort_key("Đặng Thị ẤN") == sort_key(unicodedata.normalize("NFD", "đặng thị ấn"))


def test_a_foreign_letter_sorts_by_its_base():
    assert sort_key("José") > sort_key("Jos")
    assert sort_key("Iñaki") < sort_key("io")


def test_sms_text_keeps_case_and_punctuation():
    assert without_marks("Hồ sơ đã nhận, hẹn trả 08/3.") == "Ho so da nhan, hen tra 08/3."
