"""A description is written by one, approved by another, kept for ever; an old address leads on."""

from datetime import timedelta

import pytest
from django.conf import settings

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import SYSTEM, User
from tinhso.opendata.conftest import list_it
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.actions.open_dataset import (
    ChangedMeanwhile,
    NotApproved,
    NotListed,
    open_dataset,
)
from tinhso.opendata.publishing.actions.decide_edition import approve_edition, publish_edition, return_edition
from tinhso.opendata.publishing.actions.discard_draft import discard_draft
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused, draft_dataset
from tinhso.opendata.publishing.actions.save_edition import save_edition
from tinhso.opendata.publishing.actions.send_edition import drop_edition, recall_edition, send_edition
from tinhso.opendata.publishing.editing import changes, content_of
from tinhso.opendata.publishing.quality import quality_of
from tinhso.opendata.tasks import publish_due
from tinhso.opendata.tests.makers import CONTENT, NOW, publishers

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return publishers(town)


def waiting(cast, **content):
    """The open edition with this content, sent for approval."""
    edition = cast.dataset.editions.filter(state__in=Edition.OPEN).first()
    if content:
        whole = {**content_of(cast.dataset), **content}
        edition = save_edition(
            dataset=cast.dataset, ver=edition.ver if edition else 0, content=whole, by=cast.emi, now=NOW
        )
    send_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    edition.refresh_from_db()
    return edition


def approve(cast, edition, publish_at=None, by=None):
    approve_edition(edition=edition, ver=edition.ver, publish_at=publish_at, by=by or cast.dao, now=NOW)
    cast.dataset.refresh_from_db()


def test_a_draft_belongs_to_the_agency_of_its_writer(cast):
    assert (cast.dataset.slug, cast.dataset.state) == ("cho-cua-tinh", "draft")
    assert cast.dataset.licence.code == "nd-47-2020"
    with pytest.raises(OpenDataForbidden):
        draft_dataset(agency=cast.town.agency_a, content=CONTENT, by=cast.bao, now=NOW)
    with pytest.raises(OpenDataForbidden):
        save_edition(dataset=cast.dataset, ver=1, content=content_of(cast.dataset), by=cast.bao, now=NOW)


def test_nobody_approves_what_he_wrote_and_only_the_data_officer_approves(cast):
    edition = waiting(cast)
    list_it(cast.dataset)
    for by in (cast.emi, cast.bao, cast.town.actor("chi"), cast.town.actor("quan")):
        with pytest.raises(OpenDataForbidden):
            approve(cast, edition, by=by)
    Edition.objects.filter(pk=edition.pk).update(made_by_id=cast.dao.user_id)
    edition.refresh_from_db()
    with pytest.raises(OpenDataForbidden, match="không tự duyệt"):
        approve(cast, edition)


def test_without_a_line_in_the_list_no_draft_is_opened(cast):
    edition = waiting(cast)
    with pytest.raises(NotListed):
        approve(cast, edition)
    list_it(cast.dataset)
    approve(cast, edition)
    assert cast.dataset.state == "open" and cast.dataset.opened_at == NOW
    assert EventRow.objects.filter(name="opendata.DatasetOpened").count() == 1


def test_the_administrator_does_not_open_a_publishers_draft(cast):
    list_it(cast.dataset)
    with pytest.raises(NotApproved):
        open_dataset(dataset=cast.dataset, ver=cast.dataset.ver, by=cast.town.actor("quan"), now=NOW)
    open_dataset(dataset=cast.dataset, ver=cast.dataset.ver, by=SYSTEM, now=NOW)
    assert cast.dataset.editions.get().state == "published"


def test_what_readers_see_changes_only_by_approval(cast):
    list_it(cast.dataset)
    approve(cast, waiting(cast))
    edition = waiting(cast, title="Chợ và siêu thị")
    cast.dataset.refresh_from_db()
    assert cast.dataset.title == "Chợ của tỉnh"
    with pytest.raises(ChangedMeanwhile, match="đã gửi duyệt"):
        save_edition(
            dataset=cast.dataset, ver=edition.ver, content=content_of(cast.dataset), by=cast.emi, now=NOW
        )
    approve(cast, edition)
    assert (cast.dataset.title, edition.number) == ("Chợ và siêu thị", 2)
    first, second = cast.dataset.editions.order_by("number")
    assert [(one.label, one.after) for one in changes(first.content, second.content)] == [
        ("Tên bộ dữ liệu", "Chợ và siêu thị")
    ]


def test_a_returned_one_needs_a_remark_and_can_be_sent_again(cast):
    edition = waiting(cast)
    with pytest.raises(EditionRefused):
        return_edition(edition=edition, ver=edition.ver, remark=" ", by=cast.dao, now=NOW)
    return_edition(edition=edition, ver=edition.ver, remark="Thiếu nguồn", by=cast.dao, now=NOW)
    edition.refresh_from_db()
    assert (edition.state, edition.remark) == ("returned", "Thiếu nguồn")
    send_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        send_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)


def test_a_dropped_one_makes_room_for_another(cast):
    edition = cast.dataset.editions.get()
    drop_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    assert waiting(cast, title="Chợ mới").number == 2


def test_a_scheduled_one_waits_for_its_hour(cast, monkeypatch):
    list_it(cast.dataset)
    edition = waiting(cast)
    later = NOW + timedelta(days=2)
    approve(cast, edition, publish_at=later)
    publish_edition(edition=edition, by=SYSTEM, now=NOW)
    cast.dataset.refresh_from_db()
    assert cast.dataset.state == "draft"
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: later)
    publish_due(timestamp=0)
    cast.dataset.refresh_from_db()
    assert cast.dataset.state == "open"


def test_one_that_cannot_take_effect_at_its_hour_goes_back_with_the_reason(cast, monkeypatch):
    list_it(cast.dataset)
    edition = waiting(cast)
    approve(cast, edition, publish_at=NOW + timedelta(days=2))
    Edition.objects.filter(pk=edition.pk).update(content=edition.content | {"slug": "da-co"})
    draft_dataset(agency=cast.town.agency_a, content=CONTENT | {"slug": "da-co"}, by=cast.emi, now=NOW)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW + timedelta(days=2))
    publish_due(timestamp=0)
    edition.refresh_from_db()
    assert edition.state == "returned" and "từng thuộc về" in edition.remark


def test_what_waits_or_is_approved_is_taken_back_to_be_mended(cast):
    list_it(cast.dataset)
    edition = waiting(cast)
    approve(cast, edition, publish_at=NOW + timedelta(days=2))
    edition.refresh_from_db()
    with pytest.raises(OpenDataForbidden):
        recall_edition(edition=edition, ver=edition.ver, by=cast.bao, now=NOW)
    recall_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        recall_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        approve(cast, edition)
    edition.refresh_from_db()
    assert (edition.state, edition.publish_at, edition.decided_by) == ("draft", None, None)
    assert EventRow.objects.filter(name="opendata.EditionRecalled").count() == 1


def test_a_moment_that_is_over_is_refused_in_words(cast, client):
    list_it(cast.dataset)
    edition = waiting(cast)
    with pytest.raises(EditionRefused, match="đã qua"):
        approve(cast, edition, publish_at=NOW - timedelta(minutes=1))
    cast.town.dao = User.objects.get(pk=cast.dao.user_id)
    cast.town.sign_in(client, "dao")
    answer = client.post(
        f"/can-bo/du-lieu-mo/{cast.dataset.slug}/mo-ta/{edition.number}/duyet/",
        {"ver": edition.ver, "publish_at": "2020-01-01T08:00"},
    )
    assert answer.status_code == 422 and "Thời điểm này đã qua" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.state == "waiting"


def test_an_old_address_leads_on_and_is_never_given_to_another(cast, client):
    list_it(cast.dataset)
    approve(cast, waiting(cast))
    approve(cast, waiting(cast, slug="cho-thanh-hoa"))
    answer = client.get("/du-lieu/cho-cua-tinh/?trang=2")
    assert (answer.status_code, answer["Location"]) == (301, "/du-lieu/cho-thanh-hoa/?trang=2")
    assert client.get("/du-lieu/khong-co/").status_code == 404
    with pytest.raises(EditionRefused, match="từng thuộc về"):
        draft_dataset(
            agency=cast.town.agency_a, content=CONTENT | {"slug": "cho-cua-tinh"}, by=cast.emi, now=NOW
        )
    second = draft_dataset(agency=cast.town.agency_a, content=CONTENT, by=cast.emi, now=NOW)
    assert second.slug == "cho-cua-tinh-2"
    approve(cast, waiting(cast, slug="cho-cua-tinh"))
    assert client.get("/du-lieu/cho-thanh-hoa/")["Location"] == "/du-lieu/cho-cua-tinh/"


def test_the_score_has_the_five_dimensions_and_says_how_to_gain(cast):
    quality = quality_of(Dataset.objects.select_related("licence").get())
    assert quality.of == 405
    assert [one.of for one in quality.dimensions] == [100, 100, 110, 75, 20]
    missing = [str(c.gain) for d in quality.dimensions for c in d.criteria if not c.held]
    assert "Ghi phạm vi không gian của dữ liệu." in missing
    assert quality.points == 30 + 30 + 20 + 10 + 5 + 5


def test_the_pages_bear_hostile_words_and_strangers_are_turned_away(
    cast, client, django_assert_max_num_queries
):
    hostile = '"><script>alert(1)</script>'
    edition = waiting(cast, title=hostile, provenance=hostile, contact_name=hostile)
    cast.town.sign_in(client, "emi")
    base = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/"
    for address in ("/can-bo/du-lieu-mo/", base, f"{base}sua/", f"{base}mo-ta/{edition.number}/"):
        with django_assert_max_num_queries(25):
            page = client.get(address)
        assert page.status_code == 200 and b"<script>alert" not in page.content
    cast.town.sign_in(client, "bao")
    for address in (base, f"{base}sua/", f"{base}mo-ta/{edition.number}/"):
        assert client.get(address).status_code == 404


def test_the_form_drafts_and_tells_what_is_wrong(cast, client):
    cast.town.sign_in(client, "emi")
    page = client.post("/can-bo/du-lieu-mo/tao/", {"title": "x" * 300, "slug": "Có Dấu"})
    assert page.status_code == 400 and "chữ thường không dấu" in page.content.decode()
    given = {"title": "Trường học", "description": "Các trường", "theme": "giao-duc", "licence": "cc-by-4.0"}
    given |= {"frequency": "ANNUAL", "months": "3", "language": "vi", "keywords": "trường, học"}
    assert client.post("/can-bo/du-lieu-mo/tao/", given).status_code == 302
    made = Dataset.objects.get(slug="truong-hoc")
    assert (made.keywords, made.licence.code) == (["trường", "học"], "cc-by-4.0")


def test_a_draft_is_given_up_by_its_writers_and_an_open_dataset_is_not(cast):
    edition, dataset = waiting(cast), cast.dataset
    dataset.refresh_from_db()
    with pytest.raises(OpenDataForbidden):
        discard_draft(dataset=dataset, ver=dataset.ver, by=cast.bao, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        discard_draft(dataset=dataset, ver=dataset.ver + 1, by=cast.emi, now=NOW)
    Dataset.objects.filter(pk=dataset.pk).update(opened_at=NOW)
    dataset.refresh_from_db()
    with pytest.raises(EditionRefused, match="chỉ người quản trị"):
        discard_draft(dataset=dataset, ver=dataset.ver, by=cast.emi, now=NOW)
    Dataset.objects.filter(pk=dataset.pk).update(opened_at=None)
    dataset.refresh_from_db()
    discard_draft(dataset=dataset, ver=dataset.ver, by=cast.emi, now=NOW)
    dataset.refresh_from_db()
    edition.refresh_from_db()
    assert (dataset.state, edition.state) == ("withdrawn", "dropped")
    assert EventRow.objects.filter(name="opendata.DraftDiscarded").count() == 1
