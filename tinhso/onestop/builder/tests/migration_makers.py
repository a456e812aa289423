"""A second version of the procedure of the tests, and open dossiers of the first by the thousand."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.bulk import CaseHistory, Clock, Participant, copy_histories
from tinhso.casework.public import Case, State
from tinhso.kernel.site.public import reserve_ids
from tinhso.onestop.bulk import DossierHistory, copy_dossiers
from tinhso.onestop.catalogue.processes import process_of
from tinhso.onestop.models import Dossier, ProcedureVersion
from tinhso.onestop.tests.makers import ANSWERS, NOW, PURPOSE, STEPS, Shop

NEW_STEPS = [s | {"share": {"examine": 0.6}.get(s["key"], s["share"])} for s in STEPS if s["key"] != "assign"]
NEW_FIELDS = [
    PURPOSE | {"label": "Mục đích sử dụng"},
    {"id": "so_luong", "type": "number", "label": "Số lượng", "required": True},
    {"id": "ke_them", "type": "long_text", "label": "Kể thêm", "max_length": 2000},
]
MAP = {"assign": "examine"}


def next_version(
    shop: Shop, *, fields: list[dict[str, Any]] | None = None, **changes: Any
) -> ProcedureVersion:
    """Version 2, published: a question dropped, a required one new, the step "assign" gone."""
    version = ProcedureVersion.objects.get(pk=shop.version.pk)
    ProcedureVersion.objects.filter(pk=version.pk).update(valid=DateRange(date(2020, 1, 1), date(2024, 3, 1)))
    section = {"title": "", "fields": NEW_FIELDS if fields is None else fields}
    form = {"id": "thu", "title": "Đơn thử", "version": 2, "retired": ["ngay_can"]}
    version.pk, version.number, version.process = None, 2, NEW_STEPS
    version.form = form | {"steps": [{"id": "buoc_mot", "title": "Nội dung", "sections": [section]}]}
    version.valid = DateRange(date(2024, 3, 1), None)
    for name, value in changes.items():
        setattr(version, name, value)
    version.save(force_insert=True)
    return version


PLACES = ["draft", "submitted", "forward", "assign", "examine", "sign", "waiting", "settled"]


def many_dossiers(shop: Shop, count: int) -> list[int]:
    """That many open dossiers at all places of their way, by COPY; half of them with nothing beyond the purpose."""
    process = process_of(shop.version)
    made = [_history(shop, process, n, pk) for n, pk in enumerate(reserve_ids(Case, count))]
    with transaction.atomic():
        copy_histories([history for history, _ in made])
        copy_dossiers([DossierHistory(dossier, []) for _, dossier in made])
    return [dossier.case.pk for _, dossier in made]


def _history(shop: Shop, process: Any, n: int, pk: int) -> tuple[CaseHistory, Dossier]:
    place, town = PLACES[n % len(PLACES)], shop.town
    states = {"draft": State.DRAFT, "submitted": State.SUBMITTED, "waiting": State.WAITING_CITIZEN}
    step = {"waiting": "examine", "settled": "hand_over", "draft": "", "submitted": ""}.get(place, place)
    case = Case(
        pk=pk,
        code=f"THU-{pk:06}",
        kind="dossier",
        title="Cấp giấy phép thử",
        state=states.get(place, State.IN_PROGRESS),
        step=step,
        process=process,
        agency=town.agency_a,
        desk=town.desk_a,
        person=town.an.person,
        source=Case.Source.OWN_PORTAL,
        opened_at=NOW,
        submitted_at=None if place == "draft" else NOW,
        settled_at=NOW if place == "settled" else None,
    )
    turns = [
        Participant(case=case, person=town.an.person, role="applicant", act="draft", open=place == "draft")
    ]
    seats = {"submitted": ("desk", "receive"), **{s["key"]: (s["role"], s["act"]) for s in STEPS}}
    if seat := seats.get("hand_over" if place == "settled" else place):
        at = town.desk_a if seat[0] == "desk" else town.agency_a
        turns.append(Participant(case=case, agency=at, role=seat[0], act=seat[1], open=True))
    clocks: list[Clock] = []
    answers = dict(ANSWERS) if n % 2 else {"muc_dich": f"Việc {n}", "ke_them": "đ" * (n % 7)}
    answers = {k: v for k, v in answers.items() if v}
    if n % 3 == 0:
        answers["so_luong"] = 3
    return CaseHistory(case, clocks, [], turns), Dossier(
        case=case, version=shop.version, level="province", answers=answers, applicant_name="An"
    )
