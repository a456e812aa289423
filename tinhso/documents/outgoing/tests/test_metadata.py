"""Metadata of a document, and two who act at once: clauses III.7 and IV.2 of phụ lục VI."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import FileEntry
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.metadata_page import metadata_table
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.work_files.tests import makers as files


def test_iii_7_metadata_is_whole_fixed_to_its_paper_and_tells_of_rights(
    office, client, django_assert_max_num_queries
):
    document = make.at_sign(office)
    seat_reader(document=document, officer=office.kim, role="examiner", by=office.actor("emi"), now=NOW)
    url = reverse("outgoing_metadata", args=[document.case.code])
    office.sign_in(client, "kim")
    with django_assert_max_num_queries(30):
        page = client.get(url).content.decode()
    for words in (
        document.subject,
        "Sở A",
        "Quyền và kiểm soát",
        "Chờ xác nhận",
        "Hoàng Văn Chi",
        "Phiên bản 1",
    ):
        assert words in page, words
    assert "Quyền và kiểm soát" in client.get(url, {"tep": "csv"}).content.decode("utf-8-sig")
    office.sign_in(client, "hai")
    assert client.get(url).status_code == 404
    with pytest.raises(ProtectedError):
        document.delete()


def test_a_file_of_work_that_the_reader_does_not_see_does_not_count_in_metadata(office):
    document = make.at_sign(office)
    given = {"position": 1, "dated": office.day, "title": "Công văn", "by": office.van, "at": NOW}
    FileEntry.objects.create(work_file=files.plan(office), outgoing=document, **given)
    for who, count in (("van", "1"), ("emi", "1"), ("kim", "0")):
        rows = metadata_table(document, office.actor(who), office.day).rows
        assert ["Lưu giữ", "Số hồ sơ chứa văn bản", count] in rows, who
        assert any(row[1] == "Thời hạn bảo quản dài nhất" for row in rows) == (count == "1")
    groups = {row[0] for row in metadata_table(document, office.actor("hai"), office.day).rows}
    assert "Văn bản" in groups and not groups & {"Lưu giữ", "Quyền và kiểm soát"}


def test_iv_2_of_two_who_act_at_once_the_second_is_told_who_did_what(office, client):
    """What stood on the page of the second is not done over what the first did, nothing that he wrote is lost."""
    document = make.at_form(office)
    url = reverse("outgoing_deed", args=[document.case.code, "tra-lai"])
    office.sign_in(client, "van")
    make.approve(office, document, "form", "van")
    answer = client.post(url, {"ver": document.case.ver, "reason": "Sai thể thức ở Điều 2"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Sai thể thức ở Điều 2" in page and "Văn" in page
    assert make.fresh(document).case.step == "sign"
