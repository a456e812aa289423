"""The parts of a draft as the builder edits them: each kind knows its form, what it starts with and what it writes."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.forms import Field, FormDefinition
from tinhso.lib.forms import editing as edit
from tinhso.onestop.builder import forms as shapes
from tinhso.onestop.builder.field_form import FieldForm, initial_of
from tinhso.onestop.catalogue import condition_form
from tinhso.onestop.models import ProcedureVersion

Data = Any
NoSuchPart = edit.NoSuchPart


@dataclass(frozen=True)
class PartKind:
    """`slug` stands in the address, `part` in events; `make(draft, key, data)` gives the form, `write` the columns.

    `key` is "" for a new one; `single` where there is exactly one of it.
    """

    slug: str
    part: str
    title: Any
    make: Callable[[ProcedureVersion, str, Data], forms.Form]
    write: Callable[[ProcedureVersion, str, Any], dict[str, Any]]
    single: bool = False


def asked_in(draft: ProcedureVersion, until: str = "") -> dict[str, Field]:
    """What a condition may ask: the questions before that field, or before that step."""
    form = FormDefinition.unchecked(draft.form)
    inside = next((g for g in form.fields.values() if any(c.id == until for c in g.fields)), None)
    if inside is not None:  # in a row only what stands before it in the same row can be asked
        before: dict[str, Field] = {}
        for f in inside.fields:
            if f.id == until:
                return before
            before[f.id] = f
    steps = [step.id for step in form.steps]
    if until in steps:
        first = next(iter(form.step(until).fields), None)
        until = first.id if first else ""
    return condition_form.questions_before(form, until)


def _conditional(form: forms.Form, draft: ProcedureVersion, until: str, expression: Any) -> forms.Form:
    condition_form.add_fields(form, asked_in(draft, until), expression)
    form.condition = (asked_in(draft, until), expression)  # type: ignore[attr-defined]
    return form


def _condition(form: Any) -> Any:
    return condition_form.read(form, *form.condition)


def _step_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    step = edit.step_of(draft.form, key) if key else {}
    initial = {n: step.get(n, "") for n in ("title", "intro")}
    return _conditional(shapes.StepForm(data, initial=initial), draft, key, step.get("show_if"))


def _step(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = {n: form.cleaned_data[n] for n in ("title", "intro")} | {"show_if": _condition(form)}
    return {"form": edit.put_step(draft.form, key, values)}


def _section_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    step_id, place = _place(key)
    section = {} if place is None else edit.section_of(draft.form, step_id, place)
    fields = section.get("fields") or []
    until = fields[0]["id"] if fields else step_id
    initial = {n: section.get(n, "") for n in ("title", "intro")}
    return _conditional(shapes.SectionForm(data, initial=initial), draft, until, section.get("show_if"))


def _section(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = {n: form.cleaned_data[n] for n in ("title", "intro")} | {"show_if": _condition(form)}
    return {"form": edit.put_section(draft.form, *_place(key), values)}


def _place(key: str) -> tuple[str, int | None]:
    """`step.place` of a section, or the step alone for a new one."""
    return edit.section_key(key) if "." in key else (key, None)


def places_of(draft: ProcedureVersion) -> list[tuple[str, str]]:
    """Where a new question may stand: each section, each repeated group."""
    found = []
    for step in draft.form["steps"]:
        for n, section in enumerate(step["sections"]):
            found.append(
                (f"{step['id']}.{n}", ": ".join(w for w in (step["title"], section.get("title")) if w))
            )
            groups = [f for f in section["fields"] if f["type"] == "repeat"]
            found += [(f"nhom:{f['id']}", _("Nhóm “%(label)s”") % {"label": f["label"]}) for f in groups]
    return found


def _field_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    old = edit.field_of(draft.form, key) if key and "." not in key and ":" not in key else {}
    places = [] if old else places_of(draft)
    initial = initial_of(old) if old else {"place": key, "type": "text"}
    form = FieldForm(data, places=places, old=old, initial=initial)
    return _conditional(form, draft, old.get("id", ""), old.get("show_if"))


def _field(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = form.values() | {"show_if": _condition(form)}
    if form.old:
        return {"form": edit.change_field(draft.form, form.old["id"], values)}
    place = form.cleaned_data["place"]
    group = place.removeprefix("nhom:") if place.startswith("nhom:") else ""
    step_id, number = ("", 0) if group else edit.section_key(place)
    return {"form": edit.add_field(draft.form, step_id, number, values, group)[0]}


def at(rows: list[dict[str, Any]], key: str, name: str) -> int | None:
    """The place of the row so named; None for a new one. NoSuchPart."""
    if not key:
        return None
    for n, row in enumerate(rows):
        if str(row.get(name, n)) == key:
            return n
    raise NoSuchPart(key)


def _put(rows: list[dict[str, Any]], place: int | None, values: dict[str, Any]) -> list[dict[str, Any]]:
    rows = deepcopy(rows)
    if place is None:
        return [*rows, values]
    rows[place] |= values
    return rows


def _paper_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    place = at(draft.papers, key, "id")
    row = draft.papers[place] if place is not None else {"required": True, "originals": 1, "copies": 0}
    initial = {n: row.get(n) for n in shapes.PaperForm.base_fields} | {"required": row.get("required", True)}
    return _conditional(shapes.PaperForm(data, initial=initial), draft, "", row.get("show_if"))


def _paper(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    values = {n: values[n] for n in shapes.PaperForm.base_fields}
    values |= {
        "originals": values["originals"] or 0,
        "copies": values["copies"] or 0,
        "show_if": _condition(form),
    }
    if not key:
        used_ids = {p["id"] for v in draft.procedure.versions.all() for p in v.papers}
        values = {"id": edit.new_id(values["name"], used_ids)} | values
    rows = _put(draft.papers, at(draft.papers, key, "id"), values)
    return {"papers": [{k: v for k, v in row.items() if k != "show_if" or v is not None} for row in rows]}


def _process_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    place = at(draft.process, key, "key")
    row = draft.process[place] if place is not None else {}
    initial = {**row, "share": round(row["share"] * 100, 2)} if row else {"share": 0}
    used_acts = {s["act"] for s in draft.process} - {row.get("act")}
    return shapes.ProcessForm(data, initial=initial, used_acts=used_acts)


def _process(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = form.values()
    return {"process": _put(draft.process, at(draft.process, key, "key"), {"key": values["act"]} | values)}


def _fee_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    place = at(draft.fees, key, "\0")
    row = draft.fees[place] if place is not None else {}
    asked = FormDefinition.unchecked(draft.form).fields.values()
    numbers = [(f.id, f.label) for f in asked if f.type == "number"]
    if row.get("quantity") and row["quantity"] not in dict(numbers):
        numbers.append((row["quantity"], row["quantity"]))  # as it stands; `draft_faults` says what is wrong
    initial = {"kind": "phi", "per": "dossier"} | {n: v for n, v in row.items() if n != "when"}
    form = _conditional(
        shapes.FeeForm(data, initial=initial, numbers=numbers), draft, "", _only_if(row.get("when"))
    )
    form.condition_title = _("Chỉ thu khi…")  # type: ignore[attr-defined]
    return form


def _only_if(expression: Any) -> Any:
    """The condition of a fee as the form edits it: always true is no condition."""
    return None if expression is True else expression


def _fee(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    names = shapes.FeeForm.base_fields
    values = {n: form.cleaned_data[n] for n in names} | {"when": _condition(form)}
    values = {n: v for n, v in values.items() if n not in ("kind", "per") or v}  # not said: as it was
    rows = _put(draft.fees, at(draft.fees, key, "\0"), values)
    return {"fees": [_without_empty(row) for row in rows]}


def _without_empty(fee: dict[str, Any]) -> dict[str, Any]:
    """A fee without the words that say nothing: no condition, no quantity, no exemptions."""
    return {
        k: v
        for k, v in fee.items()
        if k not in ("when", "quantity", "exempt", "due", "due_source", "by_desk")
        or v not in (None, "", [], False)
    }


def _exempt_place(draft: ProcedureVersion, key: str) -> tuple[int, int | None]:
    """`fee.place` of an exemption, or the fee alone for a new one. NoSuchPart."""
    fee, _dot, place = key.partition(".")
    n = at(draft.fees, fee, "\0")
    if n is None:
        raise NoSuchPart(key)
    return n, at(draft.fees[n].get("exempt", []), place, "\0")


def _exemption_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    fee, place = _exempt_place(draft, key)
    row = draft.fees[fee]["exempt"][place] if place is not None else {}
    initial = {n: row.get(n, "") for n in ("who", "source")}
    form = _conditional(shapes.ExemptionForm(data, initial=initial), draft, "", _only_if(row.get("when")))
    form.condition_title = _("Tự miễn khi…")  # type: ignore[attr-defined]
    return form


def _exemption(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    fee, place = _exempt_place(draft, key)
    values = {n: form.cleaned_data[n] for n in ("who", "source")} | {"when": _condition(form)}
    rows = _put(draft.fees[fee].get("exempt", []), place, values)
    plain = [{k: v for k, v in row.items() if k != "when" or v is not None} for row in rows]
    return {"fees": _put(draft.fees, fee, {"exempt": plain})}


def _exemption_moved(draft: ProcedureVersion, key: str, by: int) -> dict[str, Any]:
    fee, place = _exempt_place(draft, key)
    rows = deepcopy(draft.fees[fee].get("exempt", []))
    if place is None:
        raise NoSuchPart(key)
    _shift(rows, place, by)
    fees = _put(draft.fees, fee, {"exempt": rows})
    return {"fees": [_without_empty(row) for row in fees]}


def _shift(rows: list[dict[str, Any]], place: int, by: int) -> None:
    """Up, down, or (0) away."""
    if not by:
        rows.pop(place)
    elif 0 <= place + by < len(rows):
        rows[place], rows[place + by] = rows[place + by], rows[place]


def _collection_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    return shapes.CollectionForm(data, initial={"fee_due": draft.fee_due, "settled_in": draft.settled_in})


def _limits_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    initial = {f"{level}_{n}": v for level, row in draft.time_limits.items() for n, v in row.items()}
    return shapes.LimitsForm(data, initial=initial)


def _limits(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    others = {k: v for k, v in draft.time_limits.items() if k not in dict(shapes.LEVELS)}
    return {"time_limits": others | form.limits}


def _texts_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    initial = {n: getattr(draft, n, "") for n in shapes.TextsForm.base_fields}
    basis = [" | ".join(w for w in (b["name"], b.get("article")) if w) for b in draft.legal_basis]
    initial |= {"form_title": draft.form["title"], "legal_basis": "\n".join(basis)}
    return shapes.TextsForm(data, initial=initial)


def _texts(draft: ProcedureVersion, key: str, form: Any) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    return {"form": draft.form | {"title": values.pop("form_title")}} | values


def _dates_form(draft: ProcedureVersion, key: str, data: Data) -> forms.Form:
    published = draft.procedure.versions.filter(published_at__isnull=False)
    used_days = [valid.lower for valid in published.values_list("valid", flat=True)]
    initial = {"begin": draft.valid.lower, "end": draft.valid.upper}
    return shapes.DatesForm(data, initial=initial, used_days=used_days)


KINDS = {
    kind.slug: kind
    for kind in (
        PartKind("buoc", "step", gettext_lazy("Bước của biểu mẫu"), _step_form, _step),
        PartKind("muc", "section", gettext_lazy("Mục của biểu mẫu"), _section_form, _section),
        PartKind("cau-hoi", "field", gettext_lazy("Câu hỏi"), _field_form, _field),
        PartKind("giay-to", "paper", gettext_lazy("Thành phần hồ sơ"), _paper_form, _paper),
        PartKind("quy-trinh", "process", gettext_lazy("Bước giải quyết"), _process_form, _process),
        PartKind("phi", "fee", gettext_lazy("Khoản phí, lệ phí"), _fee_form, _fee),
        PartKind("mien-giam", "exemption", gettext_lazy("Đối tượng được miễn"), _exemption_form, _exemption),
        PartKind(
            "thu-phi",
            "collection",
            gettext_lazy("Thời điểm thu, nơi giải quyết"),
            _collection_form,
            lambda draft, key, form: dict(form.cleaned_data),
            single=True,
        ),
        PartKind(
            "thoi-han", "limit", gettext_lazy("Thời hạn giải quyết"), _limits_form, _limits, single=True
        ),
        PartKind("noi-dung", "texts", gettext_lazy("Nội dung công bố"), _texts_form, _texts, single=True),
        PartKind(
            "hieu-luc",
            "dates",
            gettext_lazy("Ngày áp dụng"),
            _dates_form,
            lambda draft, key, form: {"valid": form.valid()},
            single=True,
        ),
    )
}
LISTS = {"paper": ("papers", "id"), "process": ("process", "key"), "fee": ("fees", "\0")}
WAYS = {"len": -1, "xuong": 1, "bo": 0}


def moved(draft: ProcedureVersion, kind: PartKind, key: str, way: str) -> dict[str, Any]:
    """The columns after one thing went up (`len`), down (`xuong`) or away (`bo`). NoSuchPart."""
    by = WAYS[way]
    if kind.part in LISTS:
        column, name = LISTS[kind.part]
        rows = deepcopy(getattr(draft, column))
        place = at(rows, key, name)
        if place is None:
            raise NoSuchPart(key)
        _shift(rows, place, by)
        return {column: rows}
    if kind.part == "exemption":
        return _exemption_moved(draft, key, by)
    if kind.single:
        raise NoSuchPart(key)
    return {
        "form": edit.move(draft.form, kind.part, key, by) if by else edit.remove(draft.form, kind.part, key)
    }
