"""An officer's page of one dossier: papers beside facts, the check of papers, related dossiers, the next one."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.kernel.events.public import who_read
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.desk.checklist import checklist, written
from tinhso.onestop.desk.related import related_to
from tinhso.onestop.models import Attachment


@pytest.fixture
def as_(shop):
    return lambda name: shop.town.sign_in(Client(), name)


def page(dossier, name="desk_dossier"):
    return reverse(name, args=[dossier.case.code])


def clean(dossier):
    file = dossier.attachments.select_related("file").first().file
    type(file).objects.filter(pk=file.pk).update(state="clean")


@pytest.mark.long
def test_a_paper_is_shown_beside_the_facts_and_only_in_our_own_page(shop, as_):
    dossier = shop.dossier("receive")
    clean(dossier)
    one = dossier.attachments.first()
    client = as_("binh")
    shown = client.get(page(dossier), {"giay": one.pk}).content.decode()
    address = reverse("show_file", args=[dossier.case.code, one.pk])
    assert f'<iframe src="{address}"' in shown and "Nội dung khai" in shown
    answer = client.get(address)
    assert (
        answer["X-Frame-Options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    )
    assert answer["Content-Disposition"].startswith("inline")
    download = client.get(reverse("download_file", args=[dossier.case.code, one.pk]))
    assert download["X-Frame-Options"] == "DENY" and "sandbox" in download["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"".join(download.streaming_content)
    for who in ("bao", "sau", "dung"):
        assert as_(who).get(address).status_code in {403, 404}
    for giay in ("0", "x", "99999999", str(one.pk) + "1"):
        assert client.get(page(dossier), {"giay": giay}).status_code == 200


def test_the_check_of_papers_says_what_is_there_and_what_lacks(shop):
    dossier = shop.dossier("receive")
    clean(dossier)
    dossier = shop.fresh(dossier)
    words = [(line.id, str(line.word)) for line in checklist(dossier, paper_states(dossier))]
    assert words == [("phuong_an", "đủ"), ("khac", "không có")]
    Attachment.objects.filter(dossier=dossier).delete()
    lines = checklist(shop.fresh(dossier), paper_states(shop.fresh(dossier)))
    assert str(lines[0].word) == "thiếu" and lines[0].lacking
    text = written(lines, ["phuong_an"], "Đã viết.")
    assert text == "Đã viết.\nPhương án: thiếu hoặc chưa đúng, theo Điều 1, Luật Thử."
    assert written(lines, ["phuong_an"], text) == text


def test_ticked_papers_are_written_into_the_supplement_and_nothing_is_sent(shop, as_):
    dossier = shop.dossier("receive")
    client = as_("binh")
    data = {"ver": dossier.case.ver, "text": "Tôi viết trước.", "lack": ["phuong_an", "<x>"]}
    text = client.post(page(dossier, "write_lacking"), data).content.decode()
    assert "Tôi viết trước.\nPhương án: thiếu hoặc chưa đúng, theo Điều 1, Luật Thử." in text
    assert "Đánh dấu những giấy tờ" in client.post(page(dossier, "write_lacking"), {}).content.decode()
    assert shop.fresh(dossier).case.state == dossier.case.state
    assert as_("bao").post(page(dossier, "write_lacking"), data).status_code == 404


def test_other_dossiers_of_the_person_are_shown_to_who_settles_and_the_look_is_logged(shop, as_):
    one, other = shop.dossier("receive"), shop.dossier("receive")
    client = as_("binh")
    plain = client.get(page(one)).content.decode()
    assert "Hồ sơ khác của người này" in plain and other.case.code not in plain
    assert other.case.code in client.get(page(one), {"lien-quan": "1"}).content.decode()
    assert "related" in [line.purpose for line in who_read(other.pk)]
    for who in ("sau", "tra", "quan", "bao"):
        assert related_to(one, shop.actor(who), now=shop.now) == []


@pytest.mark.long
def test_the_next_dossier_waits_for_the_same_deed(shop, as_):
    first, second, forward = shop.dossier("receive"), shop.dossier("receive"), shop.dossier("forward")
    client = as_("binh")
    address = reverse("next_dossier")
    assert client.get(address, {"sau": first.case.code})["Location"] == page(second)
    assert client.get(address, {"sau": second.case.code})["Location"] == page(first)
    assert client.get(address, {"sau": forward.case.code})["Location"] in {page(first), page(second)}
    assert client.get(address, {"sau": "\x00'"}).status_code == 302
    assert as_("bao").get(address)["Location"] == reverse("worklist")
    assert f'{address}?sau={first.case.code}"' in client.get(page(first)).content.decode()
