"""The publisher's desk of the demo: a draft that waits for approval, a file that was understood, one that is held."""

from datetime import datetime, timedelta

from tinhso.kernel.people.public import Agency, User, actor_of
from tinhso.opendata.public import Dataset, draft_dataset, edition_of, send_edition, send_whole_file

MARKETS = """Mã chợ;Tên chợ;Hạng;Diện tích (m²);Ngày hoạt động
C01;Chợ Vườn Hoa (mô phỏng);1;12.500,5;01/02/1998
C02;Chợ Đông Thành (mô phỏng);2;3.980;15/09/2005
C03;Chợ Nam Thành (mô phỏng);2;2.150;chưa rõ
C04;Chợ Còng (mô phỏng);3;1.240
"""
CSV_ON_HOLD = """Mã;Tên hộ kinh doanh (mô phỏng);Điện thoại
1;Hộ số 1;0912345678
2;Hộ số 2;0987654321
"""


def fill_desk(*, now: datetime) -> None:
    """Once; Emi writes and sends, Đào decides. Everything was reviewed in winter, three datasets are nearly due again."""
    day = now.date()
    Dataset.objects.filter(state="open").update(reviewed_on=day - timedelta(days=60))
    due = Dataset.objects.filter(state="open").order_by("pk").values_list("pk", flat=True)[:3]
    Dataset.objects.filter(pk__in=list(due)).update(reviewed_on=day - timedelta(days=175))
    emi = User.objects.filter(username="emi").first()
    if emi is None:
        return
    by = actor_of(emi, on=now.date())
    agency = Agency.objects.get(pk=by.agency_id or 0)
    content = {
        "title": "Chợ trên địa bàn tỉnh (mô phỏng)",
        "description": "DỮ LIỆU MÔ PHỎNG. Danh sách chợ theo hạng, diện tích và ngày hoạt động.",
        "theme": "kinh-te",
        "keywords": ["chợ", "thương mại"],
        "contact_email": "dulieu@vi-du.gov.vn",
    }
    dataset = draft_dataset(agency=agency, content=content, by=by, now=now)
    edition = edition_of(dataset)
    if edition:
        send_edition(edition=edition, ver=edition.ver, by=by, now=now)
    for name, text in (("cho.csv", MARKETS), ("ho-kinh-doanh.csv", CSV_ON_HOLD)):
        send_whole_file(dataset=dataset, name=name, content=text.encode(), by=by, now=now)
