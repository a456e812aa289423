"""What the way of a file refuses: to other agencies, of what is over, of what cannot be read."""

import pytest
from django.conf import settings

from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.ckan.actions.make_token import make_token, revoke_token
from tinhso.opendata.dataset.actions.refresh_dataset import refresh_dataset
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused, add_piece, begin_link, begin_upload
from tinhso.opendata.intakes.actions.publish_file import publish_file
from tinhso.opendata.intakes.actions.send_whole_file import send_whole_file
from tinhso.opendata.intakes.actions.steer_intake import cancel_intake, read_again
from tinhso.opendata.intakes.worker import NotRead
from tinhso.opendata.models import Intake, NationalDelivery
from tinhso.opendata.national_portal.actions.deliver_national import replay_delivery
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile, NotListed
from tinhso.opendata.open_list.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.publishing.actions.decide_edition import publish_edition, return_edition
from tinhso.opendata.publishing.actions.declare_schema import declare_schema
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.actions.send_edition import drop_edition, send_edition
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return publishers(town)


def test_a_file_of_another_agency_is_neither_continued_nor_steered(cast):
    begun = begin_upload(dataset=cast.dataset, name="a.csv", size=10, by=cast.emi, now=NOW)
    for by in (cast.bao, cast.town.actor("an")):
        with pytest.raises(OpenDataForbidden):
            add_piece(intake=begun, offset=0, data=b"x", by=by)
        with pytest.raises(OpenDataForbidden):
            begin_link(dataset=cast.dataset, url="https://so-a.example.vn/a.csv", by=by, now=NOW)
        with pytest.raises(OpenDataForbidden):
            send_whole_file(dataset=cast.dataset, name="a.csv", content=GOOD, by=by, now=NOW)
        with pytest.raises(OpenDataForbidden):
            cancel_intake(intake=begun, by=by, now=NOW)
        with pytest.raises(OpenDataForbidden):
            read_again(intake=begun, wish=None, by=by, now=NOW)
        with pytest.raises(OpenDataForbidden):
            declare_schema(table=begun.table, text="", by=by, now=NOW)
    assert Intake.objects.get().state == Intake.State.RECEIVING


def test_what_is_over_is_neither_continued_nor_read_again(cast):
    intake = sent(cast.dataset, GOOD, cast.emi)
    with pytest.raises(IntakeRefused):
        add_piece(intake=intake, offset=0, data=b"x", by=cast.emi)
    with pytest.raises(IntakeRefused):
        read_again(intake=intake, wish=None, by=cast.emi, now=NOW)


def test_an_empty_file_is_not_sent(cast):
    with pytest.raises(IntakeRefused):
        send_whole_file(dataset=cast.dataset, name="a.csv", content=b"", by=cast.emi, now=NOW)


def test_a_file_of_the_machine_that_is_no_table_is_not_published(cast, tmp_path):
    source = tmp_path / "a.csv"
    source.write_bytes(b"%PDF-1.7")
    with pytest.raises(NotRead):
        publish_file(dataset=cast.dataset, source=source, name="a.csv", by=SYSTEM, now=NOW)


def test_a_key_is_revoked_by_its_own_agency(cast):
    token, _secret = make_token(agency=cast.town.agency_a, name="Kho", by=cast.emi, now=NOW)
    for by in (cast.bao, cast.town.actor("an")):
        with pytest.raises(OpenDataForbidden):
            revoke_token(token=token, by=by, now=NOW)
    token.refresh_from_db()
    assert token.revoked_at is None


def test_an_edition_is_dropped_returned_and_published_by_whose_it_is_as_they_saw_it(cast):
    edition = cast.dataset.editions.get()
    words = {"edition": edition, "now": NOW}
    with pytest.raises(OpenDataForbidden):
        drop_edition(ver=edition.ver, by=cast.bao, **words)
    with pytest.raises(ChangedMeanwhile):
        drop_edition(ver=edition.ver + 1, by=cast.emi, **words)
    for by in (cast.emi, cast.bao, cast.town.actor("quan")):
        with pytest.raises(OpenDataForbidden):
            return_edition(ver=edition.ver, remark="Thiếu nguồn", by=by, **words)
    with pytest.raises(ChangedMeanwhile):
        return_edition(ver=edition.ver, remark="Thiếu nguồn", by=cast.dao, **words)
    send_edition(ver=edition.ver, by=cast.emi, **words)
    type(edition).objects.update(state="approved", publish_at=NOW)
    with pytest.raises(NotListed):
        publish_edition(by=SYSTEM, **words)


def test_an_approved_edition_whose_address_was_taken_meanwhile_is_not_published(opened, town):
    cast = publishers(town)
    edition = cast.dataset.editions.get()
    content = edition.content | {"slug": opened.slug}
    type(edition).objects.filter(pk=edition.pk).update(state="approved", publish_at=NOW, content=content)
    type(opened).objects.filter(pk=cast.dataset.pk).update(state="open", opened_at=NOW)
    with pytest.raises(EditionRefused):
        publish_edition(edition=edition, by=SYSTEM, now=NOW)


def test_the_rows_of_an_open_table_are_refreshed_by_the_system(opened, town):
    for who in ("quan", "emi", "an"):
        with pytest.raises(OpenDataForbidden):
            refresh_dataset(dataset=opened, by=town.actor(who), now=NOW)


def test_an_open_dataset_is_withdrawn_as_it_was_seen_and_a_delivery_replayed_by_who_keeps_the_list(
    opened, town
):
    quan = town.actor("quan")
    with pytest.raises(ChangedMeanwhile):
        withdraw_dataset(dataset=opened, ver=opened.ver + 1, by=quan, now=NOW)
    delivery = NationalDelivery.objects.create(
        kind="dataset", key="thu", payload={}, next_at=NOW, made_at=NOW, dataset=opened
    )
    for who in ("emi", "bao", "an"):
        with pytest.raises(OpenDataForbidden):
            replay_delivery(delivery=delivery, by=town.actor(who), now=NOW)
