"""What open data hold of a person: questions, applications and follows, for "Của tôi" and the own export."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, User, actor_for
from tinhso.kernel.site.slots import MyItem
from tinhso.opendata.models import DataQuestion, DatasetFollow, Reuse
from tinhso.opendata.questions.question_process import QUESTION, REUSE

MOST = 20
PAGES = {QUESTION: "my_data_question", REUSE: "my_reuse"}
TONES = {State.DONE: "ok", State.REFUSED: "late"}


def items(request: HttpRequest) -> Sequence[MyItem]:
    """The newest of them. One query."""
    actor = actor_for(request)
    mine = Case.objects.visible_to(actor).filter(person_id=actor.person_id or 0, kind__in=PAGES)
    return [item_of(case) for case in mine.exclude(submitted_at=None).order_by("-opened_at", "-pk")[:MOST]]


def item_of(case: Case) -> MyItem:
    state = State(case.state)
    url = reverse(PAGES[case.kind], args=[case.code])
    return MyItem(case.title, url, str(state.label), TONES.get(state, ""), None, case.code)


def tables(actor: Actor) -> Iterator[MyTable]:
    """The own questions, applications and follows, newest first; four queries."""
    person = actor.person_id or 0
    asked = DataQuestion.objects.filter(case__person=person).select_related("case", "dataset")
    yield MyTable("cau-hoi", [question_row(one) for one in asked.order_by("-pk")[:MOST_ROWS]])
    reuses = Reuse.objects.filter(case__person=person).select_related("case").prefetch_related("datasets")
    yield MyTable("ung-dung", [reuse_row(one) for one in reuses.order_by("-pk")[:MOST_ROWS]])
    follows = DatasetFollow.objects.filter(user=actor.user_id or 0).select_related("dataset").order_by("-pk")
    rows = [{"bo_du_lieu": one.dataset.slug, "tu": one.since} for one in follows[:MOST_ROWS]]
    yield MyTable("theo-doi", rows)


def question_row(one: DataQuestion) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "bo_du_lieu": one.dataset.slug if one.dataset else "",
        "tom_tat": one.subject,
        "noi_dung": one.text,
        "tra_loi": one.answer,
        "ly_do_tu_choi": one.get_refusal_display() if one.refusal else "",
        "giai_thich": one.refusal_text,
        "cong_khai_luc": one.published_at,
    }


def reuse_row(one: Reuse) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "ten": one.title,
        "dia_chi": one.url,
        "mo_ta": one.description,
        "bo_du_lieu": ", ".join(dataset.slug for dataset in one.datasets.all()),
        "ly_do_khong_dang": one.refusal_text,
        "dang_luc": one.published_at,
        "go_luc": one.taken_down_at,
    }


def erase_follows(user: User, now: datetime) -> None:
    """The owner closes the account: the follows go."""
    DatasetFollow.objects.filter(user=user).delete()
