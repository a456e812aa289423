"""The desk of data stories: who opens which page, what a refusal brings back, what is written in a plain form."""

import pytest
from django.test import Client

from tinhso.kernel.people.public import User
from tinhso.kernel.places.public import ground_of, places_of_day
from tinhso.lib.drawing.ground_map import GroundMap
from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import StoryText
from tinhso.opendata.stories.drawing import BlockAnswer
from tinhso.opendata.stories.page_blocks import PageBlock, grounds_once
from tinhso.opendata.stories.tests.makers import LEAD, WORDS, fresh, published, sent

pytestmark = pytest.mark.django_db
DESK = "/can-bo/du-lieu-mo/cau-chuyen/"


def as_officer(town, who):
    if who != "dao":
        return town.sign_in(Client(), who)
    client = Client()
    client.force_login(User.objects.get(username="dao"))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.mark.long
def test_nobody_else_opens_the_desk(text, town, emi, dao):
    published(text, emi, dao)
    slug, number = text.story.slug, text.number
    pages = ["", f"{slug}/", f"{slug}/sua/", f"{slug}/them-anh/", f"{slug}/dinh-chinh/", f"{slug}/go/"]
    for path in (*pages, "viet/", f"{slug}/anh/1/"):
        assert Client().get(DESK + path).status_code in (302, 403), path
        assert town.sign_in(Client(), "an").get(DESK + path).status_code == 403, path
    stranger = town.sign_in(Client(), "bao")
    for path in (*pages[1:], f"{slug}/anh/1/"):
        assert stranger.get(DESK + path).status_code == 404, path
    for deed in ("gui", "rut-lai", "bo", "duyet", "tra-lai"):
        assert stranger.post(f"{DESK}{slug}/ban/{number}/{deed}/").status_code == 404
    assert slug not in stranger.get(DESK).content.decode()


@pytest.mark.long
def test_it_is_written_sent_reviewed_corrected_and_withdrawn_in_plain_forms(opened, town, dao):
    emi, other = as_officer(town, "emi"), as_officer(town, "dao")
    made = emi.post(
        f"{DESK}viet/", {"title": "Chợ quê", "client_key": "7b0cbb54-6f37-4d7e-9b67-3d2c7a1f3b10"}
    )
    edit = made["Location"]
    assert edit == f"{DESK}cho-que/sua/"
    added = emi.post(edit, {"title": "Chợ quê", "lead": LEAD, "blocks": "0", "ver": "1", "deed": "add-text"})
    assert "k1-text" in added.content.decode() and "Chưa lưu" in added.content.decode()
    form = {"title": "Chợ quê", "lead": LEAD, "blocks": "2", "ver": "1", "deed": "save"}
    form |= {
        "k1-type": "text",
        "k1-text": WORDS,
        "k2-type": "figure",
        "k2-measure": "dem",
        "k2-mark": "so-dong",
    }
    refused = emi.post(edit, form | {"k2-address": "/du-lieu/la/"})
    assert refused.status_code == 422 and WORDS[:20] in refused.content.decode()
    form |= {"k2-address": f"http://testserver/du-lieu/{opened.slug}/?cot=ma&dk=co&gt=", "k2-label": ""}
    assert emi.post(edit, form).status_code == 302
    stale = emi.post(edit, form | {"k1-text": "Lời của tôi"})
    assert stale.status_code == 409 and "Lời của tôi" in stale.content.decode()
    text = StoryText.objects.get()
    move = f"{DESK}cho-que/ban/1/"
    unready = emi.post(f"{move}gui/", {"ver": text.ver})
    assert unready.status_code == 422 and "con số này là gì" in unready.content.decode()
    assert emi.post(edit, form | {"ver": text.ver, "k2-label": "Số đơn vị"}).status_code == 302
    assert emi.post(f"{move}gui/", {"ver": fresh(text).ver}).status_code == 302
    assert "Chợ quê" in other.get(DESK).content.decode()
    empty = other.post(f"{move}tra-lai/", {"ver": fresh(text).ver, "remark": ""})
    assert empty.status_code == 422 and "Hãy ghi điều cần sửa" in empty.content.decode()
    assert other.post(f"{move}duyet/", {"ver": 1}).status_code == 409
    assert other.post(f"{move}la/", {"ver": 1}).status_code == 404
    assert other.post(f"{move}duyet/", {"ver": fresh(text).ver}).status_code == 302
    public = Client().get("/du-lieu/cau-chuyen/cho-que/")
    assert public.status_code == 200 and "Số đơn vị" in public.content.decode()
    assert emi.post(f"{DESK}cho-que/dinh-chinh/", {"reason": "Nói rõ hơn"})["Location"] == edit
    assert other.post(f"{DESK}cho-que/go/", {"reason": "Sai số liệu"}).status_code == 302
    assert Client().get("/du-lieu/cau-chuyen/cho-que/").status_code == 410


def test_a_correction_without_a_reason_is_refused_on_the_page(text, town, emi, dao):
    published(text, emi, dao)
    path = f"{DESK}{text.story.slug}/dinh-chinh/"
    assert as_officer(town, "emi").post(path, {"reason": ""}).status_code == 422


def test_the_reviewer_sees_what_was_typed_and_a_writer_is_told_why_not(text, town, emi, dao):
    sent(text, emi)
    desk = f"{DESK}{text.story.slug}/"
    assert "Duyệt và công bố" in as_officer(town, "dao").get(desk).content.decode()
    page = as_officer(town, "emi").get(desk).content.decode()
    assert "Duyệt và công bố" not in page and "Đang chờ cán bộ phụ trách dữ liệu duyệt" in page
    text.writers.add(dao.user_id)
    assert "người khác duyệt" in as_officer(town, "dao").get(desk).content.decode()


@pytest.mark.long
def test_the_pages_of_the_desk_ask_in_bounded_queries(text, town, emi, dao, django_assert_max_num_queries):
    published(text, emi, dao)
    client = as_officer(town, "emi")
    for path, most in (("", 30), (f"{text.story.slug}/", 34)):
        client.get(DESK + path)
        with django_assert_max_num_queries(most):
            assert client.get(DESK + path).status_code == 200


def test_two_maps_of_a_story_name_their_ground_once(opened):
    """An id that stands twice on a page is none: the second map points at the ground of the first."""
    ground = ground_of(places_of_day(NOW.date()))
    blocks = [
        PageBlock("map", n, {"type": "map"}, shown=BlockAnswer(ground=GroundMap(ground, f"Bản đồ {n}")))
        for n in (1, 2)
    ]
    drawn = [one.shown.ground.svg() for one in grounds_once([*blocks, PageBlock("text", 3, {})])[:2]]
    assert [markup.count('id="map-ground"') for markup in drawn] == [1, 0]
    assert 'href="#map-ground"' in drawn[1]
