"""The texts in a form that could not be done: they are shown again, so that nobody has to think of the words twice."""

import re

from django.http import HttpRequest

NOT_SHOWN = re.compile(r"csrfmiddlewaretoken|.*(password|mat_khau|otp|token|gui_lai).*", re.IGNORECASE)
OF_TEXTS = re.compile(r"(.*[_-])?(text|reason|note|words|explanation|comment|opinion|content)")
WRITTEN = re.compile(r"\s|[^\x00-\x7f]")  # codes, numbers and keys have neither a blank nor an accent


def typed_texts(request: HttpRequest) -> list[str]:
    """What somebody wrote in words, in the order of the form; without codes, choices and secrets."""
    found = [
        value.strip()
        for name in request.POST
        if not NOT_SHOWN.fullmatch(name)
        for value in request.POST.getlist(name)
        if OF_TEXTS.fullmatch(name) or WRITTEN.search(value.strip())
    ]
    return [text for text in dict.fromkeys(found) if text]
