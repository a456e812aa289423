"""The JSON that a page's own script sends."""

from typing import Any

from django.http import HttpRequest

from tinhso.lib.messages.plain_json import BadJson, read_json

OF_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def sent_json(request: HttpRequest) -> Any:  # noqa: ANN401
    """The value in the body, None for an empty body.

    A form is none, and its body cannot be read any more: the CSRF check before the view has taken its token out of it.

    Raises:
        BadJson: it is a form, or no JSON that a database can keep.
    """
    if request.content_type in OF_FORMS:
        raise BadJson("form")
    return read_json(request.body or b"null")
