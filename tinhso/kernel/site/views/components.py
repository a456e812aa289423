"""`/giao-dien/`: every part of a page, drawn with the templates that the pages use. The values are examples."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import VnDateField
from tinhso.kernel.site.icons import ICONS
from tinhso.kernel.site.shapes import Cell, Column, Entry, Fact, Figure, FileRow, Step, Tab, Table
from tinhso.lib.drawing.charts import Chart

MONTHS = [f"{month:02d}" for month in range(1, 13)]
RISING = [93.4, 94.1, 94.0, 95.2, 95.8, 95.1, 96.0, 96.4, 96.9, 96.7, 97.2, 97.6]


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Họ và tên"), max_length=100)
    born = VnDateField(label=_("Ngày sinh"))
    district = forms.ChoiceField(
        label=_("Nơi ở"), choices=[("", _("Chọn")), ("1", _("Xã Mẫu")), ("2", _("Phường Mẫu"))]
    )
    way = forms.ChoiceField(
        label=_("Cách nhận kết quả"),
        widget=forms.RadioSelect,
        choices=[("desk", _("Tại quầy")), ("post", _("Qua bưu chính công ích"))],
    )
    note = forms.CharField(label=_("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(
        label=_("Giấy tờ kèm theo"), required=False, help_text=_("PDF hoặc ảnh, tối đa 20 MB")
    )
    true = forms.BooleanField(label=_("Tôi cam đoan lời khai trên là đúng"))


@dataclass(frozen=True)
class Due:
    """A due time to show in a tag."""

    at: datetime | None


def example_table() -> Table:
    return Table(
        caption=_("Hồ sơ theo cơ quan (ví dụ)"),
        columns=[
            Column(_("Cơ quan")),
            Column(_("Đã giải quyết"), number=True),
            Column(_("Trước và đúng hạn (%)"), number=True),
            Column(_("So với mục tiêu")),
        ],
        rows=[
            [Cell(_("Sở Mẫu"), url="#bang"), "4.312", "99,1", Cell(_("đạt"), tone="ok")],
            [
                Cell(_("Huyện Mẫu"), url="#bang"),
                "9.455",
                "96,4",
                Cell(_("chưa đạt, thấp hơn 0,6 điểm %"), tone="late"),
            ],
        ],
    )


def example_figures() -> list[Figure]:
    return [
        Figure(
            _("Hồ sơ giải quyết trước và đúng hạn (ví dụ)"),
            "97,61",
            "%",
            [_("năm trước: 96,84% · đang quá hạn 12")],
            "#so-lieu",
            RISING,
            _("12 tháng, từ 93,4 lên 97,6"),
        ),
        Figure(
            _("Dịch vụ công trực tuyến (ví dụ)"), "42", _("dịch vụ"), [_("chưa có số cùng kỳ")], "#so-lieu"
        ),
    ]


def example_charts() -> list[Chart]:
    return [
        Chart(
            "line", "Tỷ lệ trước và đúng hạn theo tháng (ví dụ)", MONTHS, RISING, "%", 1, 97, "mục tiêu 97"
        ),
        Chart(
            "bars",
            "Hồ sơ tiếp nhận theo quý (ví dụ)",
            ["I", "II", "III", "IV"],
            [812, 1204, 990, 1431],
            "hồ sơ",
        ),
        Chart(
            "barlist",
            "Hồ sơ theo lĩnh vực (ví dụ)",
            ["Hộ tịch", "Xây dựng", "Bưu chính"],
            [1320, 411, 64],
            "hồ sơ",
        ),
    ]


def example_way() -> dict[str, object]:
    now = clock.now()
    return {
        "entries": [
            Entry(_("Đã nộp hồ sơ"), now - timedelta(days=3)),
            Entry(_("Đã tiếp nhận"), now - timedelta(days=2), _("Nơi tiếp nhận")),
            Entry(_("Đang thẩm định"), now - timedelta(hours=5), _("Sở Mẫu"), state="now"),
        ],
        "steps": [
            Step(_("Chuẩn bị"), "done"),
            Step(_("Khai thông tin"), "now", _("bước 2 trên 4")),
            Step(_("Đính kèm giấy tờ")),
            Step(_("Xem lại và nộp")),
        ],
        "dues": [
            Due(now + timedelta(days=6)),
            Due(now + timedelta(hours=2, minutes=30)),
            Due(now - timedelta(hours=3, minutes=5)),
            Due(None),
        ],
        "date_facts": [
            Fact(_("Nhận đủ hồ sơ"), _("15:01 thứ Tư, tính từ thứ Năm")),
            Fact(_("Thời hạn"), _("5 ngày làm việc")),
            Fact(_("Ngày nghỉ không tính"), _("thứ Bảy, Chủ nhật")),
        ],
    }


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The component page."""
    wrong = ExampleForm(
        {"wrong-born": "31/02/2024", "wrong-district": "9", "wrong-name": "An"}, prefix="wrong"
    )
    files = [
        FileRow("Đơn đề nghị.pdf", 48_000, "#tep"),
        FileRow("Bản vẽ.pdf", 3_400_000, scan="waiting"),
        FileRow("la.exe", 900_000, scan="refused"),
    ]
    values = {
        "form": ExampleForm(),
        "wrong": wrong,
        "icons": sorted(ICONS),
        "table": example_table(),
        "figures": example_figures(),
        "charts": example_charts(),
        "files": files,
        "facts": [Fact(_("Mã hồ sơ"), "000.00.00.H00-240308-0001"), Fact(_("Người nộp"), "Nguyễn Văn An")],
        "tabs": [Tab(_("Đang xử lý"), "#the", True, 12), Tab(_("Đã xong"), "#the")],
        "choices": [("1", _("Bản chính")), ("2", _("Bản sao"))],
    }
    return render(request, "site/components.html", values | example_way())
