"""The form of a recording: what was read, by whom and by what right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.onestop.data.languages import recording_languages
from tinhso.onestop.models import Recording
from tinhso.onestop.recordings.reading import Reading


class RecordingForm(forms.Form):
    """One recording in one language."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"))
    file = forms.FileField(
        label=_("Tệp ghi âm"),
        help_text=_("MP3, OGG hoặc M4A; từ 5 giây đến 10 phút, tối đa 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".mp3,.ogg,.oga,.opus,.m4a"}),
        error_messages={"required": _("Chọn tệp ghi âm."), "empty": _("Tệp này trống.")},
    )
    text_on = VnDateField(label=_("Ngày của bản chữ đã đọc"))
    by_person = forms.BooleanField(
        label=_("Do người đọc; không phải máy dịch, không phải giọng máy"),
        error_messages={"required": _("Chỉ nhận bản ghi do người đọc, không nhận máy dịch hoặc giọng máy.")},
    )
    speaker = forms.CharField(
        label=_("Người đọc"),
        max_length=120,
        help_text=_("Không hiện công khai; xóa khi gỡ bản đọc"),
        error_messages={"required": _("Ghi tên người đọc.")},
    )
    consent_number = forms.CharField(
        label=_("Văn bản đồng ý của người đọc"),
        max_length=80,
        help_text=_("Số, ký hiệu nơi lưu văn bản"),
        error_messages={"required": _("Ghi số văn bản đồng ý của người đọc.")},
    )
    consented_on = VnDateField(label=_("Ngày ký đồng ý"))
    consent_until = VnDateField(
        label=_("Đồng ý đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu đồng ý đến khi rút lại"),
    )
    recorded_by = forms.CharField(
        label=_("Người hoặc đơn vị ghi âm"),
        max_length=160,
        error_messages={"required": _("Ghi người hoặc đơn vị ghi âm.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(recording_languages().items())  # type: ignore[attr-defined]

    def reading(self) -> Reading:
        """What the action takes beside the file."""
        return Reading(**{name: value for name, value in self.cleaned_data.items() if name != "file"})


class WithdrawForm(forms.Form):
    """Why a recording is played no more."""

    because = forms.ChoiceField(
        label=_("Lý do gỡ"),
        choices=[choice for choice in Recording.Because.choices if choice[0] != "consent_ended"],
        error_messages={"required": _("Chọn lý do gỡ.")},
    )
