"""A statement is used once, whichever process it comes to and after a restart; a client that is full leaves the others room."""

import pytest

from tinhso.lib.exchange.client_assertion import AssertionRefused
from tinhso.lib.exchange.used_statements import RECORD, SPAN, UsedStatements

NOW, A, B = 1_712_714_400, "GOV/so-a/dan-cu", "GOV/so-b/mot-cua"


def refusal(used, client, jti, ends, now=NOW):
    with pytest.raises(AssertionRefused) as refused:
        used.use(client, jti, ends, now)
    return refused.value.code


def test_two_processes_and_a_third_that_begins_later_let_it_in_once(tmp_path):
    one, two = UsedStatements(tmp_path), UsedStatements(tmp_path)
    one.use(A, "12345678", NOW + 60, NOW)
    assert refusal(two, A, "12345678", NOW + 60) == "replayed"
    two.use(A, "87654321", NOW + 600, NOW)
    two.use(B, "12345678", NOW + 60, NOW)
    for used in (one, UsedStatements(tmp_path)):
        # signed anew with another end it is the same statement, in whichever file the former stands
        assert refusal(used, A, "12345678", NOW + 600) == refusal(used, A, "87654321", NOW + 60) == "replayed"


def test_what_has_ended_is_forgotten_with_its_file(tmp_path):
    used = UsedStatements(tmp_path)
    used.use(A, "12345678", NOW + 60, NOW)
    used.use(A, "12345678", NOW + 200, NOW + 61)
    later = NOW + 2 * SPAN
    used.use(A, "12345678", later + 60, later)
    assert [int(path.stem) for path in tmp_path.glob("*.used")] == [(later + 60) // SPAN]


def test_a_client_that_is_full_is_refused_alone(tmp_path):
    one, two = UsedStatements(tmp_path, most_of_client=2), UsedStatements(tmp_path, most_of_client=2)
    for jti, used in (("11111111", one), ("22222222", two)):
        used.use(A, jti, NOW + 60, NOW)
    assert refusal(one, A, "33333333", NOW + 60) == refusal(two, A, "33333333", NOW + 60) == "busy"
    two.use(B, "33333333", NOW + 60, NOW)


def test_half_a_record_is_written_over(tmp_path):
    UsedStatements(tmp_path).use(A, "11111111", NOW + 60, NOW)
    path = next(tmp_path.glob("*.used"))
    path.write_bytes(path.read_bytes() + b"half")
    used = UsedStatements(tmp_path)
    used.use(A, "22222222", NOW + 60, NOW)
    assert path.stat().st_size == 2 * RECORD
    assert refusal(UsedStatements(tmp_path), A, "22222222", NOW + 60) == "replayed"
