"""Who submits in `bench/onestop_burst.py`: accounts with sessions, and complete drafts with two attachments each.

Run in the environment of the instance (role `tinhso_app`): `python bench/onestop_citizens.py COUNT --drafts` writes rows by
COPY and in bulk, as if each citizen had signed in and filled the form, and prints JSON for the load generator. The
drafts of one run share the bytes of one scanned file; each has two rows of files of its own.
"""

import argparse
import json
import secrets
import sys
from datetime import date, timedelta
from pathlib import Path
from time import time
from typing import Any
from uuid import uuid4

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tinhso.casework.bulk import opened  # noqa: E402
from tinhso.casework.models import Case, Participant  # noqa: E402
from tinhso.kernel.events.public import SYSTEM, Actor, copy_events  # noqa: E402
from tinhso.kernel.files.public import StoredFile, store_made  # noqa: E402
from tinhso.kernel.people.models import AccountSession  # noqa: E402
from tinhso.kernel.people.public import Person, User, identified  # noqa: E402
from tinhso.kernel.people.session_store import SessionStore  # noqa: E402
from tinhso.kernel.site import clock  # noqa: E402
from tinhso.lib.files.kinds import Kind  # noqa: E402
from tinhso.lib.forms import FormDefinition  # noqa: E402
from tinhso.onestop.catalogue.places import level_of, seats_for  # noqa: E402
from tinhso.onestop.catalogue.processes import process_of  # noqa: E402
from tinhso.onestop.events import DossierStarted  # noqa: E402
from tinhso.onestop.intake.actions.start_dossier import draft_code  # noqa: E402
from tinhso.onestop.models import Attachment, Dossier, Procedure, ProcedureVersion  # noqa: E402
from tinhso.onestop.tests.filling import filled  # noqa: E402

PROCEDURE = "1.004470"  # xác nhận thông báo hoạt động bưu chính: two papers, a fee, settled by a department
PAPERS = ["gcn_dkdn", "mau"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WITH_AUTHORITY = ("nop_ho", "nguoi_nop_ho", "dong_y_nop_ho")  # they would ask for a third paper


def people(count: int) -> list[User]:
    """Accounts of persons whom nobody has met before."""
    first = 10**11 + secrets.randbelow(8 * 10**11)
    persons = Person.objects.bulk_create(
        Person(
            full_name=f"Người Thử {number}",
            id_number=str(first + number),
            phone="0912345678",
            address="Phường Hạc Thành",
        )
        for number in range(count)
    )
    users = User.objects.bulk_create(
        User(username=f"bench-{p.id_number}", full_name=p.full_name, person=p, identity_level=2, password="!")
        for p in persons
    )
    now = clock.now()
    copy_events((event, SYSTEM, now) for event in identified(users))
    return users


def sessions(users: list[User]) -> list[str]:
    """A cookie each, as if they had just signed in."""
    store, until = SessionStore(), timezone.now() + timedelta(hours=12)
    rows = [
        AccountSession(
            account=user,
            seen_at=timezone.now(),
            session_key=secrets.token_hex(16),
            session_data=store.encode(
                {
                    "_auth_user_id": str(user.pk),
                    "_auth_user_backend": BACKEND,
                    "_auth_user_hash": user.get_session_auth_hash(),
                    "since": int(time()),
                }
            ),
            expire_date=until,
        )
        for user in users
    ]
    return [row.session_key for row in AccountSession.objects.bulk_create(rows)]


def answers_for(form: FormDefinition, day: date) -> dict[str, Any]:
    given = filled(form, on=day)
    return {k: v for k, v in given.items() if k not in WITH_AUTHORITY} | {"nop_ho": False}


def typed(form: FormDefinition, answers: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The same as the pages of the form would send it."""
    return [
        (step.id, {k: v for f in step.fields if f.id in answers for k, v in flat(f.id, answers[f.id])})
        for step in form.steps
    ]


def flat(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in flat(f"{name}.{key}", inner)]
    if isinstance(value, bool):
        return [(name, "true" if value else "false")]
    return [(name, value)]


def drafts(users: list[User], version: ProcedureVersion, answers: dict[str, Any]) -> list[str]:
    now, level = clock.now(), level_of(version.procedure, clock.today())
    assert level
    agency, desk = seats_for(version.procedure, level, None, now.date())
    process = process_of(version)
    cases = Case.objects.bulk_create(
        Case(
            kind="dossier",
            code=draft_code(key := uuid4()),
            client_key=key,
            title=version.procedure.name[:500],
            agency=agency,
            desk=desk,
            process=process,
            person_id=user.person_id,
            source=Case.Source.OWN_PORTAL,
            opened_at=now,
        )
        for user in users
    )
    Participant.objects.bulk_create(
        Participant(case=case, person_id=case.person_id, role="applicant", act="draft", open=True)
        for case in cases
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            case=case,
            version=version,
            level=level,
            answers=answers,
            applicant_name=user.full_name,
            phone=user.phone,
        )
        for case, user in zip(cases, users, strict=True)
    )
    attach(dossiers, users)
    tell_opened(dossiers, users)
    return [case.code for case in cases]


def tell_opened(dossiers: list[Dossier], users: list[User]) -> None:
    """What the rows follow from, as the deeds would have told it."""
    actors = {user.person_id: Actor(user_id=user.pk, person_id=user.person_id) for user in users}
    events = (
        (event, actors[dossier.case.person_id], dossier.case.opened_at)
        for dossier in dossiers
        for event in (
            opened(dossier.case),
            DossierStarted(
                case_id=dossier.pk,
                version_id=dossier.version_id,
                level=dossier.level,
                person_id=dossier.case.person_id,
            ),
        )
    )
    copy_events(events)


def attach(dossiers: list[Dossier], users: list[User]) -> None:
    now = clock.now()
    content = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + secrets.token_bytes(100_000) + b"\n%%EOF"
    one = store_made(content, name="giay-to.pdf", kind=Kind.PDF, by=Actor(user_id=users[0].pk), now=now)
    rows = [
        (dossier, paper, StoredFile(
            sha256=one.sha256, size=one.size, name=one.name, content_type=one.content_type, state="clean",
            scope=f"dossier:{dossier.pk}", uploaded_by=user, claimed_at=now,
        ))
        for dossier, user in zip(dossiers, users, strict=True)
        for paper in PAPERS
    ]  # fmt: skip
    StoredFile.objects.bulk_create(file for _, _, file in rows)
    Attachment.objects.bulk_create(
        Attachment(dossier=dossier, paper=paper, file=file, added_at=now) for dossier, paper, file in rows
    )


@transaction.atomic
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--drafts", action="store_true")
    given = parser.parse_args()
    day = clock.today()
    version = ProcedureVersion.objects.of(Procedure.objects.get(code=PROCEDURE), day)
    answers = answers_for(version.definition, day)
    users = people(given.count)
    cookies = sessions(users)
    codes = drafts(users, version, answers) if given.drafts else [""] * len(users)
    prepared = {
        "citizens": [{"cookie": c, "draft": d} for c, d in zip(cookies, codes, strict=True)],
        "procedure": PROCEDURE,
        "papers": PAPERS,
        "steps": typed(version.definition, answers),
    }
    print(json.dumps(prepared), flush=True)


main()
connection.close()
