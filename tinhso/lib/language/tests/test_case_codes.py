import pytest

from tinhso.lib.language.case_codes import written_code

CODE = "000.17.22.H56-240308-0012"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "000 17 22 H56 240308 0012",
        "000.17.22.H56.240308.0012",
        "0001722H562403080012",
        "0001722562403080012",
        "mã hồ sơ: 000.17.22.H56-240308-0012",
        "hs 000.17.22.h56–240308–0012",
        " 17.22.H56-240308-0012 ",
    ],
)
def test_a_dossiers_code_is_read_in_any_spelling(typed):
    assert written_code(typed) == CODE


def test_codes_of_reports_and_letters_are_read_too():
    assert written_code("pa 230103 bx3e4") == "PA-230103-BX3E4"
    assert written_code("KN2402290001") == "KN-240229-0001"
    assert written_code("tt 240308 0001") == "TT-240308-0001"


@pytest.mark.parametrize(
    "typed",
    ["khai sinh", "0912345678", "038184012345", "", "h56", "1.001193", "9" * 200, "PA 12", "số 12/GP-STTTT"],
)
def test_words_phones_and_personal_numbers_are_no_codes(typed):
    assert written_code(typed) == ""
