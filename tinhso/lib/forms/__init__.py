"""Forms: one versioned definition, compiled to pages and to JSON Schema. Plain Python.

form = checked_form(data)
parsed = parse_step(form, "nguoi_nop", dict(request.POST.lists()), answers, on=today)
errors = validate_answers(form, answers, on=today)
changes(old, new)
"""

from tinhso.lib.forms.answers import FieldError, leaves, validate_answers
from tinhso.lib.forms.carry import Carried, always_asked, carry
from tinhso.lib.forms.check import checked_form
from tinhso.lib.forms.definition import BadForm, FormDefinition, Section, Step, children
from tinhso.lib.forms.diff import Change, Weight, changes, verdict
from tinhso.lib.forms.field import Choice, Field
from tinhso.lib.forms.locked import locked_inputs, with_locked
from tinhso.lib.forms.parse import Parsed, parse_step
from tinhso.lib.forms.readers import written
from tinhso.lib.forms.schema import compile_schema
from tinhso.lib.forms.summary import Line, Part, address_text, summarise
from tinhso.lib.forms.visible import drop_hidden, steps_asked
from tinhso.lib.forms.widgets import StepPage, Widget, render_step

__all__ = [
    "BadForm",
    "Carried",
    "Change",
    "Choice",
    "Field",
    "FieldError",
    "FormDefinition",
    "Line",
    "Parsed",
    "Part",
    "Section",
    "Step",
    "StepPage",
    "Weight",
    "Widget",
    "address_text",
    "always_asked",
    "carry",
    "changes",
    "checked_form",
    "children",
    "compile_schema",
    "drop_hidden",
    "leaves",
    "locked_inputs",
    "parse_step",
    "render_step",
    "steps_asked",
    "summarise",
    "validate_answers",
    "verdict",
    "with_locked",
    "written",
]
