"""What the calendars publish as open data."""

from tinhso.casework.models import CalendarDay
from tinhso.kernel.site.declare import OpenTable

TABLES = [
    OpenTable(
        code="casework.days_off",
        title="Ngày nghỉ, ngày làm bù của cơ quan nhà nước",
        description="Các ngày được đánh dấu nghỉ hoặc làm việc khác với tuần làm việc thường, là căn cứ tính hạn giải quyết.",
        columns=(("day", "Ngày"), ("kind", "Nghỉ hay làm"), ("name", "Tên"), ("source", "Nguồn")),
        rows=lambda: CalendarDay.objects.filter(calendar=None).order_by("day"),
        keywords=("ngày nghỉ", "lịch", "Tết"),
        theme="xa-hoi",
    )
]
