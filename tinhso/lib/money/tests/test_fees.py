"""Fee rules over answers: whole đồng, conditions, exemptions, and what an author is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.money.fees import (
    DESK_STAGES,
    DUES,
    MOST_DONG,
    MOST_PIECES,
    fee_faults,
    fee_lines,
    lines_by_due,
    price,
    recount,
    total,
    unknown,
)

COPIES = {
    "name": "Phí chứng thực bản sao",
    "amount": 2000,
    "per": "page",
    "quantity": "so_trang",
    "source": "TT",
}
POOR = {"when": {"==": [{"var": "ho_ngheo"}, True]}, "who": "Người thuộc hộ nghèo", "source": "Luật"}
ANSWERS = st.dictionaries(
    st.sampled_from(["so_trang", "ho_ngheo", "khac"]),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["", "3", "nan"]), st.just([1])
    ),
)
FEE_AMOUNTS = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=6)


@given(FEE_AMOUNTS, ANSWERS)
def test_the_total_is_whole_dong_and_the_sum_of_its_lines_whatever_is_answered(amounts, answers):
    lines = fee_lines([COPIES | {"amount": amount, "exempt": [POOR]} for amount in amounts], answers)
    assert type(total(lines)) is int
    assert total(lines) == sum(line.due or 0 for line in lines)
    assert all(1 <= line.quantity <= MOST_PIECES for line in lines)
    assert unknown(lines) == (None in amounts and answers.get("ho_ngheo") is not True)


@given(st.integers(1, MOST_PIECES))
def test_so_many_pages_cost_so_many_times(pages):
    assert total(fee_lines([COPIES], {"so_trang": pages})) == 2000 * pages
    assert total([recount(fee_lines([COPIES], {})[0], pages)]) == 2000 * pages


@given(ANSWERS)
def test_who_is_exempt_owes_nothing_and_is_named(answers):
    (line,) = fee_lines([COPIES | {"exempt": [POOR]}], answers | {"ho_ngheo": True})
    assert (line.due, line.exempt) == (0, "Người thuộc hộ nghèo")


def test_an_exemption_without_a_condition_is_for_the_desk_to_grant():
    (line,) = fee_lines([COPIES | {"exempt": [{"who": "Người có công", "source": "Luật"}]}], {"so_trang": 3})
    assert line.due == 6000


def test_a_fee_is_owed_only_where_its_condition_holds():
    fee = COPIES | {"when": {"==": [{"var": "pham_vi"}, "noi_tinh"]}}
    assert fee_lines([fee], {}) == []
    assert len(fee_lines([fee], {"pham_vi": "noi_tinh"})) == 1


@pytest.mark.parametrize("pages", [0, -1, MOST_PIECES + 1])
def test_nobody_counts_nothing_or_too_much(pages):
    with pytest.raises(ValueError, match="1"):
        recount(fee_lines([COPIES], {})[0], pages)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"amount": 2000.0}, "số đồng nguyên"),
        ({"amount": True}, "số đồng nguyên"),
        ({"amount": -1}, "số đồng nguyên"),
        ({"source": ""}, "căn cứ"),
        ({"kind": "thue"}, "danh mục"),
        ({"per": "kg"}, "danh mục"),
        ({"color": "red"}, "color"),
        ({"when": {"exec": ["x"]}}, "không thuộc"),
        ({"exempt": [{"source": "Luật"}]}, "miễn cho ai"),
        ({"name": None}, "tên khoản thu"),
    ],
)
def test_the_author_is_told_what_to_mend(changes, problems):
    assert problems in " ".join(fee_faults([COPIES | changes]))


def test_good_rules_have_no_faults():
    assert fee_faults([COPIES | {"exempt": [POOR], "kind": "phi", "due": "accept"}]) == []
    assert fee_faults([COPIES], otherwise="hand_over") == []
    assert fee_faults([COPIES | {"amount": 0}]) == []
    assert fee_faults({}) == ["Phí, lệ phí là một danh sách."]


LATE = {"since": "ngay_sinh", "days": 60}
CHARGED = {"name": "Lệ phí quá hạn", "amount": 8000, "source": "NQ", "due": "hand_over", "late": LATE}
ON_TIME = CHARGED | {"name": "Lệ phí đúng hạn", "amount": 5000, "late": LATE | {"is": False}}


@pytest.mark.parametrize(
    ("born", "names"),
    [
        ("2024-01-08", ["Lệ phí đúng hạn"]),  # the 60th day
        ("2024-01-07", ["Lệ phí quá hạn"]),
        (None, ["Lệ phí quá hạn", "Lệ phí đúng hạn"]),
        ("hôm qua", ["Lệ phí quá hạn", "Lệ phí đúng hạn"]),
    ],
)
def test_who_is_late_owes_what_is_for_the_late_and_nobody_guesses_without_a_day(born, names):
    lines = fee_lines([CHARGED, ON_TIME], {"ngay_sinh": born}, on=date(2024, 3, 8))
    assert [line.name for line in lines] == names
    known = len(names) == 1
    assert all((line.due is not None) is known for line in lines)
    assert unknown(lines) is not known


def test_what_the_desk_enters_is_what_was_announced_or_nothing():
    (line,) = fee_lines([COPIES | {"per": "dossier", "by_desk": True}], {})
    assert (line.due, line.announced) == (None, 2000)
    assert [price(line, amount, "NQ").due for amount in (0, 2000)] == [0, 2000]
    for amount in (-1, 1000, 2001):
        with pytest.raises(ValueError, match="2000"):
            price(line, amount, "NQ")


def test_of_pieces_less_may_be_taken_and_what_nobody_announced_has_only_the_great_limit():
    (line,) = fee_lines([COPIES | {"by_desk": True}], {"so_trang": 3})
    assert price(line, 1000, "NQ").due == 3000
    (line,) = fee_lines([COPIES | {"amount": None}], {"so_trang": 3})
    assert price(line, 7, "NQ 5").source == "NQ 5"
    with pytest.raises(ValueError, match="0"):
        price(line, MOST_DONG + 1, "NQ")


def test_each_moment_has_its_own_lines_and_what_is_paid_elsewhere_none():
    fees = [COPIES | {"due": due, "name": due} for due in DUES] + [COPIES | {"amount": 0}]
    found = lines_by_due(fees, {}, otherwise="", on=date(2024, 3, 8))
    assert {due: [line.name for line in lines] for due, lines in found.items()} == {
        d: [d] for d in DESK_STAGES
    }


def test_a_fee_that_says_nothing_is_due_as_its_version_says():
    assert list(lines_by_due([COPIES], {}, otherwise="accept", on=date(2024, 3, 8))) == ["accept"]


@pytest.mark.parametrize(
    "wrong", [{"due": "mai"}, {"late": {"since": "a"}}, {"late": {"since": "a", "days": -1}}, {"late": []}]
)
def test_a_moment_that_nobody_knows_and_half_a_lateness_are_faults(wrong):
    assert fee_faults([COPIES | {"due": "accept"} | wrong])
