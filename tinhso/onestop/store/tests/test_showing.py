"""A stored paper shown to somebody by a code of five minutes: what is shown, to whom, written down; and every refusal."""

import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.events.public import Actor, EventRow
from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.models import PaperShowing
from tinhso.onestop.store.actions.accept_paper import ReadOnPaper, accept_paper
from tinhso.onestop.store.actions.open_showing import NoShowing, ShowingOver, open_showing
from tinhso.onestop.store.actions.reuse_paper import NotInStore
from tinhso.onestop.store.actions.show_paper import TooManyShowings, show_paper
from tinhso.onestop.store.actions.stop_showing import stop_showing
from tinhso.onestop.store.showing_codes import LENGTH, LETTERS, read_code, write_code
from tinhso.onestop.tests.makers import NOW

REAL = datetime(2026, 1, 5, 8, tzinfo=UTC)
FACTS, WHOLE = PaperShowing.What.FACTS, PaperShowing.What.WHOLE
VISITOR = Actor()


@pytest.fixture
def entry(shop):
    """A paper of An's received dossier, found valid by Bình."""
    attachment = shop.dossier("receive").attachments.get()
    StoredFile.objects.filter(pk=attachment.file_id).update(state=StoredFile.State.CLEAN)
    attachment.refresh_from_db()
    paper = ReadOnPaper(title="Phương án", number="12/PA", issuer="Công ty A")
    return accept_paper(attachment=attachment, paper_read=paper, by=shop.actor("binh"), now=NOW)


def showing(shop, entry, who="an", what=FACTS, at=REAL):
    return show_paper(
        entry_id=entry.pk, what=what, to_whom="Nhà trường", by=shop.actor(who), now=NOW, real_now=at
    )


def opened(code, at=REAL):
    return open_showing(code=code, by=VISITOR, now=NOW, real_now=at)


def names():
    found = EventRow.objects.filter(name__contains="Show").order_by("id")
    return [name.removeprefix("onestop.") for name in found.values_list("name", flat=True)]


def test_whoever_has_the_code_sees_it_for_five_minutes_and_each_opening_is_written_down(shop, entry):
    made = showing(shop, entry)
    assert len(made.code) == LENGTH and set(made.code) <= set(LETTERS)
    assert made.code not in made.showing.code_digest
    opened(made.code)
    opened(write_code(made.code).lower(), REAL + timedelta(minutes=4, seconds=59))
    row = PaperShowing.objects.get()
    assert (row.opened, row.to_whom, row.what) == (2, "Nhà trường", FACTS)
    assert names() == ["PaperShown", "ShownPaperOpened", "ShownPaperOpened"]
    assert "Nhà trường" not in str(list(EventRow.objects.values_list("body", flat=True)))


def test_after_five_minutes_the_code_opens_nothing(shop, entry):
    made = showing(shop, entry)
    with pytest.raises(ShowingOver):
        opened(made.code, REAL + timedelta(minutes=5))
    assert PaperShowing.objects.get().opened == 0


@pytest.mark.parametrize("code", ["", "AAAA-AAA", "ABCDEFGH", "IIII0000", "a" * 400])
def test_a_code_of_nobody_opens_nothing(shop, entry, code):
    showing(shop, entry)
    with pytest.raises(NoShowing):
        opened(code)


def test_the_owner_stops_it_at_once(shop, entry):
    made = showing(shop, entry)
    stop_showing(showing_id=made.showing.pk, by=shop.actor("an"), now=NOW, real_now=REAL)
    with pytest.raises(ShowingOver):
        opened(made.code)
    with pytest.raises(ShowingOver):
        stop_showing(showing_id=made.showing.pk, by=shop.actor("an"), now=NOW, real_now=REAL)
    assert names() == ["PaperShown", "PaperShowingStopped"]


def test_a_paper_of_somebody_else_is_not_shown_nor_its_showing_stopped(shop, entry):
    made = showing(shop, entry)
    for who in ("dung", "binh"):
        with pytest.raises(NotInStore):
            showing(shop, entry, who)
        with pytest.raises(NotInStore):
            stop_showing(showing_id=made.showing.pk, by=shop.actor(who), now=NOW, real_now=REAL)
    assert PaperShowing.objects.count() == 1


def test_ten_codes_are_open_at_a_time(shop, entry):
    for _ in range(10):
        showing(shop, entry)
    with pytest.raises(TooManyShowings):
        showing(shop, entry)
    showing(shop, entry, at=REAL + timedelta(minutes=6))  # the old ones are over


def test_a_code_is_read_as_people_write_it():
    assert read_code(" abcd-efgh ") == read_code("ABCDEFGH") == "ABCDEFGH"
    assert read_code("ABCD EFG0") == ""


def page_of(answer):
    return answer.content.decode()


def shown_by_page(shop, entry, what=WHOLE):
    """An makes a code through her page; the code as the page tells it."""
    an = Client()
    an.force_login(shop.town.an)
    answer = an.post(reverse("show_paper", args=[entry.pk]), {"to_whom": "Khách sạn", "what": what})
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    return an, answer.context["code"]


def test_the_pages_lead_from_the_store_to_the_one_who_looks_and_back(shop, entry):
    an, code = shown_by_page(shop, entry)
    assert page_of(Client().get(reverse("shown_paper_at", args=[code.replace("-", "")]))).count("12/PA") == 0
    assert PaperShowing.objects.get().opened == 0  # the preview of a link opens nothing
    seen = page_of(Client().post(reverse("shown_paper"), {"code": code}))
    assert "12/PA" in seen and "Khách sạn" in seen and shop.town.an.person.full_name in seen
    assert "038" not in seen  # her number is not part of it
    file = Client().post(reverse("shown_file"), {"code": code})
    assert file.status_code == 200 and file["Cache-Control"] == "private, no-store"
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    log = page_of(an.get(reverse("paper_showings")))
    assert "đã xem 2 lượt" in log and "Khách sạn" in log
    an.post(reverse("stop_showing", args=[PaperShowing.objects.get().pk]))
    assert "hết hiệu lực" in page_of(Client().post(reverse("shown_paper"), {"code": code}))


def test_facts_alone_give_no_file(shop, entry):
    _an, code = shown_by_page(shop, entry, FACTS)
    assert "Tải bản điện tử" not in page_of(Client().post(reverse("shown_paper"), {"code": code}))
    assert Client().post(reverse("shown_file"), {"code": code}).status_code == 404


def test_bad_input_is_told_and_nothing_is_shown(shop, entry):
    an = Client()
    an.force_login(shop.town.an)
    address = reverse("show_paper", args=[entry.pk])
    assert "Ghi cho ai xem" in page_of(an.post(address, {"what": FACTS}))
    long = an.post(address, {"what": FACTS, "to_whom": "a" * 121})
    assert long.status_code == 422 and "tối đa 120 ký tự" in page_of(long) and "a" * 121 in page_of(long)
    assert an.post(address, {"what": "all", "to_whom": "x"}).status_code == 422
    assert Client().post(reverse("shown_paper"), {"code": "ZZZZ-ZZZZ"}).status_code == 422
    assert Client().post(reverse("shown_file"), {"code": ""}).status_code == 422
    stranger = Client()
    stranger.force_login(shop.town.dung)
    assert stranger.get(address).status_code == 404
    assert not PaperShowing.objects.exists()


def test_guessing_is_limited(shop, entry, monkeypatch):
    begun = time.time()
    monkeypatch.setattr("tinhso.kernel.site.rate_limit.time", SimpleNamespace(time=lambda: begun))
    tries = [Client().post(reverse("shown_paper"), {"code": "ABCDEFGH"}).status_code for _ in range(21)]
    assert tries == [422] * 20 + [429]
    assert Client().post(reverse("shown_file"), {"code": "ABCDEFGH"}).status_code == 429


def test_an_officer_who_looks_is_in_the_access_log(shop, entry):
    _an, code = shown_by_page(shop, entry)
    binh = Client()
    binh.force_login(shop.town.binh)
    binh.post(reverse("shown_paper"), {"code": code})
    assert AccessRow.objects.filter(page="shown_paper", case_ids__contains=[entry.dossier_id]).exists()
