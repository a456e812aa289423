from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Post
from tinhso.kernel.site.forms import VnDateField, read_version

CHOOSE = {"required": _("Chọn một người."), "invalid_choice": _("Chọn trong danh sách.")}


DAY = {"required": _("Nhập ngày."), "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024.")}


class PostField(forms.ModelChoiceField):
    """A post by its holder, title and agency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.full_name}, {obj.title}, {obj.agency.short_name}"


class AbsenceForm(forms.Form):
    """Who is away from when to when, and who stands in; without `officer` it is the own absence."""

    officer = PostField(
        Post.objects.none(), label=_("Người vắng mặt"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    stand_in = PostField(
        Post.objects.none(), label=_("Người làm thay"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    first = VnDateField(label=_("Từ ngày"), error_messages=DAY)
    last = VnDateField(label=_("Đến hết ngày"), error_messages=DAY)

    def __init__(self, *args: Any, officers: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["stand_in"].queryset = colleagues  # type: ignore[attr-defined]


class HandOnForm(forms.Form):
    """Which cases go over, to whom and why: `mã|phiên bản` of each."""

    chosen = forms.MultipleChoiceField(error_messages={"required": _("Đánh dấu ít nhất một việc.")})
    to = PostField(
        Post.objects.none(), label=_("Người nhận bàn giao"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    reason = forms.CharField(
        label=_("Lý do bàn giao"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do bàn giao."), "max_length": _("Lý do dài tối đa 500 ký tự.")},
    )

    def __init__(self, *args: Any, posts: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = posts  # type: ignore[attr-defined]
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(c, c) for c in sent[:most]]  # type: ignore[attr-defined]

    def versions(self) -> dict[str, int]:
        """The version that the page showed of each chosen case, by code."""
        parts = (item.rpartition("|") for item in self.cleaned_data["chosen"])
        return {code: read_version(ver) for code, _bar, ver in parts if code and read_version(ver)}
