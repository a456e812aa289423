import pytest

from tinhso.lib.language.personal_data import Personal, find_in_number, find_personal_data, mask


def kinds(text, context=""):
    return [(one.kind.value, text[one.start : one.end]) for one in find_personal_data(text, context=context)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Số CCCD: 038201000123, cấp ngày 01/02/2021", "citizen_id", "038201000123"),
        ("căn cước công dân 038 201 000 123", "citizen_id", "038 201 000 123"),
        ("của ông 001085012345", "citizen_id", "001085012345"),
        ("CMND số 171234567", "old_id", "171234567"),
        ("Chứng minh nhân dân: 171 234 567", "old_id", "171 234 567"),
        ("gọi 0912 345 678 gặp chị Hoa", "phone", "0912 345 678"),
        ("ĐT: 0912.345.678", "phone", "0912.345.678"),
        ("+84 912 345 678", "phone", "+84 912 345 678"),
        ("(0383456789)", "phone", "0383456789"),
        ("thư a.nguyen@gmail.com nhé", "email", "a.nguyen@gmail.com"),
        ("STK 19034567890123 Techcombank", "bank_account", "19034567890123"),
        ("Bà Nguyễn Thị Hoa, thôn 5 xã Hoằng Lộc", "name_with_address", "Nguyễn Thị Hoa, thôn"),
        ("LÊ VĂN TÁM trú tại số nhà 12 phố Lò Chum", "name_with_address", "LÊ VĂN TÁM trú tại số nhà"),
        ("Phạm Bá Hùng (sinh 1970), bản Lở, xã Na Mèo", "name_with_address", "Phạm Bá Hùng (sinh 1970), bản"),
    ],
)
def test_what_tells_who_a_person_is_is_found_at_its_place(text, kind, part):
    assert (kind, part) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí 171.234.567 đồng",
        "171234567 đồng",
        "Tổng vốn 038.201.000.123 đồng",
        "Mã số thuế 0912345678",
        "mã hồ sơ 038201000123",
        "Mã hồ sơ 000.00.01.H56-230108-0001",
        "ngày 08/03/2024 lúc 12:30",
        "Quyết định số 1234/QĐ-UBND ngày 01/02/2023",
        "điện thoại cơ quan 0237.3852.246",
        "thư congthongtin@thanhhoa.gov.vn",
        "tọa độ 19.807700, 105.776600",
        "1,234,567,890,123",
        "8934563138165",
        "đường Nguyễn Trãi, phường Ba Đình, tổ dân phố 3",
        "Trường THPT Lê Lợi, thôn 2 xã Thọ Xuân",
        "Công ty TNHH Trần Phú, số 5 phố Nhà Thờ",
        "Ổ gà trước số nhà 12 đường Lê Hoàn",
        "xã Hoằng Lộc có 5.123 người, thôn Phú Khê 800 người",
        "UUID 038201000123-4567",
        "",
    ],
)
def test_codes_amounts_days_and_places_are_let_pass(text):
    assert kinds(text) == []


def test_a_heading_speaks_for_its_cells():
    assert kinds("171234567") == []
    assert kinds("171234567", "Số CMND") == [("old_id", "171234567")]
    assert kinds("0912345678", "Mã số thuế") == []


@pytest.mark.parametrize(
    ("digits", "heading", "found"),
    [
        ("38201000123", "Số CCCD", ("citizen_id", True)),
        ("1085012345", "Căn cước", ("citizen_id", True)),
        ("38201000123", "Giá trị", ("citizen_id", False)),
        ("38201000123", "Mã số thuế", (None, False)),
        ("912345678", "Điện thoại", ("phone", True)),
        ("912345678", "Tổng", ("phone", False)),
        ("38901000123", "Giá trị", (None, False)),
        ("123456", "Điện thoại", (None, False)),
    ],
)
def test_zeros_that_were_dropped_are_put_back(digits, heading, found):
    assert find_in_number(digits, context=heading) == found


def test_several_are_told_in_order_and_masked():
    text = "Nguyễn Văn An, CCCD 038201000123, ĐT 0912345678, an@gmail.com"
    found = find_personal_data(text)
    assert [one.kind for one in found] == [Personal.CITIZEN_ID, Personal.PHONE, Personal.EMAIL]
    hidden = mask(text, found)
    assert "0382" not in hidden and "0912" not in hidden and "gmail" not in hidden
    assert hidden.startswith("Nguyễn Văn An, CCCD [số định danh")


def test_marks_in_pieces_do_not_move_the_places():
    import unicodedata

    text = unicodedata.normalize("NFD", "Bà Nguyễn Thị Hoà, điện thoại 0912345678")
    assert ("phone", "0912345678") in kinds(text)


def test_a_long_text_is_read_in_linear_time():
    assert find_personal_data("Nguyễn " * 20_000 + "1 " * 50_000) == []
