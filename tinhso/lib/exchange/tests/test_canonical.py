"""One spelling of a value; every other spelling is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.exchange.canonical import NotCanonical, canonical, read_canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.long
@given(VALUES)
def test_what_is_written_is_read_again(value):
    try:
        data = canonical(value)
    except NotCanonical:
        return  # a key that holds half a letter
    assert read_canonical(data) == value and canonical(read_canonical(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"{",
            b'{"a":1,"a":1}',
            b'{"a": 1}',
            b'{"b":1,"a":1}',
            b"1.0",
            b"NaN",
            b"Infinity",
            b"1e2",
            b"-0",
        ),
        *(b'"\\u00e1"', b"01", b'{"a":1} ', b"\xff", b"[" * 50_000, b'"\\ud800"'),
    ],
)
def test_another_spelling_is_refused(data):
    with pytest.raises(NotCanonical):
        read_canonical(data)


@pytest.mark.parametrize("value", [1.5, {1: 2}, (1,), b"x", {"a": {1}}, "\ud800"])
def test_what_has_no_one_spelling_is_not_written(value):
    with pytest.raises(NotCanonical):
        canonical(value)
