"""The parts of a page as tags and filters: `{% load tinhso %}`. Each part has one template in `site/parts/`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tinhso.kernel.site import clock
from tinhso.kernel.site.icons import ICONS
from tinhso.kernel.site.shapes import Entry, Fact, Figure, FileRow, Step, Tab, Table
from tinhso.lib import dates, numbers
from tinhso.lib.drawing import charts, sparks
from tinhso.lib.legal_time.deadlines import deadline as read_deadline

register = template.Library()

register.filter("vn_number", numbers.vn_number)
register.filter("vn_percent", numbers.vn_percent)
register.filter("vn_size", numbers.vn_size)
register.filter("vn_date", dates.vn_date)
register.filter("vn_date_formal", dates.vn_date_formal)
register.filter("vn_datetime", dates.vn_datetime)
register.filter("phone_masked", numbers.phone_masked)


@register.simple_tag
def icon(name: str, size: int = 24, label: str = "") -> SafeString:
    """One of our line icons; silent to a screen reader unless it has a label."""
    return format_html(
        '<svg width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        size,
        size,
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        mark_safe(ICONS[name]),
    )


@register.simple_tag
def drum(part: str = "star", size: int = 44) -> SafeString:
    """The ornament, `star` (small) or `drum` (large), in the colour of the text around it."""
    return format_html(
        '<svg width="{}" height="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        size,
        size,
        static("site/drum.svg"),
        part,
    )


DASHES = "-" * 9  # what Django says where nothing is chosen


@register.inclusion_tag("site/parts/field.html")
def field(bound: BoundField, hint: str = "", optional: bool | None = None) -> dict[str, object]:
    """A field of a Django form: label, hint, errors and control; `optional` overrides what the field says."""
    widget = bound.field.widget
    group = bound.use_fieldset
    if getattr(bound.field, "empty_label", None) == DASHES:
        bound.field.empty_label = _("Chưa chọn")  # type: ignore[attr-defined]
    return {
        "field": bound,
        "id": bound.auto_id,
        "label": bound.label,
        "hint": hint or bound.help_text,
        "errors": bound.errors,
        "group": group,
        "single": isinstance(widget, CheckboxInput),
        "hidden": bound.is_hidden,
        "optional": not bound.field.required if optional is None else optional,
        "describedby": _described(bound, hint),
        "control": "" if group else bound.as_widget(attrs=_attrs(bound, hint)),
    }


def _described(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    return " ".join(ids + ([f"{bound.auto_id}_error"] if bound.errors else []))


def _attrs(bound: BoundField, hint: str) -> dict[str, Any]:
    attrs: dict[str, Any] = {}
    if described := _described(bound, hint):
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(bound.field.widget, FileInput):
        attrs["data-one"] = ""
    return attrs


INPUT_OPTIONS: dict[str, Any] = {
    "hint": "",
    "errors": (),
    "choices": (),  # key and words, perhaps a hint; for select, radio and checkboxes
    "optional": False,
    "field_id": "",
    "maxlength": None,
    "short": False,
    "autocomplete": "",
    "inputmode": "",
    "accept": "",
    "readonly": False,
}


@register.inclusion_tag("site/parts/input.html")
def input_field(
    name: str, label: str, kind: str = "text", value: object = "", **options: Any
) -> dict[str, object]:
    """A field without a Django form, for pages compiled from data; `options` are those of INPUT_OPTIONS.

    `kind` is text, textarea, select, radio, checkbox, checkboxes, date (dd/mm/yyyy), number, tel, email, file.
    `value` is a string, a list of strings for `checkboxes`, a bool for `checkbox`.
    """
    if unknown := options.keys() - INPUT_OPTIONS.keys():
        raise TypeError(f"input_field has no option {', '.join(sorted(unknown))}")
    values = INPUT_OPTIONS | options
    the_id = values["field_id"] or f"id_{name}"
    ids = [f"{the_id}_helptext"] if values["hint"] or kind == "date" else []
    many = isinstance(value, (list, tuple, set))
    return values | {
        "name": name,
        "id": the_id,
        "label": label,
        "kind": kind,
        "value": value,
        "choices": [(*choice, "")[:3] for choice in values["choices"]],
        "chosen": [str(v) for v in value] if many else [str(value)],  # type: ignore[attr-defined]
        "short": values["short"] or kind == "date",
        "group": kind in ("radio", "checkboxes"),
        "describedby": " ".join(ids + ([f"{the_id}_error"] if values["errors"] else [])),
    }


@register.inclusion_tag("site/parts/error_summary.html")
def error_summary(*forms: BaseForm | None, problems: Sequence[tuple[str, str]] = ()) -> dict[str, object]:
    """What has to be mended, each line a link to its field; silent when nothing is wrong.

    Give a form, the forms that the page sends as one, or `problems`: pairs (id of the field or "", sentence).
    """
    found = list(problems)
    for form in forms:
        if isinstance(form, BaseForm) and form.is_bound:  # a page without one gives an empty text
            found += problems_of(form)
    return {"problems": found}


def problems_of(form: BaseForm) -> list[tuple[str, str]]:
    found = [("", str(e)) for e in form.non_field_errors()]
    for bound in form:
        target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
        found += [(target, f"{bound.label}: {error}") for error in bound.errors]
    return found


@register.inclusion_tag("site/parts/tag.html")
def tag(text: object, tone: str = "") -> dict[str, object]:
    """A status tag; `tone` is ok, soon, late, bronze or nothing."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("site/parts/deadline.html", takes_context=True)
def deadline(context: Context, due: datetime | None, now: datetime | None = None) -> dict[str, object]:
    """How much time is left: "còn 2 ngày", "quá hạn 3 giờ". Without `now` it is the page's legal time."""
    site = context.get("site")
    moment = now or (site.now if site is not None else clock.now())
    return {"deadline": read_deadline(due, moment), "due": due}


@register.inclusion_tag("site/parts/notice.html")
def notice(text: object, tone: str = "", title: str = "") -> dict[str, object]:
    """A notice: `tone` is ok, soon, late or nothing."""
    icons = {"ok": "check", "soon": "warning", "late": "stop"}
    return {"text": text, "tone": tone, "title": title, "icon": icons.get(tone, "info")}


@register.inclusion_tag("site/parts/table.html")
def table(table: Table) -> dict[str, object]:
    """A table that turns to cards on a phone."""
    return {"table": table}


@register.inclusion_tag("site/parts/figure.html")
def figure(figure: Figure, level: int = 3) -> dict[str, object]:
    """A figure tile: value, what it is compared with, trend, link to its trace; `level` is that of its heading."""
    trend = mark_safe(sparks.spark(figure.trend, str(figure.trend_title))) if len(figure.trend) > 1 else ""
    return {"figure": figure, "trend": trend, "level": level}


@register.inclusion_tag("site/parts/chart.html", takes_context=True)
def chart(context: Context, drawing: charts.Chart, csv_url: str = "") -> dict[str, object]:
    """A chart with the same figures as a table and, where there is one, as a CSV file; in a demo it says that they are
    simulated."""
    site = context.get("site")
    demo = bool(site and site.instance.demo)
    return {"chart": drawing, "svg": mark_safe(drawing.drawings), "csv_url": csv_url, "demo": demo}


@register.inclusion_tag("site/parts/timeline.html")
def timeline(entries: Sequence[Entry]) -> dict[str, object]:
    """What happened, in the order given."""
    return {"entries": entries}


@register.inclusion_tag("site/parts/stepper.html")
def stepper(steps: Sequence[Step], label: str = "") -> dict[str, object]:
    """Where one is on a way of several steps."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("site/parts/file.html")
def file(row: FileRow, show_scan: bool = False) -> dict[str, object]:
    """A file; `show_scan` (officers only) tells what the scanner says."""
    return {"file": row, "show_scan": show_scan}


@register.inclusion_tag("site/parts/facts.html")
def facts(pairs: Sequence[Fact]) -> dict[str, object]:
    """A definition list."""
    return {"pairs": pairs}


@register.inclusion_tag("site/parts/tabs.html")
def tabs(tabs: Sequence[Tab], label: str) -> dict[str, object]:
    """Tabs, which are links."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("site/parts/pager.html")
def pager(next_url: str = "", previous_url: str = "", summary: str = "") -> dict[str, object]:
    """Earlier and later pages of a list, by keys: two links and a sentence."""
    return {"next_url": next_url, "previous_url": previous_url, "summary": summary}


@register.inclusion_tag("site/parts/why_date.html")
def why_date(facts: Sequence[Fact], source: str = "") -> dict[str, object]:
    """ "Vì sao hẹn ngày này?": how a due date was counted, and the article it rests on."""
    return {"date_facts": facts, "source": source}


@register.inclusion_tag("site/parts/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, object]:
    """Nothing here yet: what it means, and the next step where there is one."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.simple_tag(takes_context=True)
def block_of(context: Context, template_name: str, values: Mapping[str, object]) -> SafeString:
    """A template of another system with its own values, inside this page's context."""
    with context.push(**values):
        found = context.template.engine.get_template(template_name)  # type: ignore[union-attr]
        return found.render(context)
