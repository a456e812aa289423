from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, NotYourTurn, Stale, State, can_act
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import update_row
from tinhso.lib.forms import children
from tinhso.lib.forms.dates import read_day
from tinhso.lib.forms.readers import read
from tinhso.onestop.dossier.events import IdentitySettled
from tinhso.onestop.dossier.identity_differences import Difference, all_differences, identity_differences
from tinhso.onestop.models import Dossier, SettledIdentity

COLUMNS = {
    "full_name": "applicant_name",
    "name": "applicant_name",
    "id_number": "applicant_id_number",
    "tax_code": "applicant_id_number",
}


class NoWords(Exception):
    """Why it is so, or which of the values holds, was not told."""


class NothingDiffers(Conflict):
    """Account, dossier and register say the same, or it was settled before."""


@transaction.atomic
def settle_identity(
    *, dossier: Dossier, ver: int, words: str, chosen: Mapping[str, int], by: Actor, now: datetime
) -> None:
    """Whoever has the turn settles who applies: `chosen` names the value that holds, by difference, `words` say why. The chosen
    values are written into the dossier, so that papers and registers bear them; what stood there before stays with the words.

    Raises: NotYourTurn, Stale, NothingDiffers, NoWords.
    """
    case = dossier.case
    if case.state not in {State.SUBMITTED, State.IN_PROGRESS} or not can_act(case, by):
        raise NotYourTurn(case.pk)
    row = Dossier.objects.select_for_update(of=("self",)).select_related("case").get(pk=dossier.pk)
    if row.case.ver != ver:
        raise Stale(case.pk)
    dossier.answers, dossier.settled_identity = row.answers, row.settled_identity
    found = identity_differences(dossier)
    if not found:
        raise NothingDiffers(case.pk)
    if not words.strip() or not all(_is_chosen(one, chosen) for one in found if one.wants_choice):
        raise NoWords(case.pk)
    values = {one.key: one.values[chosen[one.key]].text for one in found if one.wants_choice}
    _write(dossier, found, values)
    earlier = dossier.identity()
    settled = SettledIdentity(
        words="\n".join(filter(None, [earlier.words if earlier else "", words.strip()])),
        officer=User.objects.get(pk=by.user_id or 0).full_name,
        at=now.isoformat(),
        differed=(earlier.differed if earlier else []) + [one.written for one in found],
        birth_date=_born(values) or (earlier.birth_date if earlier else ""),
    )
    dossier.settled_identity = settled.written()
    marks = [one.mark for one in all_differences(dossier)]
    dossier.settled_identity |= {"remaining": marks}
    update_row(dossier, "answers", "applicant_name", "applicant_id_number", "settled_identity")
    record(IdentitySettled(case_id=case.pk, differences=len(found)), by=by, at=now)


def _is_chosen(one: Difference, chosen: Mapping[str, int]) -> bool:
    return 0 <= chosen.get(one.key, -1) < len(one.values)


def _born(values: Mapping[str, str]) -> str:
    return read_day(values["birth_date"]).isoformat() if values.get("birth_date") else ""


def _write(dossier: Dossier, found: list[Difference], values: Mapping[str, str]) -> None:
    """The chosen values into the columns and answers that hold them."""
    for key, text in values.items():
        if key in COLUMNS:
            setattr(dossier, COLUMNS[key], text)
    for one in found:
        for question, part in one.paths:
            asked = dossier.version.definition.fields[question]
            parts = {child.id: read(child, values[one.key]) for child in children(asked) if child.id == part}
            dossier.answers[question] = (
                dossier.answers[question] | parts if part else read(asked, values[one.key])
            )
