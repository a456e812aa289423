from typing import Any

from django import forms


def text(most: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=most, **kwargs)
