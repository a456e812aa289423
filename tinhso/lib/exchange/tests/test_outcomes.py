"""The log tells every ending of a call in words: no code of ours reaches a reader."""

import ast
from pathlib import Path

import pytest

from tinhso.lib.exchange import client_assertion, used_statements
from tinhso.lib.exchange.errors import ERRORS, TOKEN_REASONS, outcome
from tinhso.lib.exchange.plane import app, asgi, tokens


def codes_of(module, refusal, place):
    """What `module` gives as the code of its refusals."""
    source = Path(module.__file__).read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and refusal == getattr(node.func, "id", getattr(node.func, "attr", "")):
            yield from (
                one.value
                for one in ast.walk(node.args[place])
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_every_reason_for_which_a_token_is_refused_has_words():
    given = {
        *codes_of(client_assertion, "AssertionRefused", 0),
        *codes_of(used_statements, "AssertionRefused", 0),
        *codes_of(tokens, "TokenRefused", 1),
        *codes_of(app, "TokenRefused", 1),
        *codes_of(asgi, "_refuse", 0),
    }
    assert {"replayed", "fields", "content_type", "gone"} <= given
    assert given <= set(TOKEN_REASONS)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (200, "ok", "200"),
        (403, "no_agreement", "403 Không có thỏa thuận cho lời gọi này."),
        (401, "invalid_client:replayed", "401 Lời xác nhận đã dùng một lần."),
        (0, "broken_off", "Ngắt trước khi trả lời."),
        (200, "broken_off", "200 Ngắt giữa chừng."),
    ],
)
def test_an_outcome_is_told_with_its_status(status, code, words):
    assert outcome(status, code) == words


def test_every_error_of_the_exchange_has_a_sentence():
    assert all(error.words.endswith(".") for error in ERRORS.values())
