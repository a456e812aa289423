"""A page of the form as it was sent, read into answers; errors keep what was typed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tinhso.lib.forms.answers import FieldError, Path, field_at, validate_answers
from tinhso.lib.forms.definition import FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES, MOST_IN_A_STEP, MOST_ROWS, ROWS
from tinhso.lib.forms.numbers import write_number
from tinhso.lib.forms.readers import Unreadable, read
from tinhso.lib.forms.visible import drop_hidden

Sent = Mapping[str, Sequence[str]]
ADD, REMOVE = "_them", "_bot"


@dataclass(frozen=True)
class Parsed:
    """What came of one page.

    `answers` are those of the whole form after this page: hidden ones dropped, wrong ones left out, so they may be
    kept as a draft at any time. `errors` are this page's. `typed` is what was sent, to be shown again. `rows` says
    how many rows each repeated group shows; `rows_changed` is true when a row was asked for or taken away: show the page
    again without complaining.
    """

    answers: dict[str, Any]
    errors: list[FieldError]
    typed: dict[str, list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    rows_changed: bool = False

    @property
    def complete(self) -> bool:
        return not self.errors and not self.rows_changed


def parse_step(
    form: FormDefinition,
    step_id: str,
    sent: Sent,
    answers: Mapping[str, Any],
    *,
    on: date,
    known_units: Collection[str] | None = None,
) -> Parsed:
    """Read one page (`dict(request.POST.lists())`) over the answers so far; KeyError for a step that is not there.

    Files are not sent with a page: the answer to a file field stays as the upload has set it.
    """
    size = sum(len(v) for values in sent.values() for v in values)
    if size > MOST_IN_A_STEP:
        return Parsed(dict(answers), [_too_large(size)], {})
    page = _Page(form, {k: list(v) for k, v in sent.items()})
    merged = dict(answers)
    for f in form.step(step_id).fields:
        if f.type != "file":
            merged.pop(f.id, None)
            value = page.value(f, (f.id,))
            if value is not None:
                merged[f.id] = value
    visible = drop_hidden(form, merged)
    mine = {f.id for f in form.step(step_id).fields}
    found = _errors(
        form, visible, merged, page, validate_answers(form, visible, on=on, known_units=known_units)
    )
    for error in found:
        if not error.missing:
            _forget(visible, error.path)
    errors = [e for e in found if e.path and e.path[0] in mine]
    comes_back = bool(page.first(ADD) or page.first(REMOVE))
    answers = _tidy(form, drop_hidden(form, visible))
    return Parsed(answers, [] if comes_back else errors, page.sent, page.rows, comes_back)


def _too_large(size: int) -> FieldError:
    return FieldError(
        (),
        f"Nội dung gửi lên có {write_number(size)} ký tự, mỗi trang nhận nhiều nhất {write_number(MOST_IN_A_STEP)} "
        "ký tự. Hãy viết gọn lại, phần dài đính kèm thành tệp. Những gì đã lưu trước đó vẫn còn.",
    )


def _errors(
    form: FormDefinition,
    visible: dict[str, Any],
    merged: dict[str, Any],
    page: "_Page",
    checked: list[FieldError],
) -> list[FieldError]:
    """Reading errors first: where the text could not be read, the schema's "missing" would only confuse."""
    unread = [e for e in page.errors if e.path[0] in visible or _would_be_asked(form, e.path, merged)]
    where = {e.path for e in unread}
    parents = {e.path[:n] for e in unread for n in range(1, len(e.path))}
    rest = [e for e in checked if e.path not in where and not (e.missing and e.path in parents)]
    order = list(form.fields)
    return sorted(
        [*unread, *rest], key=lambda e: order.index(str(e.path[0])) if e.path and e.path[0] in order else -1
    )


def _would_be_asked(form: FormDefinition, path: Path, merged: dict[str, Any]) -> bool:
    name = str(path[0])
    return name in drop_hidden(form, {**merged, name: ""})


def _forget(answers: Any, path: Path) -> None:
    """Leave a wrong value out of what is kept."""
    for part in path[:-1]:
        try:
            answers = answers[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(answers, dict) and path:
        answers.pop(path[-1], None)


def _tidy(form: FormDefinition, answers: dict[str, Any]) -> dict[str, Any]:
    """Without groups from which everything was left out."""
    return {k: v for k, v in answers.items() if v != {} and v != [] or form.fields[k].type == "repeat" and v}


class _Page:
    """The sent page while it is read; collects what could not be read and how many rows there were."""

    def __init__(self, form: FormDefinition, sent: dict[str, list[str]]) -> None:
        self.form = form
        self.sent = sent
        self.errors: list[FieldError] = []
        self.rows: dict[str, int] = {}

    def first(self, name: str) -> str:
        values = self.sent.get(name) or [""]
        return values[-1]

    def value(self, f: Field, path: Path) -> Any:
        name = ".".join(str(p) for p in path)
        if f.type in {"note", "file"}:
            return None
        if f.type in GROUP_TYPES:
            return self._group(children(f), path)
        if f.type == "repeat":
            return self._rows(f, name)
        if f.type == "choices":
            chosen = [v for v in dict.fromkeys(self.sent.get(name, [])) if v]
            return chosen or None
        if f.type == "consent" and name not in self.sent:
            return None
        return self._plain(f, path, self.first(name))

    def _plain(self, f: Field, path: Path, raw: str) -> Any:
        try:
            return read(f, raw)
        except Unreadable as error:
            self.errors.append(FieldError(path, str(error)))
            return None

    def _group(self, fields: Sequence[Field], path: Path) -> dict[str, Any] | None:
        values = {c.id: self.value(c, (*path, c.id)) for c in fields}
        return {k: v for k, v in values.items() if v is not None} or None

    def _rows(self, f: Field, name: str) -> list[dict[str, Any]] | None:
        numbers = sorted({n for n in (_row_number(key, name) for key in self.sent) if n is not None})
        removed = self.first(REMOVE)
        numbers_left = [n for n in numbers if f"{name}.{n}" != removed and self._filled(name, n)][:MOST_ROWS]
        self._renumber(name, numbers_left)
        grown = int(self.first(ADD) == name and len(numbers_left) < (f.max_items or ROWS))
        self.rows[name] = len(numbers_left) + grown
        return [self._group(f.fields, (name, n)) or {} for n in range(len(numbers_left))] or None

    def _filled(self, name: str, n: int) -> bool:
        """Whether anything was typed into this row; rows left blank are not kept."""
        return any(v.strip() for k, vs in self.sent.items() if _row_number(k, name) == n for v in vs)

    def _renumber(self, name: str, numbers_left: list[int]) -> None:
        """Rows count from 0 without gaps, also in what is shown again."""
        places = {old: new for new, old in enumerate(numbers_left)}
        renamed: dict[str, list[str]] = {}
        for key, values in self.sent.items():
            number = _row_number(key, name)
            if number is None:
                renamed[key] = values
            elif number in places:
                rest = key.split(".", 2)
                renamed[".".join([name, str(places[number]), *rest[2:]])] = values
        self.sent = renamed


def _row_number(key: str, name: str) -> int | None:
    """The row in `name.<number>.…`; None when the key is of another field."""
    parts = key.split(".", 2)
    if (
        len(parts) < 3
        or parts[0] != name
        or not parts[1].isascii()
        or not parts[1].isdecimal()
        or len(parts[1]) > 4
    ):
        return None
    number = int(parts[1])
    return number if number < MOST_ROWS * 2 else None


__all__ = ["ADD", "REMOVE", "Parsed", "Sent", "field_at", "parse_step"]
