"""What a system of this program gives other agencies by the exchange: a slot. Its description is made of the declaration.

EXCHANGE_SERVICES = [ExchangeService("trang-thai-ho-so", …)]
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise

from tinhso.kernel.site.slots import all_of

Text = str | Promise
Kind = Literal["string", "date", "date-time", "integer", "boolean", "object", "list"]
PLAIN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (str,),
    "date-time": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "object": (dict,),
    "list": (list, tuple),
}


class NotAsDeclared(ValueError):
    """An answer has other fields than its service declares: nobody agreed about them, so none of it leaves."""


class BadQuestion(ValueError):
    """A parameter is missing or is none; the words are for who calls."""


@dataclass(frozen=True)
class Parameter:
    """Where `place` is "path" it is a part in braces of the operation's path. `form` is what a value has to match as a whole."""

    name: str
    place: Literal["path", "query", "header"]
    meaning: str
    example: str
    required: bool = False
    longest: int = 60
    form: str = ""

    def check(self, value: str | None) -> str:
        """The value, "" where none is given. BadQuestion."""
        plain = (value or "").strip()
        if not plain and self.required:
            raise BadQuestion(f"Thiếu {self.name}: {self.meaning}.")
        if len(plain) > self.longest or "\x00" in plain:
            raise BadQuestion(f"{self.name} dài quá {self.longest} ký tự hoặc có ký tự không dùng được.")
        if plain and self.form and not re.fullmatch(self.form, plain):
            raise BadQuestion(f"{self.name} không đúng dạng: {self.meaning}.")
        return plain


@dataclass(frozen=True)
class AnswerField:
    """A field of an answer; objects and lists of objects have `fields` of their own, without them they are plain words or open."""

    name: str
    kind: Kind
    meaning: str
    always: bool = True
    fields: tuple["AnswerField", ...] = ()


@dataclass(frozen=True)
class ServiceQuery:
    """A question as it came through the plane: checked values by the names of parameters, "" for those that were not given."""

    values: Mapping[str, str]
    now: datetime


Answer = Mapping[str, Any]


@dataclass(frozen=True)
class ServiceOperation:
    """`GET path`. `read` gives the answer in plain JSON values, None where there is no record. `example` is what the test
    environment answers, whatever is asked: nothing real leaves there."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    fields: tuple[AnswerField, ...]
    read: Callable[[ServiceQuery], Answer | None]
    example: Answer


@dataclass(frozen=True)
class ExchangeService:
    """Slot: a service of this program. `subject_in` and `subject_at` as `models.Service` has them."""

    code: str
    title: Text
    about: Text
    operations: tuple[ServiceOperation, ...]
    personal: bool = False
    subject_in: str = "none"
    subject_at: str = ""
    version: int = 1
    order: int = 50


def check_answer(fields: tuple[AnswerField, ...], answer: Any, where: str) -> None:
    """NotAsDeclared."""
    if not isinstance(answer, Mapping) or set(answer) != {one.name for one in fields}:
        raise NotAsDeclared(where)
    for one in fields:
        _check_value(one, answer[one.name], f"{where}.{one.name}")


def _check_value(one: AnswerField, value: Any, where: str) -> None:
    if value is None:
        if one.always:
            raise NotAsDeclared(where)
        return
    if not isinstance(value, PLAIN[one.kind]) or (one.kind == "integer" and isinstance(value, bool)):
        raise NotAsDeclared(where)
    inners: Any = value if one.kind == "list" else [value]
    for inner in inners if one.fields else ():
        check_answer(one.fields, inner, where)


def declared_services() -> dict[str, ExchangeService]:
    """Of all installed systems, by code, in their order."""
    return {one.code: one for one in sorted(all_of(ExchangeService), key=lambda one: (one.order, one.code))}
