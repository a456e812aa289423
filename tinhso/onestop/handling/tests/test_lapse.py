"""A supplement that never comes: who may end the dossier, from which day, and what everybody is told."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NoteRefused, NotLapsed, NotYourTurn, Stale, State
from tinhso.casework.supplements.actions.remind_citizens import remind_citizens
from tinhso.casework.worklist.queries import worklist
from tinhso.kernel.events.public import timeline
from tinhso.kernel.notices.public import Notice, wording
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.dossier.slips import slip_pdf
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.lapse_dossier import lapse_dossier
from tinhso.onestop.tests.makers import make_instance

LAST = datetime(2024, 4, 8, 23, 59, 59, tzinfo=HANOI)  # thirty days on is a Sunday: the Monday after it
OVER = LAST + timedelta(hours=9)


def asked_after_acceptance(shop):
    dossier = shop.dossier("examine")
    ask_supplement(dossier=dossier, text="Thiếu bản vẽ", **shop.words("emi", dossier))
    return shop.fresh(dossier)


def end(shop, dossier, who, **changes):
    words = {"text": "Quá hạn bổ sung theo phiếu 01/PBS."} | shop.words(who, dossier) | {"now": OVER}
    return lapse_dossier(dossier=dossier, **(words | changes))


def test_the_desk_ends_what_was_not_completed_before_acceptance(shop):
    dossier = shop.waiting()
    slip = end(shop, dossier, "binh")
    case = shop.fresh(dossier).case
    assert (case.state, case.outcome, case.finished_at) == (State.REFUSED, "lapsed", OVER)
    assert timeline(dossier.case_id)[-1].name == "casework.SupplementLapsed"
    assert slip.form == "03"
    assert slip_pdf(slip).startswith(b"%PDF")


def test_the_head_ends_what_was_not_completed_after_acceptance(shop):
    dossier = asked_after_acceptance(shop)
    with pytest.raises(NotYourTurn):
        end(shop, dossier, "binh")
    end(shop, dossier, "chi")
    assert shop.fresh(dossier).case.state == State.REFUSED


def test_on_the_last_day_it_is_still_refused_by_name(shop):
    dossier = shop.waiting()
    with pytest.raises(NotLapsed) as refused:
        end(shop, dossier, "binh", now=LAST)
    assert refused.value.until == LAST
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN


def test_nobody_else_ends_it_nor_without_a_reason_nor_from_an_old_page(shop):
    dossier = shop.waiting()
    ver = dossier.case.ver
    for who in ("an", "dung", "chi", "emi", "van", "bao", "quan", "sau"):
        with pytest.raises(NotYourTurn):
            end(shop, dossier, who)
    with pytest.raises(NoteRefused):
        end(shop, dossier, "binh", text=" ")
    with pytest.raises(Stale):
        end(shop, dossier, "binh", ver=ver - 1)
    assert shop.fresh(dossier).case.ver == ver


def test_what_came_late_but_before_the_refusal_is_taken(shop):
    dossier = shop.waiting()
    shop.now = OVER
    shop.bring(dossier)
    with pytest.raises(NotYourTurn):
        end(shop, shop.fresh(dossier), "binh")


def test_it_has_a_group_of_its_own_in_the_worklist_of_its_owner_only(shop, django_assert_max_num_queries):
    code = shop.waiting().case.code
    assert not worklist(shop.actor("binh"), now=LAST).total
    with django_assert_max_num_queries(7):
        found = worklist(shop.actor("binh"), now=OVER)
    assert [(g.key, g.label, g.total) for g in found.groups] == [("lapse", "Quá hạn bổ sung", 1)]
    assert [
        line.case.code for line in worklist(shop.actor("binh"), now=OVER, act="lapse").groups[0].lines
    ] == [code]
    assert not worklist(shop.actor("chi"), now=OVER).total


def test_the_citizen_is_reminded_three_days_before_and_on_the_last_day_once(shop):
    dossier = shop.waiting()
    for moment in (LAST - timedelta(days=4), LAST - timedelta(days=3), LAST - timedelta(hours=12), OVER):
        remind_citizens(now=moment)
        remind_citizens(now=moment)
    notices = list(Notice.objects.of(shop.town.an).filter(template__startswith="casework."))
    sentences = [wording(n.template, n.params) for n in notices]
    assert sorted(n.template for n in notices) == ["casework.supplement_last", "casework.supplement_soon"]
    assert all("08/04/2024" in words.text and len(words.sms) <= 160 for words in sentences)
    assert {n.path for n in notices} == {reverse("dossier", args=[dossier.case.code])}


@pytest.mark.long
def test_pages_tell_the_last_day_and_offer_the_refusal_only_after_it(shop):
    dossier = shop.waiting()
    code = dossier.case.code
    desk, citizen = shop.town.sign_in(Client(), "binh"), shop.town.sign_in(Client(), "an")
    deed = reverse("deed_lapse", args=[code])
    send = {"ver": dossier.case.ver, "text": "Quá hạn."}
    assert "hết ngày 08/04/2024" in citizen.get(reverse("dossier", args=[code])).content.decode()
    assert deed not in desk.get(reverse("desk_dossier", args=[code])).content.decode()
    early = desk.post(deed, send)
    assert early.status_code == 422
    assert "Chưa hết hạn bổ sung" in early.content.decode()
    make_instance(OVER)
    assert deed in desk.get(reverse("desk_dossier", args=[code])).content.decode()
    assert "Đã quá hạn bổ sung" in citizen.get(reverse("dossier", args=[code])).content.decode()
    assert desk.post(deed, send).status_code == 302
    page = citizen.get(reverse("dossier", args=[code])).content.decode()
    assert "Không giải quyết vì quá hạn bổ sung" in page
    assert "Chờ bổ sung, chưa tính thời gian" not in page
