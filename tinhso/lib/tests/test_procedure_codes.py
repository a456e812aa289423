import pytest

from tinhso.lib.procedure_codes import is_procedure_code


@pytest.mark.parametrize("code", ["1.003659", "3.000183", "1.003659.000.00.00.H56", "cxm-can-cuoc"])
def test_a_code_of_the_national_database_or_one_marked_unverified_is_taken(code):
    assert is_procedure_code(code)


@pytest.mark.parametrize(
    "code",
    ["", "ABC", "1.00365", "1.0036590", "1.003659\n", "١.003659", "1.003659.H56", "cxm-", "cxm-A", "x" * 41],
)
def test_anything_else_is_no_code(code):
    assert not is_procedure_code(code)
