"""Opening hours as an administrator types them: one line a weekday."""

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.lib.legal_time.work_week import WEEKDAYS, InvalidSlots, Season, seasons_from_json

DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SLOT = re.compile(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)")
WHOLE_YEAR = {"from": "01-01", "to": "12-31"}


class HoursForm(forms.Form):
    """The same week all the year; an empty day is closed."""

    starts = VnDateField(
        label=_("Từ ngày"),
        error_messages={
            "required": _("Nhập ngày."),
            "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024."),
        },
    )
    cutoff = forms.TimeField(
        label=_("Nhận sau giờ này tính từ ngày làm việc sau"),
        required=False,
        initial=time(15),
        input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "short"}),
        help_text=_("Để trống khi không áp dụng."),
        error_messages={"invalid": _("Ghi giờ theo dạng giờ:phút, ví dụ 15:00.")},
    )
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày của văn bản quy định giờ làm việc"),
        error_messages={"required": _("Nhập số, ngày của văn bản làm căn cứ.")},
    )

    def __init__(self, *args: Any, season: Season | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (key, label) in enumerate(zip(WEEKDAYS, DAYS, strict=True)):
            slots = season.week[number] if season else ()
            self.fields[key] = forms.CharField(
                label=label,
                max_length=60,
                required=False,
                initial=", ".join(f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in slots),
                help_text=_("Ví dụ 07:30-11:30, 13:00-17:00. Để trống là nghỉ.") if number == 0 else "",
            )
        self.order_fields([*WEEKDAYS, "starts", "cutoff", "source"])

    def clean(self) -> dict[str, Any]:
        """Also gives `slots`, the JSON of `lib.work_week`."""
        data = super().clean() or self.cleaned_data
        week = {}
        for key in WEEKDAYS:
            try:
                if found := read_day(data.pop(key, "")):
                    week[key] = found
            except ValueError:
                self.add_error(
                    key, str(_("Ghi từng buổi theo dạng 07:30-11:30, các buổi cách nhau dấu phẩy."))
                )
        data["slots"] = [{**WHOLE_YEAR, "week": week}]
        if not self.errors:
            try:
                seasons_from_json(data["slots"])
            except InvalidSlots as error:
                self.add_error("mon", str(error))
        return data


def read_day(words: str) -> list[list[str]]:
    """`07:30-11:30, 13:00-17:00` as pairs; ValueError for anything else."""
    found = []
    for part in filter(None, (part.strip() for part in words.split(","))):
        match = SLOT.fullmatch(part)
        if match is None:
            raise ValueError(part)
        opens_hour, opens, closes_hour, closes = map(int, match.groups())
        found.append([f"{time(opens_hour, opens):%H:%M}", f"{time(closes_hour, closes):%H:%M}"])
    return found
