"""People ask for data in their own words: what they mean stands among the first three."""

from uuid import uuid4

import pytest

from tinhso.demo.opendata.sets import open_sets
from tinhso.demo.tests.test_year import OF_2024
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.opendata.catalogue.queries import DatasetFilter, find_datasets
from tinhso.opendata.dataset.publication import index_dataset
from tinhso.opendata.models import Dataset, DataTable, DataVersion

pytestmark = pytest.mark.long

QUESTIONS = {
    "giá rau ở chợ đầu mối": "gia-nong-san",
    "bao nhiêu người bị tai nạn giao thông": "tai-nan-giao-thong",
    "xe buýt chạy mấy giờ": "tuyen-xe-buyt",
    "chỗ đỗ xe ô tô": "bai-do-xe",
    "nhà thuốc": "co-so-ban-le-thuoc",
    "trường mầm non của xã": "truong-mam-non",
    "diem thi tot nghiep cap 3": "ket-qua-thi",
    "ô nhiễm không khí": "chat-luong-khong-khi",
    "hôm qua mưa bao nhiêu": "luong-mua",
    "muc nuoc song ma": "muc-nuoc-song",
    "sản phẩm ocop": "san-pham-ocop",
    "năng suất lúa": "dien-tich-nang-suat",
    "dịch bệnh trong tỉnh": "ca-mac-benh",
    "tiêm vắc xin cho trẻ": "tiem-chung",
    "xã sáp nhập thành xã nào": "bang-chuyen-doi",
    "cây xăng": "cua-hang-xang-dau",
    "bệnh viện": "benh-vien",
    "chợ": "cho-tren-dia-ban",
    "hợp tác xã nông nghiệp": "hop-tac-xa",
    "chỗ đổ rác": "diem-tap-ket",
    "mỏ đá được cấp phép": "giay-phep-khai-thac",
    "công ty mới thành lập": "doanh-nghiep-dang-ky",
    "hồ sơ trả đúng hạn": "ho-so-thu-tuc",
    "dang kiem xe": "trung-tam-dang-kiem",
    "hồ đập thủy lợi": "ho-chua",
    "giá cả tăng bao nhiêu": "chi-so-gia",
    "đàn lợn gà vịt": "dan-gia-suc",
    "tàu đánh cá": "tau-ca",
    "mã xã": "don-vi-hanh-chinh",
    "danh bạ cơ quan": "co-quan-don-vi",
}


def describe_all():
    """What the workers do after the start, as far as the search is concerned: every set has a version with its headings."""
    headings = {one.slug: [column.split("=")[0] for column in one.columns.split("|")] for one in open_sets()}
    declared = {table.code: [heading for _name, heading in table.columns] for table in all_of(OpenTable)}
    for one in Dataset.objects.filter(state="open", current=None):
        columns = [["", heading, "text"] for heading in headings.get(one.slug) or declared.get(one.table, [])]
        table = DataTable.objects.first_of(one)
        one.current = DataVersion.objects.create(
            dataset=one, table=table, number=1, folder=uuid4(), columns=columns, rows=9, digest="0" * 64, octets=1,
            published_at=clock.now(),
        )  # fmt: skip
        one.save(update_fields=["current"])
        DataTable.objects.filter(pk=table.pk).update(current=one.current, state="published")
        index_dataset(one)


def first(question: str) -> list[str]:
    return [one.slug for one in find_datasets(DatasetFilter(question), clock.today())[:3]]


@OF_2024
def test_what_people_mean_stands_among_the_first_three(demo):
    describe_all()
    found = {question: first(question) for question in QUESTIONS}
    missed = [
        f"{question}: {slugs}"
        for question, slugs in found.items()
        if not any(slug.startswith(QUESTIONS[question]) for slug in slugs)
    ]
    assert not missed, "\n".join(missed)
    assert not any(first(nonsense) for nonsense in ("zzzz", "%_%", "'; drop table", "x" * 190))
