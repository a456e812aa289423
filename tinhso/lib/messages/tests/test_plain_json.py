import pytest

from tinhso.lib.messages.plain_json import BadJson, read_json


def test_what_can_be_kept_is_read():
    assert read_json('{"a": ["Đất", 1, 1.5, null, true]}'.encode()) == {"a": ["Đất", 1, 1.5, None, True]}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"NaN", b"[Infinity]", b"1e400", b'"\\u0000"', b'"\\ud800"', b"[" * 100_000],
)
def test_what_no_database_keeps_is_refused(content):
    with pytest.raises(BadJson):
        read_json(content)
