"""Documents are found by every field and word, by whoever stands on their routing list and by nobody else (III.6d-l)."""

import io
import zipfile

import pytest
from django.db import connection
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from tinhso.casework.tests.makers import NOW
from tinhso.documents.finding.account_end import erase
from tinhso.documents.finding.actions.forget_search import forget_search
from tinhso.documents.finding.actions.save_search import MOST_SEARCHES, save_search
from tinhso.documents.finding.found_pages import FoundPages
from tinhso.documents.finding.question import IN, OUT, Question
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import ArrivingDocument, OutgoingDocument, SavedSearch
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.pages.words import words_query
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused

PAGE = "/can-bo/van-ban/tim/"


def found(office, who="emi", **asked):
    question = Question(**{"source": IN} | asked)
    page = FoundPages(question, office.actor(who), office.day, 50).get_page(1)
    return [one.subject for one in page.object_list]


@pytest.fixture
def letters(office):
    """Two arriving documents in Emi's hands, one of them urgent, and a draft of hers."""
    for changes in (
        {"subject": "Báo cáo chuyển đổi số quý I"},
        {
            "subject": "Mời họp về đường Lê Lợi",
            "number": "77",
            "notation": "STC-VP",
            "issuer_name": "Sở Tài chính",
            "signer": "Phạm Văn Ký",
            "urgency": "khan",
            "type_code": "GM",
            "dated": arriving.WORDS["dated"].replace(day=1),
            "document_ident": "",
        },
    ):
        arriving.direct(office, arriving.registered(office, **changes))
    outgoing.draft(office)
    return office


@pytest.mark.long
def test_iii_6d_every_field_and_every_word_finds(letters):
    first, second = "Báo cáo chuyển đổi số quý I", "Mời họp về đường Lê Lợi"
    assert found(letters) == [first, second]
    assert found(letters, order="oldest") == [second, first]
    assert found(letters, order="subject") == [first, second]
    assert found(letters, words="duong le loi") == found(letters, words="ĐƯỜNG Lê Lợ") == [second]
    assert found(letters, words="khong co") == []
    assert (
        found(letters, number="77")
        == found(letters, number="77/STC")
        == found(letters, number="/stc")
        == [second]
    )
    assert found(letters, number="78") == []
    assert found(letters, kind="GM") == found(letters, urgency="khan") == [second]
    assert found(letters, person="văn ký") == found(letters, issuer="tài chính") == [second]
    day = arriving.WORDS["dated"]
    assert found(letters, since=day) == [first] and found(letters, until=day.replace(day=2)) == [second]
    assert found(letters, state="open") == [first, second] and found(letters, state="done") == []
    assert found(letters, source=OUT, words="15/3/2024") == ["Báo cáo kết quả chuyển đổi số quý I"]
    assert found(letters, source=OUT, state="open") and not found(letters, source=OUT, state="done")
    assert found(letters, source=OUT, person="emi") == found(letters, source=OUT, person="") != []
    assert found(letters, source=OUT, number="5") == found(letters, source=OUT, number="QĐ") == []


def test_what_is_no_word_asks_for_nothing_and_breaks_nothing(letters):
    assert words_query(" &|!():*'\\ ") is None
    assert len(found(letters, words="&|!():*'")) == 2
    assert found(letters, words="chuyen & (doi | !so):*") == ["Báo cáo chuyển đổi số quý I"]


def test_whoever_has_no_seat_finds_nothing(letters):
    for who in ("kim", "bao", "hai"):
        assert found(letters, who) == found(letters, who, source=OUT) == []
    assert len(found(letters, "van")) == 2


def test_words_are_read_from_the_index_and_the_column_is_not_loaded(letters):
    one = OutgoingDocument.objects.get()
    assert "terms" in one.get_deferred_fields()
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select case_id from documents_outgoingdocument where terms @@ to_tsquery('simple', 'bao')"
        )
        assert "documents_outgoing_words" in "".join(row[0] for row in cursor.fetchall())


def test_a_document_of_a_million_words_is_kept_and_found_by_its_first_ones(letters):
    words = " ".join(f"tu{n:x}" for n in range(300_000))
    ArrivingDocument.objects.filter(number="77").update(folded=f"dau tien {words} cuoi cung")
    assert found(letters, words="dau tien tu1") == ["Mời họp về đường Lê Lợi"]
    assert found(letters, words="cuoi cung") == []


@pytest.mark.long
def test_the_page_asks_shows_chosen_columns_and_takes_the_result_out(
    letters, client, django_assert_max_num_queries
):
    letters.sign_in(client, "emi")
    page = client.get(PAGE).content.decode()
    assert "Tìm văn bản" in page and "Lê Lợi" not in page
    asked = {"source": "den", "words": "le loi", "columns": ["so", "co-quan", "trich-yeu"]}
    with django_assert_max_num_queries(16):
        page = client.post(PAGE, asked).content.decode()
    assert "77/STC-VP" in page and "Sở Tài chính" in page and "quý I" not in page.split("<main")[1]
    assert client.post(PAGE, asked | {"since": "40/1/2024"}).status_code == 422
    assert client.post(PAGE, asked | {"since": "2/1/2024", "until": "1/1/2024"}).status_code == 422
    assert client.post(PAGE, asked | {"kind": "XX"}).status_code == 422
    assert client.post(PAGE, {"source": "?"}).status_code == 422
    files = {way: client.post(PAGE, asked | {"tep": way}).content for way in ("csv", "xlsx", "docx", "pdf")}
    text = files["csv"].decode("utf-8-sig")
    assert "77/STC-VP" in text and "Emi xuất lúc" in text and text.count("\n") == 3
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    assert book.get_sheet_by_index(0).to_python()[1][0] == "77/STC-VP"
    made = Document(io.BytesIO(files["docx"]))
    assert made.tables[0].rows[1].cells[0].text == "77/STC-VP"
    assert "Emi xuất lúc" in made.sections[0].footer.paragraphs[0].text
    assert zipfile.is_zipfile(io.BytesIO(files["docx"])) and files["pdf"].startswith(b"%PDF")
    turned = client.post(PAGE, asked | {"columns": ["so", "nguoi-soan"]}).content.decode()
    assert "77/STC-VP" in turned and "Người soạn" not in turned.split("<table")[1]
    assert client.post(PAGE, asked | {"columns": ["khong-co"]}).status_code == 422
    letters.sign_in(client, "an")
    assert client.post(PAGE, asked).status_code == 403


def test_a_result_that_one_file_cannot_hold_is_not_cut(letters, client, monkeypatch):
    monkeypatch.setattr("tinhso.documents.finding.views.find.MOST_PRINTED", 1)
    letters.sign_in(client, "emi")
    answer = client.post(PAGE, {"source": "den", "tep": "csv"})
    assert "Một tệp chứa tối đa 1 văn bản" in answer.content.decode()


def test_pages_of_a_result_follow_each_other(letters, client, monkeypatch):
    monkeypatch.setattr("tinhso.documents.finding.views.find.PAGE", 1)
    letters.sign_in(client, "emi")
    first = client.post(PAGE, {"source": "den"}).content.decode()
    assert "quý I" in first and "Trang sau" in first
    assert "Lê Lợi" in client.post(PAGE, {"source": "den", "trang": "2"}).content.decode()


def test_iii_6d_a_search_is_kept_asked_again_and_dropped_by_its_owner(letters, client):
    letters.sign_in(client, "emi")
    asked = {"source": "den", "words": "le loi", "columns": ["trich-yeu"]}
    assert "Đã lưu" in client.post(PAGE, asked | {"luu": "1", "name": "Đường"}).content.decode()
    assert "quá 100 ký tự" in client.post(PAGE, asked | {"luu": "1", "name": "x" * 101}).content.decode()
    search = SavedSearch.objects.get()
    assert search.query["words"] == ["le loi"] and "csrfmiddlewaretoken" not in search.query
    assert "Đường" in client.get(PAGE).content.decode()
    second_url = reverse("ask_document_search", args=[search.pk])
    drop = reverse("forget_document_search", args=[search.pk])
    assert "Lê Lợi" in client.post(second_url).content.decode()
    letters.sign_in(client, "kim")
    assert client.post(second_url).status_code == client.post(drop).status_code == 404
    with pytest.raises(DocumentsForbidden):
        forget_search(search=search, by=letters.actor("kim"))
    letters.sign_in(client, "emi")
    assert client.post(drop).status_code == 302 and not SavedSearch.objects.exists()


def test_a_search_needs_a_name_an_officer_and_room(office, monkeypatch):
    def save(name="Một", who="emi", words="x"):
        return save_search(name=name, query={"words": [words]}, by=office.actor(who), now=NOW)

    assert MOST_SEARCHES == 50
    with pytest.raises(DocumentsForbidden):
        save(who="an")
    with pytest.raises(EntryRefused):
        save(name=" ")
    monkeypatch.setattr("tinhso.documents.finding.actions.save_search.MOST_SEARCHES", 1)
    assert save().pk == save(words="y").pk
    assert SavedSearch.objects.get().query == {"words": ["y"]}
    with pytest.raises(EntryRefused):
        save(name="Hai")
    erase(office.emi, NOW)
    assert not SavedSearch.objects.exists()


def test_a_name_that_nobody_bears_and_a_post_without_a_role_find_nothing(letters, monkeypatch):
    """There is nothing that the database could estimate."""
    monkeypatch.setattr("tinhso.documents.finding.reading.WALKED", -1)
    assert found(letters, source=OUT, person="Không ai cả") == []
    Post.objects.filter(user=letters.emi).update(roles=[])
    assert found(letters) == found(letters, words="hop") == found(letters, source=OUT, person="emi") == []


def test_a_signer_and_an_issuer_are_found_before_they_are_typed_to_the_end(letters):
    second = ["Mời họp về đường Lê Lợi"]
    assert found(letters, issuer="Sở Tài chí") == found(letters, person="Phạm V") == second
    assert found(letters, issuer="Sở Tài chí", words="duong le") == second
    assert found(letters, issuer="Sở Tài chính và") == found(letters, person="Phạm Vinh") == []


@pytest.mark.long
def test_what_is_gathered_and_what_is_walked_is_the_same(letters, monkeypatch):
    """Frequent words are read along the reader's seats, rare ones by their index; nobody can tell which it was."""
    asked = [
        {"words": "duong"},
        {"words": "hop ve duo"},
        {"words": "so", "order": "oldest"},
        {"issuer": "tài chính"},
        {"source": OUT, "person": "emi"},
        {"state": "open", "order": "subject"},
        {"kind": "GM", "since": arriving.WORDS["dated"].replace(day=1)},
        {"words": "khong co"},
    ]
    monkeypatch.setattr("tinhso.documents.finding.reading.WALKED", -1)
    gathered = [found(letters, who, **one) for who in ("emi", "van", "kim") for one in asked]
    monkeypatch.setattr("tinhso.documents.finding.reading.GATHERED", -1)
    assert [found(letters, who, **one) for who in ("emi", "van", "kim") for one in asked] == gathered
    assert gathered[0] and gathered[1] and gathered[4] and not any(gathered[-len(asked) :])


def test_more_than_is_counted_is_said_and_read_by_day(letters, client, monkeypatch):
    monkeypatch.setattr("tinhso.documents.finding.views.find.PAGE", 1)
    monkeypatch.setattr("tinhso.documents.finding.found_pages.MOST_COUNTED", 1)
    monkeypatch.setattr("tinhso.documents.finding.found_pages.MOST_READ", 1)
    letters.sign_in(client, "emi")
    page = client.post(PAGE, {"source": "den", "order": "subject"}).content.decode()
    assert "Hơn 1 văn bản" in page and "xếp theo ngày" in page and "quý I" in page
    assert "trang" not in client.post(PAGE, {"source": "den", "trang": "x" * 9}).context["query"]


def test_the_day_of_a_seat_follows_its_document(letters):
    """Whoever writes the row, the database writes the day: of an arriving document, of a number that was given."""
    came = ArrivingDocument.objects.get(number="77")
    assert set(came.seats.values_list("day", flat=True)) == {came.dated}
    ArrivingDocument.objects.filter(pk=came.pk).update(dated=None)
    assert set(came.seats.values_list("day", flat=True)) == {NOW.date()}
    sent = OutgoingDocument.objects.get()
    assert set(sent.seats.values_list("day", flat=True)) == {None}
    kind = type_of(sent.type_code, letters.day)
    number = give_number(
        agency=sent.case.agency, kind=kind, title="x", day=letters.day, by=letters.actor("van"), now=NOW
    )
    OutgoingDocument.objects.filter(pk=sent.pk).update(number=number)
    assert set(sent.seats.values_list("day", flat=True)) == {letters.day}
    number.dated = letters.day.replace(day=1)
    number.save()
    assert set(sent.seats.values_list("day", flat=True)) == {number.dated}
