"""The pages on which arriving documents are handled: bounded, each deed behind its form."""

import pytest
from django.urls import reverse

from tinhso.documents.incoming.tests import makers as make
from tinhso.documents.incoming.tests.test_arrival_pages import page
from tinhso.documents.outgoing.tests import makers as outgoing


def deed(office, client, who, document, name, **given):
    office.sign_in(client, who)
    url = reverse("arriving_deed", args=[document.case.code, name])
    return client.post(url, {"ver": document.case.ver} | given)


@pytest.mark.long
def test_the_deeds_of_handling_are_done_on_pages(office, client, django_assert_max_num_queries):
    town = make.with_unit(office)
    document = make.registered(town)
    code = document.case.code
    words = page(town, client, "chi", "arriving_deed", code, "chi-dao")[1]
    assert "Phòng Công nghệ" in words and "Nơi phối hợp" in words
    main, support = f"a{town.unit.pk}", f"u{town.emi.pk}"
    given = {"instruction": "Giao phòng", "main": main, "supports": [support], "due": "13/03/2024"}
    for wrong in ({"instruction": ""}, {"main": ""}, {"main": "a1"}, {"supports": ["x"]}, {"due": "99"}):
        assert deed(town, client, "chi", document, "chi-dao", **given | wrong).status_code == 422, wrong
    assert deed(town, client, "chi", document, "chi-dao", **given).status_code == 302
    assert deed(town, client, "chi", document, "chi-dao", **given).status_code == 422
    document = make.fresh(document)
    part = document.supports.get()
    assert page(town, client, "phu", "arriving_deed", code, "phan-cong")[0].status_code == 200
    assert deed(town, client, "phu", document, "phan-cong", officer=town.quy.pk).status_code == 302
    town.sign_in(client, "emi")
    url = reverse("support_deed", args=[code, part.pk, "cho-y-kien"])
    assert client.get(url).status_code == 200
    assert client.get(reverse("arriving_support", args=[part.case.code]))["Location"].endswith(f"{code}/")
    assert client.post(url, {"ver": part.case.ver, "text": ""}).status_code == 422
    assert client.post(url, {"ver": part.case.ver, "text": "Nhất trí"}).status_code == 302
    assert client.get(url).status_code == 403
    assert client.get(reverse("support_deed", args=[code, part.pk, "khac"])).status_code == 404
    assert client.get(reverse("support_deed", args=[code, 1, "cho-y-kien"])).status_code == 404
    settle_on_pages(town, client, make.fresh(document), django_assert_max_num_queries)
    assert page(town, client, "kim", "arriving_support", part.case.code)[0].status_code == 404


def settle_on_pages(town, client, document, django_assert_max_num_queries):
    """Urged, begun, commented, reported and approved."""
    code = document.case.code
    assert deed(town, client, "van", document, "don-doc", text="Sắp hạn").status_code == 302
    assert deed(town, client, "quy", document, "bat-dau").status_code == 302
    assert page(town, client, "quy", "arriving_deed", code, "bat-dau")[0].status_code == 403
    assert deed(town, client, "quy", document, "y-kien", text="Đã xem").status_code == 302
    words = page(town, client, "quy", "arriving_deed", code, "bao-cao")[1]
    assert "Không có văn bản trả lời" in words
    assert deed(town, client, "quy", document, "bao-cao", text="Xong", answer="1").status_code == 422
    assert deed(town, client, "quy", document, "bao-cao", text="Xong").status_code == 302
    document = make.fresh(document)
    assert deed(town, client, "chi", document, "tra-lai", text="").status_code == 422
    town.sign_in(client, "chi")
    with django_assert_max_num_queries(36):
        words = client.get(reverse("arriving_document", args=[code])).content.decode()
    for shown in ("Giao phòng", "Nhất trí", "Sắp hạn", "Đã xem", "Duyệt kết quả", "Đã cho ý kiến"):
        assert shown in words
    assert deed(town, client, "chi", document, "duyet").status_code == 302
    assert "Đã giải quyết xong" in page(town, client, "quy", "arriving_documents")[1]


def test_the_answer_is_linked_from_both_its_words_and_its_way(office, client):
    document = make.direct(office, make.registered(office))
    answer = outgoing.draft(office)
    assert (
        deed(office, client, "emi", document, "bao-cao", text="Đã trả lời", answer=answer.pk).status_code
        == 302
    )
    way = reverse("outgoing_document", args=[answer.case.code])
    assert way in page(office, client, "emi", "arriving_document", document.case.code)[1]
    words = page(office, client, "van", "arriving_document", document.case.code)[1]
    assert way not in words and answer.case.code in words


def test_v_2_how_units_handle_is_read_printed_and_saved(office, client, django_assert_max_num_queries):
    make.direct(office, make.registered(office))
    office.sign_in(client, "van")
    url = reverse("arrival_handling")
    with django_assert_max_num_queries(12):
        words = client.get(url).content.decode()
    assert office.agency_a.name in words and "Tỷ lệ đúng hạn" in words
    assert "Không có văn bản nào" in client.get(url, {"nam": "2023"}).content.decode()
    assert "Đang quá hạn" in client.get(url, {"tep": "csv"}).content.decode("utf-8-sig")
    assert client.get(url, {"tep": "pdf"}).content.startswith(b"%PDF")


@pytest.mark.parametrize(("who", "status"), [("chi", 200), ("tra", 200), ("emi", 403), ("an", 403)])
def test_who_reads_how_units_handle(office, client, who, status):
    assert page(office, client, who, "arrival_handling")[0].status_code == status
