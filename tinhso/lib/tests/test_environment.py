import pytest

from tinhso.lib.environment import Environment, Setting, WrongSetting
from tinhso.lib.setting_forms import number

GATE = Setting("TINHSO_GATE", "cổng", "80")
TOKEN = Setting("TINHSO_TOKEN", "mã", secret=True)


def environment_of(**values):
    return Environment([GATE, TOKEN], values)


def test_a_setting_has_its_default_until_it_is_given():
    assert environment_of().number("TINHSO_GATE") == 80
    assert environment_of(TINHSO_GATE="81").number("TINHSO_GATE") == 81
    assert environment_of(TINHSO_GATE="a, b,").words("TINHSO_GATE") == ["a", "b"]
    assert environment_of(TINHSO_GATE="On").flag("TINHSO_GATE") and not environment_of(TINHSO_GATE="0").flag(
        "TINHSO_GATE"
    )


def test_a_variable_that_is_there_and_empty_is_not_given():
    assert environment_of(TINHSO_GATE="").number("TINHSO_GATE") == 80
    assert environment_of(TINHSO_TOKEN="").json("TINHSO_TOKEN") is None


def test_every_value_beyond_its_limit_is_told_in_two_languages_and_never_shown():
    bounded = Setting("TINHSO_GATE", "cổng", "80", form=number(1, 99))
    inner = Setting("TINHSO_INNER", "trong", form=number(1, 9), inner=True)
    values = {"TINHSO_GATE": "100", "TINHSO_TOKEN": "a\nb", "TINHSO_INNER": "x"}
    wrong = Environment([bounded, TOKEN, inner], values).wrong()
    assert [str(one) for one in wrong] == [
        "TINHSO_GATE: cần số nguyên từ 1 đến 99",
        "TINHSO_TOKEN: cần một dòng, không quá 4.000 ký tự",
    ]
    assert wrong[0].english == "TINHSO_GATE: must be a whole number from 1 to 99"
    assert not Environment([bounded], {"TINHSO_GATE": "99"}).wrong()
    assert not Environment([bounded], {"TINHSO_GATE": ""}).wrong()


def test_a_name_that_nobody_declared_is_an_error_of_the_code():
    with pytest.raises(KeyError):
        environment_of(TINHSO_OTHER="1").text("TINHSO_OTHER")
    with pytest.raises(ValueError, match="declared twice"):
        Environment([GATE, GATE], {})


def test_a_secret_is_never_shown_and_not_in_the_words_of_an_error():
    values = environment_of(TINHSO_TOKEN="s3cret", TINHSO_GATE="81")
    assert "s3cret" not in values.printable("TINHSO_TOKEN") and values.printable("TINHSO_TOKEN")
    assert values.printable("TINHSO_GATE") == "81" and environment_of().printable("TINHSO_TOKEN") == ""
    for read in (values.json, values.number):
        with pytest.raises(WrongSetting, match="TINHSO_TOKEN") as caught:
            read("TINHSO_TOKEN")
        assert "s3cret" not in str(caught.value) and caught.value.__cause__ is None


def test_json_is_nothing_where_it_is_not_given():
    assert environment_of().json("TINHSO_TOKEN") is None
    assert environment_of(TINHSO_TOKEN='{"url": "x"}').json("TINHSO_TOKEN") == {"url": "x"}


def test_a_slip_of_whoever_typed_is_named():
    assert environment_of(TINHSO_GTAE="1", PATH="/bin").unknown() == ["TINHSO_GTAE"]
