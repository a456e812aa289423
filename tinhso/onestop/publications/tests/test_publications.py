"""The register of decisions of publication, and 1.1 and 1.2 of the index QĐ 766 out of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site import clock
from tinhso.lib.files.spreadsheets import write_csv
from tinhso.onestop.models import Procedure, Publication
from tinhso.onestop.publications import publication_rows
from tinhso.onestop.publications.actions.enter_publication import BadPublication, enter_publication
from tinhso.onestop.publications.actions.import_publications import COLUMNS, FaultyFile, import_publications
from tinhso.onestop.publications.actions.revoke_publication import revoke_publication
from tinhso.onestop.publications.actions.show_published import show_published
from tinhso.onestop.publications.lines import PublishedLine
from tinhso.onestop.tests.makers import NOW, make_instance, make_version

pytestmark = pytest.mark.django_db
FORCE = date(2024, 1, 22)  # a Monday: the decision was in time until Monday 15/01/2024


@pytest.fixture
def code(town, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_instance()
    return make_version(town).procedure.code


def enter(town, code, number="1/QĐ-UBND", issued=date(2024, 1, 15), who="quan", **more):
    lines = [PublishedLine(code, "amended", more.pop("public_on", None))]
    publication = {"basis": "Thông tư thử", "basis_from": FORCE, "lines": lines} | more
    return enter_publication(
        agency=town.agency_a, number=number, issued_on=issued, by=town.actor(who), now=NOW, **publication
    )


def verdicts(rows, *names):
    return sorted(rows.values_list(*names))


def test_a_decision_is_in_time_until_five_working_days_before_its_basis_is_in_force(town, code):
    first, second = enter(town, code), enter(town, code, "2/QĐ-UBND", date(2024, 1, 16))
    assert (first.latest_on, first.in_time, second.in_time) == (date(2024, 1, 15), True, False)
    assert first.lines.get().due_on == date(2024, 1, 22)
    assert EventRow.objects.filter(name="onestop.PublicationEntered").count() == 2


def test_a_procedure_counts_once_in_a_period_and_one_late_decision_makes_it_late(town, code):
    enter(town, code)
    enter(town, code, "2/QĐ-UBND", date(2024, 1, 16))
    enter(town, code, "3/QĐ-UBND", date(2024, 2, 20), basis_from=date(2024, 3, 20))
    assert verdicts(publication_rows.decided(), "publication__number", "first", "verdict") == [
        ("2/QĐ-UBND", "year", "late"),
        ("3/QĐ-UBND", "month", "on_time"),
    ]


def test_what_was_shown_in_time_counts_on_that_day_and_all_else_on_the_day_it_was_due(town, code):
    enter(town, code, public_on=date(2024, 1, 18))
    enter(town, code, "2/QĐ-UBND", public_on=date(2024, 1, 30))
    enter(town, code, "3/QĐ-UBND")
    assert verdicts(publication_rows.made_public(), "publication__number", "counts_on", "verdict") == [
        ("1/QĐ-UBND", date(2024, 1, 18), "on_time"),
        ("2/QĐ-UBND", date(2024, 1, 22), "late"),
        ("3/QĐ-UBND", date(2024, 1, 22), "late"),
    ]


def test_the_day_it_was_shown_is_written_once_and_not_before_the_decision_nor_after_today(town, code):
    made = enter(town, code)
    keep = {"publication": made, "lines": [made.lines.get().pk], "by": town.actor("quan"), "now": NOW}
    for day in (date(2024, 1, 14), date(2024, 3, 9)):
        with pytest.raises(BadPublication):
            show_published(day=day, **keep)
    assert show_published(day=date(2024, 1, 16), **keep) == 1
    assert show_published(day=date(2024, 1, 17), **keep) == 0
    assert made.lines.get().public_on == date(2024, 1, 16)
    assert EventRow.objects.filter(name="onestop.ProceduresShown").count() == 1


def test_what_was_struck_out_does_not_count_and_can_be_entered_again(town, code):
    made = enter(town, code)
    assert revoke_publication(publication=made, reason="Nhầm số", by=town.actor("quan"), now=NOW)
    assert not revoke_publication(publication=made, reason="Nhầm số", by=town.actor("quan"), now=NOW)
    assert not publication_rows.decided().exists()
    made.refresh_from_db()
    with pytest.raises(BadPublication, match="gạch khỏi sổ"):
        show_published(publication=made, lines=[], day=made.issued_on, by=town.actor("quan"), now=NOW)
    enter(town, code)


def test_what_cannot_be_is_refused_in_words(town, code):
    enter(town, code)
    for more, words in (
        ({}, "đã có trong sổ"),
        ({"issued": date(2024, 3, 9)}, "chưa đến"),
        ({"lines": []}, "Cần từ 1 đến 500"),
        ({"lines": [PublishedLine(code, "new")] * 2}, "lặp lại"),
        ({"lines": [PublishedLine("9.9", "new")]}, "Không có trong danh mục: 9.9"),
        ({"number": "2", "public_on": date(2024, 1, 14)}, "Ngày công khai"),
    ):
        with pytest.raises(BadPublication, match=words):
            enter(town, code, **more)


def test_only_the_keeper_enters_shows_strikes_out_and_opens_the_pages(town, code, client):
    made = enter(town, code)
    for name in ("an", "binh", "chi", "tra"):
        actor = town.actor(name)
        for deed in (
            lambda name=name: enter(town, code, "5", who=name),
            lambda by=actor: revoke_publication(publication=made, reason="x", by=by, now=NOW),
            lambda by=actor: show_published(publication=made, lines=[], day=FORCE, by=by, now=NOW),
            lambda by=actor: import_publications(content=b"x", agency=town.agency_a, by=by, now=NOW),
        ):
            with pytest.raises(PermissionDenied):
                deed()
    stranger = town.sign_in(client, "binh")
    assert stranger.get(reverse("keep_publications")).status_code == 403
    assert stranger.get(reverse("publication", args=[made.pk])).status_code == 403


def test_a_file_enters_all_its_decisions_or_none_and_tells_each_fault(town, code):
    def take(*rows):
        content = write_csv([*COLUMNS.values()], rows)
        return import_publications(content=content, agency=town.agency_a, by=town.actor("quan"), now=NOW)

    good = ["7/QĐ-UBND", "15/01/2024", "Thông tư", "22/01/2024", code, "sửa đổi, bổ sung", "17/01/2024"]
    with pytest.raises(FaultyFile) as raised:
        take(
            good,
            ["8", "hôm nay", "Thông tư", "22/01/2024", code, "bãi bỏ", ""],
            ["9", "", "", "", "", "", ""],
        )
    assert [fault[:6] for fault in raised.value.faults] == ["Dòng 3", "Dòng 4"]
    assert not Publication.objects.exists()
    second = ["8/QĐ-UBND", "16/01/2024", "Thông tư", "22/01/2024", code, "bãi bỏ", ""]
    assert take(good, second) == 2
    assert Publication.objects.get(number="7/QĐ-UBND").lines.get().public_on == date(2024, 1, 17)


def test_the_pages_enter_show_and_keep_what_was_typed_wrong(
    town, code, client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("tinhso.onestop.publications.views.publications._committee", lambda: town.agency_a)
    keeper = town.sign_in(client, "quan")
    publication = {
        "number": "4/QĐ-UBND",
        "issued_on": "15/01/2024",
        "basis": "Thông tư",
        "basis_from": "22/1/2024",
    }
    publication |= {"change": "new", "codes": f"{code}\n1.2.3"}
    answer = keeper.post(reverse("keep_publications"), publication)
    assert answer.status_code == 422
    bad = answer.content.decode()
    assert "Không có trong danh mục: 1.2.3" in bad
    assert "4/QĐ-UBND" in bad
    assert keeper.post(reverse("keep_publications"), publication | {"codes": code}).status_code == 302
    made = Publication.objects.get()
    url = reverse("mark_shown", args=[made.pk])
    assert "Chọn ít nhất một thủ tục" in keeper.post(url, {"day": "16/01/2024"}).content.decode()
    assert keeper.post(url, {"day": "16/01/2024", "lines": [made.lines.get().pk]}).status_code == 302
    with django_assert_max_num_queries(20):
        page = keeper.get(reverse("keep_publications")).content.decode()
    assert "1/1 thủ tục" in page
    assert "đúng hạn" in page
    broken = keeper.post(reverse("import_publications"), {"file": SimpleUploadedFile("a.csv", b"a;b\n1;2")})
    assert (broken.status_code, "thiếu cột" in broken.content.decode()) == (422, True)
    assert keeper.post(reverse("strike_publication", args=[made.pk]), {"reason": ""}).status_code == 422
    assert keeper.post(reverse("strike_publication", args=[made.pk]), {"reason": "Nhầm"}).status_code == 302
    assert Procedure.objects.filter(code=code).exists()
