"""Forms about what the press asks and reports: shapes and limits."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import PAUSE_REASONS
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import PressSpokesperson
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.press.models import CorrectionRequest, OutletArticle, PressIssue
from tinhso.press.questions.issue_process import REPORTED, grounds_on, pauses_on
from tinhso.press.spokespersons.legal_forms import forms_on

MOST_AGENCIES = 1000


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class QuestionForm(forms.Form):
    """What a journalist fills in: the law asks for the card and no more."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    outlet = WordsField(_("Cơ quan báo chí"), 120)
    card = WordsField(_("Số thẻ nhà báo"), 20, help_text=_("Ghi như in trên thẻ, ví dụ IBT01234."))
    subject = WordsField(_("Câu hỏi trong một câu"), 200)
    text = WordsField(_("Nội dung cần trả lời"), 4000, rows=8)
    wished_on = VnDateField(
        label=_("Muốn gặp, làm việc vào ngày"),
        required=False,
        help_text=_("Chỉ ghi khi cần gặp trực tiếp; cơ quan trả lời ngày, giờ và nơi gặp."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class LookupForm(forms.Form):
    code = WordsField(_("Mã câu hỏi"), 40, help_text=_("Mã hiện ra sau khi gửi, ví dụ BC-240308-0001."))
    card = WordsField(_("Số thẻ nhà báo"), 20)


class OutletArticleForm(forms.Form):
    outlet = WordsField(_("Tên báo"), 120)
    rhythm = forms.ChoiceField(label=_("Loại báo"), choices=OutletArticle.Rhythm.choices)
    title = WordsField(_("Tên bài"), 300)
    url = WordsField(_("Địa chỉ bài báo"), 300, help_text=_("Bắt đầu bằng https://."))
    day = VnDateField(label=_("Ngày đăng"))


class IssueForm(OutletArticleForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    origin = forms.ChoiceField(label=_("Nguồn"), choices=[(one.value, one.label) for one in REPORTED])
    subject = WordsField(_("Vấn đề báo nêu, một câu"), 200)
    text = WordsField(
        _("Tóm tắt nội dung cần kiểm tra"),
        4000,
        rows=6,
        help_text=_("Chỉ ghi việc cần kiểm tra; không ghi tên người viết bài, không chép bài."),
    )
    field_order = ["client_key", "origin", "subject", "text", "outlet", "rhythm", "title", "url", "day"]

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class DeedForm(forms.Form):
    """The form of a deed on one issue; what may be chosen is of the day."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: PressIssue, day: date, **more: Any) -> None:
        more["initial"] = {"ver": issue.case.ver} | more.get("initial", {})
        super().__init__(*args, **more)
        self.prepare(issue, day)

    def prepare(self, issue: PressIssue, day: date) -> None:
        """What depends on the issue and the day."""


class AssignForm(DeedForm):
    agency = AgencyField(label=_("Cơ quan trả lời"), queryset=Agency.objects.none(), empty_label=None)

    def prepare(self, issue: PressIssue, day: date) -> None:
        posts = Post.objects.on(day).with_role(PressSpokesperson.code)
        found = Agency.objects.on(day).filter(pk__in=posts.values("agency")).order_by("name")
        self.fields["agency"].queryset = found  # type: ignore[attr-defined]


class ReturnForm(DeedForm):
    reason = WordsField(_("Lý do chuyển lại"), 2000, rows=3)


class FindingForm(DeedForm):
    finding = WordsField(_("Kết quả xác minh"), 4000, rows=6)


class PauseForm(DeedForm):
    reason = forms.ChoiceField(label=_("Lý do"))
    text = WordsField(_("Giải thích"), 2000, rows=3)

    def prepare(self, issue: PressIssue, day: date) -> None:
        known = pauses_on(day)
        choices = [(code, label) for code, label in PAUSE_REASONS if code in known]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(DeedForm):
    form = forms.ChoiceField(label=_("Hình thức trả lời"))
    answer = WordsField(_("Nội dung trả lời"), 4000, rows=8)
    measures = WordsField(
        _("Biện pháp đã giải quyết"),
        4000,
        rows=4,
        required=False,
        help_text=_("Bắt buộc với nội dung báo nêu và ý kiến do báo chuyển."),
    )

    def prepare(self, issue: PressIssue, day: date) -> None:
        self.fields["form"].choices = list(forms_on(day).items())  # type: ignore[attr-defined]


class RefuseForm(DeedForm):
    ground = forms.ChoiceField(label=_("Lý do pháp luật liệt kê"), widget=forms.RadioSelect)
    reason = WordsField(_("Giải thích với người hỏi"), 2000, rows=4)

    def prepare(self, issue: PressIssue, day: date) -> None:
        self.fields["ground"].choices = list(grounds_on(day).items())  # type: ignore[attr-defined]


class PublishForm(DeedForm):
    subject = WordsField(_("Vấn đề, để mọi người đọc"), 200)
    answer = WordsField(_("Trả lời, để mọi người đọc"), 4000, rows=8)
    slug = WordsField(
        _("Bài trên cổng"),
        100,
        required=False,
        help_text=_("Phần cuối địa chỉ của bài đang đăng ở mục Tin tức; bỏ trống nếu không có."),
    )

    def prepare(self, issue: PressIssue, day: date) -> None:
        self.initial.setdefault("subject", issue.subject)
        self.initial.setdefault("answer", "\n\n".join(filter(None, (issue.answer, issue.measures)))[:4000])


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp chứng cứ"), help_text=_("Ảnh, PDF, DOCX hoặc XLSX, nhiều nhất 10 MB.")
    )
    name = WordsField(_("Tên để nhận ra"), 200, required=False)


class CorrectionForm(forms.Form):
    wrong = WordsField(_("Chỗ sai trong bài"), 2000, rows=4)
    right = WordsField(_("Nội dung đúng"), 2000, rows=4)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[one for one in CorrectionRequest.Outcome.choices if one[0] != "waiting"],
    )
