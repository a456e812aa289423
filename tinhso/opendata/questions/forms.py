"""The shape of questions, answers and proposals for the showcase."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import paragraphs
from tinhso.opendata.models import DataQuestion, Dataset

MOST_DATASETS = 20


def line(label: Any, most: int, required: Any, too_long: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": required, "max_length": too_long},
        **kwargs,
    )


class QuestionForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    subject = line(
        _("Tóm tắt trong một câu"),
        200,
        _("Viết một câu tóm tắt."),
        _("Câu tóm tắt dài tối đa 200 ký tự."),
    )
    text = paragraphs(
        _("Nội dung"),
        _("Viết điều ông/bà muốn hỏi hoặc dữ liệu cần có."),
        help_text=_(
            "Dữ liệu nào, của nơi nào, thời gian nào, dùng vào việc gì. Tối đa 4.000 ký tự. Không cần ghi thông tin cá nhân."
        ),
    )


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class AnswerForm(VersionForm):
    answer = paragraphs(_("Nội dung trả lời"), _("Viết nội dung trả lời."), rows=8)


class RefuseForm(VersionForm):
    reason = forms.ChoiceField(
        label=_("Lý do từ chối"),
        choices=DataQuestion.Refusal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một lý do.")},
    )
    text = paragraphs(
        _("Giải thích, hướng dẫn người hỏi"), _("Viết lời giải thích, hướng dẫn người hỏi."), rows=4
    )


class PublishForm(VersionForm):
    asked = paragraphs(
        _("Câu hỏi, để công khai"),
        _("Viết câu hỏi để công khai."),
        rows=4,
        help_text=_("Bỏ tên, điện thoại, địa chỉ và mọi chi tiết chỉ ra người hỏi hoặc cá nhân khác."),
    )
    answer = paragraphs(_("Câu trả lời, để công khai"), _("Viết câu trả lời để công khai."), rows=6)


class ReasonForm(VersionForm):
    text = paragraphs(_("Lý do không đăng"), _("Viết lý do không đăng."), rows=4)


class ReuseForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    title = line(_("Tên ứng dụng"), 120, _("Nhập tên ứng dụng."), _("Tên ứng dụng dài tối đa 120 ký tự."))
    url = forms.URLField(
        label=_("Địa chỉ"),
        max_length=300,
        assume_scheme="https",
        help_text=_(
            "Bắt đầu bằng https://. Trang hiện địa chỉ bằng chữ; cổng không tải nội dung của địa chỉ này."
        ),
        error_messages={
            "required": _("Nhập địa chỉ của ứng dụng."),
            "invalid": _("Địa chỉ này không đúng."),
            "max_length": _("Địa chỉ dài tối đa 300 ký tự."),
        },
    )
    description = forms.CharField(
        label=_("Mô tả"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ứng dụng giúp ai làm được việc gì. Tối đa 2.000 ký tự, không có thông tin cá nhân."),
        error_messages={
            "required": _("Viết mô tả ứng dụng."),
            "max_length": _("Mô tả dài tối đa 2.000 ký tự."),
        },
    )
    datasets = forms.CharField(
        label=_("Bộ dữ liệu đã dùng"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Mỗi dòng một địa chỉ trang của bộ dữ liệu trên cổng này, tối đa 20 dòng."),
        error_messages={
            "required": _("Nhập ít nhất một bộ dữ liệu."),
            "max_length": _("Tối đa 20 bộ dữ liệu."),
        },
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.lower().startswith("https://"):
            raise forms.ValidationError(gettext("Địa chỉ phải bắt đầu bằng https://."))
        return "https://" + url[len("https://") :]

    def clean_datasets(self) -> list[Dataset]:
        lines = dict.fromkeys(filter(None, map(slug_in, self.cleaned_data["datasets"].splitlines())))
        if len(lines) > MOST_DATASETS:
            raise forms.ValidationError(gettext("Tối đa 20 bộ dữ liệu."))
        found = {one.slug: one for one in Dataset.objects.public().filter(slug__in=lines)}
        unknown = [slug for slug in lines if slug not in found]
        if unknown or not found:
            what = ", ".join(unknown)[:200] or self.cleaned_data["datasets"][:200]
            raise forms.ValidationError(
                gettext("Không có bộ dữ liệu đang mở nào ở địa chỉ: %(what)s") % {"what": what}
            )
        return list(found.values())


def slug_in(words: str) -> str:
    """The name of a dataset in what somebody pasted: its whole address, the path of it, or the name alone."""
    path = words.strip().partition("?")[0].partition("#")[0].rstrip("/")
    return path.rpartition("/")[2]
