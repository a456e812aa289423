"""A deed names its refusals under `Raises:`, and each of them comes out of a call of that very deed in a test."""

from tests.house.raised import raised
from tests.house.refusals import Deed, above, deeds, raised_in


def untested() -> set[str]:
    met = {(place, name) for place, error in raised() for name in above(error)}
    return {
        f"{deed.key} {error}"
        for place, deed in deeds().items()
        for error in deed.refusals
        if (place, error) not in met
    }


def test_every_refusal_of_a_deed_comes_out_of_a_call_of_it_in_a_test():
    assert untested() == set()


def test_a_deed_names_its_refusals_under_raises_and_nowhere_else():
    assert {deed.key: deed.astray for deed in deeds().values() if deed.astray} == {}


def unnamed(deed: Deed) -> set[str]:
    named = {name for error in deed.refusals for name in above(error)} | set(deed.refusals)
    return {
        error for error in raised_in(deed) if error not in named and not above(error) & set(deed.refusals)
    }


def test_what_a_deed_raises_itself_is_named_there():
    assert {deed.key: unnamed(deed) for deed in deeds().values() if unnamed(deed)} == {}
