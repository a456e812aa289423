"""The register of recipients outside the province: the invented province, and one of its agencies that was merged away."""

from datetime import date, datetime

from tinhso.demo.documents.axis_list import OUTSIDE
from tinhso.demo.documents.offices import Office
from tinhso.documents.public import add_outside_recipient, end_outside_recipient

SINCE, UNTIL = date(2020, 1, 1), date(2023, 7, 1)
SOURCE = "Danh mục đơn vị trên trục thử nghiệm (mô phỏng)"
MERGED = ("H99.15", "Sở Bưu chính mẫu, tỉnh Mẫu (mô phỏng)")
END = "Sáp nhập vào Sở Thông tin mẫu (mô phỏng)"


def fill_outside(offices: list[Office], *, now: datetime) -> int:
    """As the department's clerk entered them. How many."""
    clerk = next(one for one in offices if one.words == "department").clerks[0]
    for code, name in (*OUTSIDE.items(), MERGED):
        row = add_outside_recipient(
            ident_code=code, name=name, valid_from=SINCE, valid_to=None, source=SOURCE, by=clerk, now=now
        )
        if code == MERGED[0]:
            end_outside_recipient(recipient=row, valid_to=UNTIL, source=END, by=clerk, now=now)
    return len(OUTSIDE) + 1
