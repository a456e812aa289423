import pytest

from tinhso.lib.messages.signed_message import BadSignature, TooOld, check_stamp, stamp

SECRET, BODY, AT = "bí mật", b'{"x": 1}', 1_709_863_200


def test_whoever_holds_the_secret_is_believed_for_five_minutes():
    line = stamp(SECRET, BODY, at=AT)
    check_stamp(SECRET, BODY, line, now=AT + 300)
    with pytest.raises(TooOld):
        check_stamp(SECRET, BODY, line, now=AT + 301)


def test_no_two_stamps_are_alike():
    assert stamp(SECRET, BODY, at=AT) != stamp(SECRET, BODY, at=AT)


@pytest.mark.parametrize(
    ("secret", "body", "change"),
    [
        ("khác", BODY, lambda line: line),
        ("", BODY, lambda line: line),
        (SECRET, b"{}", lambda line: line),
        (SECRET, BODY, lambda line: line.replace(f"t={AT}", f"t={AT + 1}")),
        (SECRET, BODY, lambda line: line[:-1] + ("0" if line[-1] != "0" else "1")),
        (SECRET, BODY, lambda line: ""),
        (SECRET, BODY, lambda line: "v1=" + "0" * 64),
    ],
)
def test_anything_else_is_refused(secret, body, change):
    with pytest.raises(BadSignature):
        check_stamp(secret, body, change(stamp(SECRET, BODY, at=AT)), now=AT)
