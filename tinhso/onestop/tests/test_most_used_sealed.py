"""A dossier of each of the hundred most used procedures goes from its form to a sealed result with content.

A quarter of them in `bin/test --all`, each with `bin/test --whole`.
"""

from typing import Any

import pytest

from tests.machine import Poppler
from tests.share import share
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import Paper
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.result_forms.layouts import OPEN, layout_of
from tinhso.onestop.data import reading
from tinhso.onestop.data.form_files import most_used
from tinhso.onestop.data.national.content import content_of
from tinhso.onestop.data.national.edition import EDITION, bundled
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.models import Decision, Dossier, Procedure, ProcedureVersion
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.tests.filling import UNIT, filled, settle_as_typed
from tinhso.onestop.tests.makers import Shop, let_sign, make_file

pytestmark = pytest.mark.long
GENERAL = next(v for v in reading.versions() if "procedure" not in v and v["valid_to"] is None)


def put(shop: Shop, content: dict[str, Any], place: int) -> None:
    """The next version of the shop's procedure, with the form and papers of one of the hundred."""
    old = shop.version
    limits = content["time_limits"] or old.time_limits
    shop.version = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(
            code=f"8.{place:06}",
            name=old.procedure.name,
            field=old.procedure.field,
            valid=old.procedure.valid,
            content_digest="",
            sort_key="",
            source="test",
        ),
        number=1,
        valid=old.valid,
        published_at=shop.now,
        own_form=True,
        **content | {"process": old.process, "time_limits": limits | old.time_limits, "fees": []},
    )


def hand_in_and_seal(shop: Shop) -> Dossier:
    an, answers = shop.actor("an"), filled(shop.version.definition, on=shop.now.date())
    dossier = shop.start()
    save_answers(dossier=dossier, answers=answers, by=an)
    for state in paper_states(dossier):
        if state.missing:
            attach_file(dossier=dossier, paper=state.paper.id, file=make_file(an), by=an, now=shop.now)
    way = shop.way() | {"examine": lambda d: decide(shop, d)}
    for deed, act in way.items():
        waiting = shop.fresh(dossier)
        act(settle_as_typed(waiting, by=shop.actor("binh"), now=shop.now) if deed == "receive" else waiting)
    return shop.fresh(dossier)


def decide(shop: Shop, dossier: Dossier) -> None:
    layout = layout_of(dossier.version)
    assert layout is not None
    first = layout.first_wording(dossier)
    draft_decision(
        dossier=dossier,
        title=first["title"],
        articles=first["articles"].replace(OPEN, "12").splitlines(),
        finding="Đủ điều kiện",
        **shop.words("emi", dossier),
    )


def test_each_of_the_hundred_is_filled_handed_in_signed_and_sealed_with_content(
    shop: Shop, poppler: Poppler, monkeypatch: pytest.MonkeyPatch
):
    let_sign(shop.town)
    monkeypatch.setattr(
        "tinhso.onestop.catalogue.result_forms.layouts.unit_names", lambda day: {UNIT: "Thị trấn Hà Trung"}
    )
    every = list(bundled(most_used()))
    chosen, done = share(every, 4), []
    for place, row in enumerate(chosen):
        put(shop, content_of(row, GENERAL, edition=EDITION), place)
        dossier = hand_in_and_seal(shop)
        assert dossier.case.step == "hand_over" and dossier.case.settled_at, row["code"]
        paper = Paper.objects.get(pk=Decision.objects.get(dossier=dossier).paper_id)
        assert paper.state == Paper.State.ISSUED and paper.number and paper.kind != "result", row["code"]
        text = poppler.text(read(paper.file))
        assert "Nguyễn Văn Đạt" in text or "0912345678" in text or "Đạt" in text, row["code"]
        assert "{" not in text, row["code"]  # "…" may stand in the long name of an act that the source cut
        done.append(row["code"])
    assert len(every) == 100 and len(done) == len(chosen)
