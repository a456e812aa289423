from typing import Any

from django import forms


class Words(forms.CharField):
    """Text with a told limit; `rows` makes it a box."""

    def __init__(self, label: Any, most: int, *, rows: int = 0, **more: Any) -> None:
        if rows:
            more["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=most, **more)
