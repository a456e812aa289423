import pytest

from tinhso.lib.language.identifying_words import OwnWords

IDENTIFYING = OwnWords(
    names=("Lê Thị Bí Mật",),
    values=("0912345678", "bimat@example.vn", "038190000001"),
    addresses=("Số 12 đường Lê Lợi, phường Điện Biên, thành phố Thanh Hóa", "Thôn Đông, xã Tân Phong"),
)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi là Lê Thị Bí Mật ạ",
        "toi la le thi bi mat a",
        "LÊ  THỊ\nBÍ MẬT",
        "chị Thị Bí Mật ở cạnh đây",
        "gọi 0912.345.678",
        "gọi +84 912 345 678",
        "thư BiMat@Example.vn",
        "căn cước 038 190 000 001",
        "nhà tôi 12 Lê Lợi, phường Điện Biên, thành phố Thanh Hóa",
        "nha toi so 12 le loi",
        "trước số nhà 12, phố Lê Lợi có ổ gà",
        "ở thôn Đông, xã Tân Phong",
    ],
)
def test_what_somebody_told_of_themselves_is_found_however_it_is_written(text):
    assert IDENTIFYING.stand_in(text) and "…" in IDENTIFYING.hide(text, "…")
    assert not IDENTIFYING.stand_in(IDENTIFYING.hide(text, "…"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ổ gà ở đường Lê Lợi",
        "Thôn Đông ngập",
        "Lê Thị Bí Mậtt",
        "số 112 Lê Lợi",
        "mã 0912345678901",
        "bí mật gì đâu",
    ],
)
def test_streets_hamlets_and_other_words_stay(text):
    assert IDENTIFYING.hide(text, "…") == text


def test_short_and_empty_values_find_nothing():
    assert OwnWords(("An", ""), ("", "1"), ("",)).hide("An 1", "…") == "An 1"


def test_the_field_of_the_place_keeps_the_home_address():
    without_homes = IDENTIFYING.without_addresses()
    assert without_homes.hide("Số 12 đường Lê Lợi, nhà Lê Thị Bí Mật", "…") == "Số 12 đường Lê Lợi, nhà …"
