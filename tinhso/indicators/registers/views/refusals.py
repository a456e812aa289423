"""A deed behind a form: what it refuses stands beside the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms

from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import FileRefused, StoredFile, UploadRules, store_upload
from tinhso.kernel.site import clock
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


def file_sent_before(sent: Any, by: Actor, rules: UploadRules = RULES) -> StoredFile | None:
    """The file of a form, in quarantine; None where none was sent. FileRefused."""
    return store_upload(sent, by=by, now=clock.now(), rules=rules) if sent else None
