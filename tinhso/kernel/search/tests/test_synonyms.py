import pytest
from django.core.management import call_command

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.search.actions.synonyms import BadSynonym, add_synonym, remove_synonym
from tinhso.kernel.search.models import SearchSynonym
from tinhso.kernel.search.public import note_miss
from tinhso.kernel.site.clock import now, today

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tu-dong-nghia/"


def test_an_administrator_adds_and_removes_with_events(town):
    quan = town.actor("quan")
    row = add_synonym(term="Sổ đỏ", expansion="giấy chứng nhận", by=quan, now=now())
    assert row.folded == "so do"
    remove_synonym(synonym_id=row.pk, by=quan, now=now())
    remove_synonym(synonym_id=row.pk, by=quan, now=now())
    names = EventRow.objects.filter(actor_id=town.quan.pk).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["search.SynonymAdded", "search.SynonymRemoved"]


def test_a_pair_that_is_known_or_empty_is_refused(town):
    add_synonym(term="sổ đỏ", expansion="giấy chứng nhận", by=town.actor("quan"), now=now())
    for term in ("so do", "?!"):
        with pytest.raises(BadSynonym):
            add_synonym(term=term, expansion="giấy chứng nhận", by=town.actor("quan"), now=now())


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302
    client.post(PAGE + "them/", {"term": "a", "expansion": "b"})
    assert not SearchSynonym.objects.exists()


@pytest.mark.parametrize("name", ["an", "binh", "chi", "tra"])
def test_a_stranger_is_refused(client, town, name):
    town.sign_in(client, name)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE + "them/", {"term": "a", "expansion": "b"}).status_code == 403
    assert client.post(PAGE + "1/bo/").status_code == 403
    assert not SearchSynonym.objects.exists()


def test_a_csv_is_loaded_twice_without_doubles(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("said,meant\nsổ đỏ,giấy chứng nhận\nkt3,tạm trú\n", encoding="utf-8")
    for _ in range(2):
        call_command("load_synonyms", str(path), verbosity=0)
    assert SearchSynonym.objects.count() == 2


def test_the_page_teaches_and_forgets(client, town, django_assert_max_num_queries):
    town.sign_in(client, "quan")
    note_miss("nuôi ong", on=today())
    assert client.post(PAGE + "them/", {"term": "sổ đỏ", "expansion": "giấy chứng nhận"}).status_code == 302
    with django_assert_max_num_queries(14):
        page = client.get(PAGE).content.decode()
    assert "sổ đỏ" in page
    assert "nuoi ong" in page
    second = client.post(PAGE + "them/", {"term": "so do", "expansion": "giấy chứng nhận"})
    assert second.status_code == 422
    assert "đã có" in second.content.decode()
    assert client.post(PAGE + "them/", {"term": ""}).status_code == 422
    assert client.post(f"{PAGE}{SearchSynonym.objects.get().pk}/bo/").status_code == 302
    assert not SearchSynonym.objects.exists()
