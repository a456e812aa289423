import pytest
from django.core.exceptions import ValidationError

from tinhso.kernel.people.passwords.words import NotOfThisPlace
from tinhso.kernel.site.models import Instance


@pytest.fixture
def here(db):
    made = {"name": "Cổng tỉnh Thanh Hóa", "owner": "UBND tỉnh Thanh Hóa", "province_code": "38"}
    Instance.objects.create(pk=1, ident_code="H56", **made)


@pytest.mark.parametrize(
    "word", ["TinhSo@2026!!", "thanh-hoa-123456", "UBND Thanh Hóa 2026", "MatKhau#Admin#99"]
)
def test_a_password_of_names_and_digits_is_refused(here, word):
    with pytest.raises(ValidationError, match="tên tỉnh"):
        NotOfThisPlace().validate(word)


@pytest.mark.parametrize("word", ["tre-xanh-lang-Sy-1418", "thanh hoa que toi bien xanh", "x9#kq!vTb2-rz"])
def test_a_password_of_ones_own_passes(here, word):
    NotOfThisPlace().validate(word)
