"""The shape of what people send; the legal forms of procedures are data and live in `lib.forms`."""

from typing import Any

from django import forms

from tinhso.kernel.site.forms import read_version


class VerForm(forms.Form):
    """The version that the page showed: who acts on an old page is told what happened meanwhile."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class BulkForm(forms.Form):
    """Several rows of the worklist at once: `mã|phiên bản`, at most fifty."""

    deed = forms.ChoiceField(choices=[(deed, "") for deed in ("accept", "forward", "sign", "issue")])
    chosen = forms.MultipleChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(c, c) for c in sent[:50]]  # type: ignore[attr-defined]

    def pairs(self) -> list[tuple[str, int]]:
        found = []
        for item in self.cleaned_data["chosen"]:
            code, _bar, ver = item.rpartition("|")
            if code and read_version(ver):
                found.append((code, read_version(ver)))
        return found
