"""Forms of those who follow the press: shapes and limits."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit, full_name
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.press.models import NewsCluster, NewsSource, OutletArticle
from tinhso.press.monitoring.topics import topics_on
from tinhso.press.questions.issue_process import REPORTED


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit: AdminUnit) -> str:
        return full_name(unit, self.day)

    day: date = date.max


class SourceForm(forms.Form):
    outlet = WordsField(_("Tên báo"), 120)
    rhythm = forms.ChoiceField(label=_("Loại báo"), choices=OutletArticle.Rhythm.choices)
    url = WordsField(
        _("Địa chỉ nguồn tin"), 500, help_text=_("RSS, Atom, JSON Feed hoặc sơ đồ trang mà báo công khai; bắt đầu bằng https://.")
    )  # fmt: skip
    minutes = WholeNumberField(label=_("Đọc lại sau (phút)"), min_value=15, max_value=1440, initial=15)
    inside = forms.BooleanField(
        label=_("Báo của tỉnh"), required=False, help_text=_("Báo nơi khác: chỉ ghi tin có nhắc tới tỉnh.")
    )
    terms = WordsField(
        _("Điều kiện sử dụng"), 300, help_text=_("Trang nào cho phép đọc nguồn, với điều kiện gì; chỉ tiêu đề, trích và địa chỉ được ghi.")
    )  # fmt: skip


class SourceChangeForm(forms.Form):
    outlet = WordsField(_("Tên báo"), 120)
    rhythm = forms.ChoiceField(label=_("Loại báo"), choices=OutletArticle.Rhythm.choices)
    minutes = WholeNumberField(label=_("Đọc lại sau (phút)"), min_value=15, max_value=1440)
    active = forms.BooleanField(label=_("Đang đọc"), required=False)
    inside = forms.BooleanField(label=_("Báo của tỉnh"), required=False)
    month_first = forms.BooleanField(
        label=_("Báo ghi tháng trước ngày"), required=False, help_text=_("Ví dụ 03/08/2024 là ngày 8 tháng 3.")
    )  # fmt: skip
    terms = WordsField(_("Điều kiện sử dụng"), 300)

    def __init__(self, *args: Any, source: NewsSource, **more: Any) -> None:
        names = ("outlet", "rhythm", "minutes", "active", "inside", "month_first", "terms")
        more["initial"] = {name: getattr(source, name) for name in names}
        super().__init__(*args, **more)


class NewsFilter(forms.Form):
    """What the list shows; every box may be empty."""

    q = WordsField(_("Từ trong tiêu đề, trích"), 120, required=False)
    bao = forms.ChoiceField(label=_("Báo"), required=False)
    tu = VnDateField(label=_("Từ ngày"), required=False)
    den = VnDateField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["bao"].choices = outlet_choices()  # type: ignore[attr-defined]


def outlet_choices() -> list[tuple[str, Any]]:
    outlets = NewsSource.objects.order_by("outlet").values_list("outlet", flat=True).distinct()
    return [("", _("Mọi báo")), *((one, one) for one in outlets)]


class SpanForm(forms.Form):
    tu = VnDateField(label=_("Từ ngày"), required=False)
    den = VnDateField(label=_("Đến ngày"), required=False)


class DayForm(forms.Form):
    den = VnDateField(label=_("Điểm báo ngày"), required=False)


class SearchForm(forms.Form):
    name = WordsField(_("Tên để nhận ra"), 80)
    words = WordsField(_("Từ cần tìm"), 120, required=False, help_text=_("Có dấu hay không dấu đều được."))
    outlet = forms.ChoiceField(label=_("Báo"), required=False)
    unit = UnitField(
        label=_("Địa danh"), queryset=AdminUnit.objects.none(), required=False, empty_label=_("Mọi nơi")
    )
    agency = AgencyField(
        label=_("Cơ quan"), queryset=Agency.objects.none(), required=False, empty_label=_("Mọi cơ quan")
    )
    alerts = forms.BooleanField(label=_("Báo tin khi có tin mới"), required=False, initial=True)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        units = (
            AdminUnit.objects.on(day).exclude(level=AdminUnit.Level.PROVINCE).select_related("parent__parent")
        )
        self.fields["outlet"].choices = outlet_choices()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["unit"].day = day  # type: ignore[attr-defined]
        agencies = Agency.objects.on(day).exclude(kind=Agency.Kind.DESK).order_by("sort_key")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ClipForm(forms.Form):
    day = VnDateField(label=_("Điểm báo ngày"))
    topic = forms.ChoiceField(label=_("Chủ đề"))
    comment = WordsField(
        _("Nhận xét về việc"), 1000, rows=4, required=False, help_text=_("Về sự việc báo nêu; không nhận xét người viết bài.")
    )  # fmt: skip

    def __init__(self, *args: Any, day: date, cluster: NewsCluster, **more: Any) -> None:
        more["initial"] = {"day": day, "topic": cluster.topic}
        super().__init__(*args, **more)
        self.fields["topic"].choices = list(topics_on(day).items())  # type: ignore[attr-defined]


class HandOnForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    origin = forms.ChoiceField(label=_("Nguồn"), choices=[(one.value, one.label) for one in REPORTED])
    subject = WordsField(_("Vấn đề báo nêu, một câu"), 200)
    text = WordsField(
        _("Tóm tắt nội dung cần kiểm tra"), 4000, rows=6, help_text=_("Điền sẵn trích của bài; ghi lại thành việc cần kiểm tra, không ghi tên người viết bài.")
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
