"""Many at once: one decision a case and one dossier a submission, whoever is faster."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import close_old_connections, connections

from tinhso.casework.models import Participant
from tinhso.casework.public import Case, Conflict, State
from tinhso.kernel.events.public import EventRow
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Attachment, Dossier, Slip
from tinhso.onestop.tests.makers import ANSWERS, NOW, make_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
CASES, DOSSIERS, TIMES = 400, 200, 4


def run_together(workers: int, work: list[Callable[[], Any]]) -> Iterator[Any]:
    """Each piece of work in one of so many threads, with connections of their own; what each gave or raised."""

    def run(piece: Callable[[], Any]) -> Any:
        try:
            return piece()
        except Conflict as lost:
            return lost

    with ThreadPoolExecutor(workers, initializer=close_old_connections) as pool:
        yield from pool.map(run, work)
        gate = Barrier(workers)
        list(pool.map(lambda _: (gate.wait(), connections.close_all()), range(workers)))


def drafts(shop, count: int) -> list[Dossier]:
    """Complete drafts; all share one stored file's content, so that making them is quick."""
    made = []
    for _ in range(count):
        dossier = shop.start()
        dossier.answers = ANSWERS
        dossier.save(update_fields=["answers"])
        Attachment.objects.create(dossier=dossier, paper="phuong_an", file=FILES[0], added_at=NOW)
        made.append(dossier)
    return made


FILES: list[Any] = []


@pytest.fixture
def one_file(shop):
    FILES[:] = [make_file(shop.actor("an"))]


def test_two_officers_decide_four_hundred_cases_at_once(shop, one_file):
    an, binh = shop.actor("an"), shop.actor("binh")
    waiting = drafts(shop, CASES)
    for dossier in waiting:
        submit_dossier(dossier=dossier, by=an, now=NOW)
    ids = [dossier.pk for dossier in waiting]

    def accept(pk: int) -> Callable[[], Any]:
        read = Dossier.objects.whole().get(pk=pk)
        return lambda: accept_dossier(dossier=read, ver=read.case.ver, by=binh, now=NOW)

    def refuse(pk: int) -> Callable[[], Any]:
        read = Dossier.objects.whole().get(pk=pk)
        return lambda: refuse_dossier(dossier=read, ver=read.case.ver, text="Không đủ", by=binh, now=NOW)

    pairs = [
        deed for pk in ids for deed in ((accept(pk), refuse(pk)) if pk % 2 else (refuse(pk), accept(pk)))
    ]
    outcomes = list(run_together(2, pairs))
    for first, second in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert {isinstance(first, Slip), isinstance(second, Slip)} == {True, False}
    decided = EventRow.objects.filter(name__in=["casework.CaseAccepted", "casework.CaseRefused"])
    by_case = dict(decided.values_list("case_id").annotate(names=ArrayAgg("name")))
    assert len(by_case) == CASES
    assert {len(names) for names in by_case.values()} == {1}
    for case in Case.objects.filter(pk__in=ids):
        wanted = State.IN_PROGRESS if by_case[case.pk] == ["casework.CaseAccepted"] else State.REFUSED
        assert case.state == wanted
        assert Participant.objects.filter(case=case, open=True).count() == (wanted == State.IN_PROGRESS)
    assert Slip.objects.filter(dossier__in=ids).count() == CASES


def test_two_hundred_submissions_sent_four_times_each_are_two_hundred_dossiers(shop, one_file):
    an = shop.actor("an")
    keys = [uuid4() for _ in range(DOSSIERS)]
    started = list(
        run_together(TIMES, [lambda key=key: shop.start(key=key).pk for key in keys for _ in range(TIMES)])
    )
    assert set(Counter(started).values()) == {TIMES}
    for pk in set(started):
        Dossier.objects.filter(pk=pk).update(answers=ANSWERS)
        Attachment.objects.create(dossier_id=pk, paper="phuong_an", file=FILES[0], added_at=NOW)

    def send(pk: int) -> str:
        return submit_dossier(dossier=Dossier.objects.whole().get(pk=pk), by=an, now=NOW)

    codes = list(run_together(TIMES, [lambda pk=pk: send(pk) for pk in sorted(started)]))
    assert set(Counter(codes).values()) == {TIMES}
    assert sorted(int(code[-4:]) for code in set(codes)) == list(range(1, DOSSIERS + 1))
    assert Dossier.objects.count() == DOSSIERS == Case.objects.filter(state=State.SUBMITTED).count()
    assert EventRow.objects.filter(name="casework.CaseSubmitted").count() == DOSSIERS


def test_two_desk_officers_accept_the_same_dossier_at_once(shop, one_file):
    an, binh = shop.actor("an"), shop.actor("binh")
    waiting = drafts(shop, 20)
    for dossier in waiting:
        submit_dossier(dossier=dossier, by=an, now=NOW)
    read = [Dossier.objects.whole().get(pk=d.pk) for d in waiting for _ in range(2)]
    deeds = [lambda d=d: accept_dossier(dossier=d, ver=d.case.ver, by=binh, now=NOW) for d in read]
    outcomes = list(run_together(2, deeds))
    assert sum(isinstance(one, Slip) for one in outcomes) == len(waiting) == Slip.objects.count()
    numbers = sorted(int(slip.number.split("/")[0]) for slip in Slip.objects.all())
    assert numbers == list(range(1, 21))
