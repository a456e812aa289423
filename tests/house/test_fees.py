"""What every version of the catalogue announces is what is asked: each fee says when it is due, and the desk asks it then."""

import re
from datetime import date
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.forms.check import checked_form
from tinhso.lib.money.fees import (
    DESK_STAGES,
    DUES,
    GUESSED,
    due_of,
    fee_faults,
    is_owed,
    lines_by_due,
    moment_words,
    price,
)
from tinhso.onestop.data import reading

VERSIONS = reading.versions()
FEES = [(version, fee) for version in VERSIONS for fee in version["fees"]]
TEXT = re.compile("Luật|Nghị định|Nghị quyết|Thông tư|Quyết định")
LONG_AGO, TODAY = "2000-01-01", date(2024, 3, 8)
LEVELS = {row.code: row.competence for row in reading.procedures()}


def answers_that_owe(fee: dict[str, Any]) -> dict[str, Any]:
    """Such as make the fee due: what its conditions want, and a day long past for what is owed by who comes late."""
    numbers = [{}, {"so_suat": 1}, {"so_suat": 100_000}]
    found = next(one for one in numbers if logic.holds(fee.get("when", True), one))
    return found | ({fee["late"]["since"]: LONG_AGO} if "late" in fee else {})


def fee_line(version: dict[str, Any], fee: dict[str, Any]) -> str:
    return f"{version.get('procedure', 'chung')} {version['number']}: {fee['name']}"


def test_no_version_has_a_fee_that_does_not_say_when_it_is_due():
    for version in VERSIONS:
        assert fee_faults(version["fees"], otherwise=version["fee_due"]) == [], version.get("procedure")


def test_what_a_version_announces_is_asked_at_the_moment_that_it_names_and_nothing_else():
    assert len(FEES) > len(VERSIONS) / 2
    for version, fee in FEES:
        due, name = due_of(fee, version["fee_due"]), fee_line(version, fee)
        asked = lines_by_due([fee], answers_that_owe(fee), otherwise=version["fee_due"], on=TODAY)
        if not is_owed(fee) or due not in DESK_STAGES:
            assert asked == {}, name
            continue
        assert set(asked) == {due}, name
        (line,) = asked[due]
        if line.due is None:  # the desk enters it: no other amount than was announced
            assert line.announced == fee.get("amount"), name
            assert line.announced is None or price(line, line.announced, "NQ").due == line.announced, name
        else:
            assert line.due == fee["amount"], name


def test_a_moment_that_no_text_names_is_told_as_an_illustration_and_only_such_a_one():
    guessed = []
    for version, fee in FEES:
        due, name, source = due_of(fee, version["fee_due"]), fee_line(version, fee), fee.get("due_source", "")
        bare = is_owed(fee) and due in ("accept", "hand_over") and not source
        assert (GUESSED in moment_words(fee, version["fee_due"])) == bare, name
        assert not source or (TEXT.search(source) and source in moment_words(fee, version["fee_due"])), name
        asked = lines_by_due([fee], answers_that_owe(fee), otherwise=version["fee_due"], on=TODAY)
        assert {line.guessed for lines in asked.values() for line in lines} <= {bare}, name
        guessed += [name] if bare else []
    assert guessed


def test_a_moment_with_its_text_is_no_illustration():
    fee = {
        "name": "Phí",
        "amount": 9,
        "source": "TT",
        "due": "accept",
        "due_source": "Thông tư 1/2024, Điều 4",
    }
    assert moment_words(fee) == "nộp trước khi tiếp nhận (Thông tư 1/2024, Điều 4)"
    (line,) = lines_by_due([fee], {}, otherwise="", on=TODAY)["accept"]
    assert not line.guessed and fee_faults([fee]) == []


def test_a_fee_asks_only_what_its_form_asks():
    for version, fee in FEES:
        form = checked_form(version["form"])
        rules = [fee.get("when"), *(e.get("when") for e in fee.get("exempt", []))]
        named = {name for rule in rules if rule for name in logic.names(rule)}
        named |= {fee["late"]["since"]} if "late" in fee else set()
        named |= {fee["quantity"]} if fee.get("quantity") else set()
        assert {name.split(".")[0] for name in named} <= set(form.fields), fee_line(version, fee)
        if "late" in fee:
            assert form.fields[fee["late"]["since"]].type == "date", fee_line(version, fee)


def test_only_what_is_not_filed_here_is_paid_elsewhere():
    elsewhere = {
        version["procedure"]
        for version in VERSIONS
        for fee in version["fees"]
        if due_of(fee, version["fee_due"]) == "elsewhere"
    }
    assert elsewhere
    assert not {code for code in elsewhere if LEVELS[code].partition(">")[0] in reading.OWN_LEVELS}


def test_two_fees_of_one_version_have_two_names():
    for version in VERSIONS:
        names = [fee["name"] for fee in version["fees"]]
        assert len(names) == len(set(names)), version.get("procedure")


def test_every_moment_has_words():
    assert set(DESK_STAGES) < set(DUES)
