"""The answers of the national portal's form, put into ours where the ids and shapes fit; the rest is kept as it came."""

import json
from datetime import date
from typing import Any

from tinhso.lib.forms import FormDefinition, validate_answers

Pairs = list[list[str]]


def fit_answers(form: FormDefinition, given: dict[str, Any], *, on: date) -> tuple[dict[str, Any], Pairs]:
    """What our form understands, and pairs of name and text for what it does not ask or cannot read."""
    fitting = {name: value for name, value in given.items() if name in form.fields}
    wrong = {
        str(error.path[0])
        for error in validate_answers(form, fitting, on=on)
        if error.path and not error.missing and error.path[0] in fitting
    }
    answers = {name: value for name, value in fitting.items() if name not in wrong}
    rest = [[name, as_text(value)] for name, value in given.items() if name not in answers]
    return answers, rest


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
