"""How many statements the citizen's way costs PostgreSQL. Bounds, not times: `bench/onestop_burst.py` measures those."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.casework.public import State
from tinhso.onestop.catalogue.papers import missing_papers, paper_states
from tinhso.onestop.dossier.views.finding import own_by_code, own_by_draft, whole_by_key
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.save_contact import save_contact
from tinhso.onestop.models import Dossier

CONTACT = {"phone": "0912345678", "email": "", "address": "Phường Hạc Thành", "result_by": "online"}
BOUNDARIES = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # of the transactions of a test


def statements(captured):
    return [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOUNDARIES)]


@pytest.fixture
def an(shop, client):
    """An is signed in; the process knows the calendars already, as it does from its first dossier on."""
    an = shop.town.sign_in(client, "an")
    first = shop.filled()
    assert an.post(f"/ho-so/{first.case.code}/kiem-tra/", CONTACT).status_code == 302
    return an


def test_handing_in_takes_sixteen_statements(shop, an):
    dossier = shop.filled()
    with CaptureQueriesContext(connection) as sent:
        answer = an.post(f"/ho-so/{dossier.case.code}/kiem-tra/", CONTACT)
    assert answer.status_code == 302
    assert shop.fresh(dossier).case.state == State.SUBMITTED
    assert len(statements(sent)) <= 16, "\n".join(statements(sent))


def test_what_was_typed_beside_the_button_is_written_with_the_hand_in_and_also_without_it(shop, an):
    for dossier, answered in ((shop.filled(), 302), (shop.start(), 422)):
        assert an.post(f"/ho-so/{dossier.case.code}/kiem-tra/", CONTACT).status_code == answered
        stored = shop.fresh(dossier)
        assert {name: getattr(stored, name) for name in CONTACT} == CONTACT


def test_the_kept_statements_find_what_their_querysets_find(shop):
    dossier, person = shop.filled(), shop.actor("an").person_id
    draft, key = dossier.case.code, dossier.case.client_key
    read = whole_by_key(dossier.pk)
    assert read == Dossier.objects.whole().get(pk=dossier.pk)
    assert read.case.desk == dossier.case.desk and read.case.person_id == person
    assert read.version.definition == shop.version.definition
    assert own_by_draft.first(person, draft, key) == own_by_code.first(person, draft) == dossier
    stranger = shop.actor("dung").person_id
    assert own_by_draft.first(stranger, draft, key) is own_by_code.first(stranger, draft) is None
    discard_dossier(dossier=shop.fresh(dossier), ver=dossier.case.ver, by=shop.actor("an"), now=shop.now)
    assert own_by_draft.first(person, draft, key) is None


def test_one_page_of_a_dossier_never_weighs_the_orders_of_a_dozen_tables(shop, an):
    dossier = shop.filled()
    with CaptureQueriesContext(connection) as sent:
        assert an.get(f"/ho-so/{dossier.case.code}/kiem-tra/").status_code == 200
    sql = statements(sent)
    wide = [n for n, one in enumerate(sql) if one.count(" JOIN ") > 8]
    assert wide
    assert all(sql[n].startswith("set local join_collapse_limit = 1;") for n in wide)


def test_contact_that_stays_as_it_was_is_not_written(shop):
    dossier, an = shop.filled(), shop.actor("an")
    save_contact(dossier=dossier, by=an, **CONTACT)
    with CaptureQueriesContext(connection) as sent:
        save_contact(dossier=dossier, by=an, **CONTACT)
    assert statements(sent) == []
    save_contact(dossier=dossier, by=an, **(CONTACT | {"phone": "0987654321"}))
    stored = shop.fresh(dossier)
    assert (stored.phone, stored.address) == ("0987654321", "Phường Hạc Thành")


def test_missing_papers_are_those_that_the_page_shows_as_missing(shop):
    for dossier in (shop.start(), shop.filled()):
        shown = [state.paper for state in paper_states(dossier) if state.missing]
        assert missing_papers(dossier) == shown
    ticked = shop.start()
    ticked.handed_in.create(paper="phuong_an", officer=shop.town.binh, noted_at=shop.now)
    assert missing_papers(ticked) == []
