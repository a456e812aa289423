"""What cannot be read comes back as typed: no box of a form empties itself over "31/02/2024" or "abc".

A browser sends nothing, and shows nothing, of what it cannot read in an <input type="number"> or "date". That the views show
their forms again is tried over every form of the demo in `demo/tests/test_typed_values.py`.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator

from django import forms

import tinhso
from tests.house.sources import ROOT, files, short
from tinhso.kernel.site.forms import CoordinateField, WholeNumberField

READ = (forms.IntegerField, forms.DecimalField, forms.DateField, forms.DateTimeField, forms.TimeField)
EMPTIES = re.compile(
    r"""["']?type["']?\s*[=:]\s*["'](number|date|time|month|week|datetime-local|range)["']"""
)


def form_classes() -> list[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(tinhso.__path__, "tinhso."):
        if re.search(r"form|views|parts", module.name) and ".tests" not in module.name:
            importlib.import_module(module.name)
    return [one for one in below(forms.BaseForm) if one.__module__.startswith("tinhso.")]


def below(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def shown_fields() -> Iterator[tuple[str, forms.Field]]:
    for one in form_classes():
        for name, field in getattr(one, "base_fields", {}).items():
            if not field.widget.is_hidden:
                yield f"{one.__module__}.{one.__name__}.{name}", field


def test_every_box_for_a_day_or_a_number_shows_what_it_cannot_read():
    asked = [(name, field) for name, field in shown_fields() if isinstance(field, READ)]
    empty = [
        name
        for name, field in asked
        if field.widget.input_type != "text" or "31/02/2024x" not in field.widget.render("x", "31/02/2024x")
    ]
    assert len(asked) > 30 and not empty, "\n".join(empty)


def test_whole_numbers_are_read_as_they_are_written_here():
    whole = [(name, field) for name, field in shown_fields() if isinstance(field, forms.IntegerField)]
    ours = (WholeNumberField, CoordinateField, forms.DecimalField)
    assert not [name for name, field in whole if not isinstance(field, ours)]


def test_no_page_writes_a_box_that_empties_itself():
    pages = [*files(".html"), *(ROOT / "tinhso").rglob("*.html")]
    found = [
        f"{short(path)}: {box.group()}"
        for path in {*pages}
        for tag in re.findall(r"<input[^>]*>", path.read_text())
        if (box := EMPTIES.search(tag))
    ]
    code = [
        f"{short(path)}: {box.group()}"
        for path in (ROOT / "tinhso").rglob("*.py")
        if "/tests/" not in str(path)
        for line in path.read_text().splitlines()
        if "attrs" in line and (box := EMPTIES.search(line))
    ]
    assert not found + code, "\n".join(found + code)


BY_THEMSELVES = {
    "tinhso/citizen/complaints/views/where_to_complain.py": "the files of the holder's complaint stand on its page until it is sent",
    "tinhso/documents/scanning/views/scans.py": "a scan is all that the form has",
    "tinhso/onestop/intake/views/attach.py": "each paper is attached to the draft at once",
}
"""Views that store what is uploaded without `files_sent`, and why no file is lost."""


def test_a_view_that_stores_a_file_gives_it_back_with_a_form_that_is_refused():
    views = {
        short(path)
        for path in files("tinhso/*.py")
        if "/views/" in short(path) and "/tests/" not in short(path)
    }
    assert {one for one in views if "store_upload(" in (ROOT / one).read_text()} == set(BY_THEMSELVES)
