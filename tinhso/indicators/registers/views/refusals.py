"""A deed behind a form: what it refuses stands beside the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms

from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.kernel.files.public import FileRefused, UploadRules
from tinhso.kernel.site import public as site

RULES = UploadRules(max_files=100)


def attempt(form: forms.Form, deed: Callable[[dict[str, Any]], Any]) -> Any:
    """As the site's; what a file or the amounts of a plan are refused for stands in the form too."""
    try:
        return site.attempt(form, deed)
    except FileRefused as refused:
        form.add_error("file", str(refused))
    except NotMeasured as refused:
        form.add_error(None, str(refused))
    return None
