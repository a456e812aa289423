"""Furnishes the installation of `faults.py`: the pack, one procedure, the cast, citizens, an account; prints nothing.

Run as a process of its own with the installation's environment. It writes `sessions.json` (a session of each person, as
signing in would have made it), `holders.json` and `portal.json` for the sandboxes into the state folder.
"""

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from postal_licence import PROCEDURE  # noqa: E402

from chaos.instance import OPENS_ON  # noqa: E402

CITIZENS = 6
ACCOUNT = "3713000001"
OFFICERS = ("binh", "emi", "chi", "van")


def main() -> None:
    from tinhso.config.commands.prepare import prepare_in_a_process
    from tinhso.config.database import database, open_django

    with database():
        prepare_in_a_process(own_process=True)
        os.environ["DATABASE_URL"] = os.environ["TINHSO_OWNER_URL"]
        open_django()
        furnish()


def furnish() -> None:
    from django.conf import settings
    from django.utils import timezone

    from tinhso.demo.cast import create_cast
    from tinhso.demo.load import holders, portal_catalogue
    from tinhso.kernel.events.public import SYSTEM
    from tinhso.kernel.people.public import load_pack
    from tinhso.kernel.site.models import Instance
    from tinhso.onestop.data import reading
    from tinhso.onestop.public import load_catalogue

    now = datetime.fromisoformat(OPENS_ON)
    names = {"name": "Đo lỗi", "owner": "Mô phỏng", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=now - timezone.now(), **names)
    load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    rows = [row for row in reading.procedures() if row.code in everyday]
    versions = [
        v | ({"fee_due": "accept"} if v.get("procedure") == PROCEDURE else {}) for v in reading.versions()
    ]
    reading.procedures, reading.versions = lambda: rows, lambda: versions
    load_catalogue(by=SYSTEM, now=now)
    create_cast(now=now)
    create_citizens(now)
    create_account(now)
    state = Path(settings.STATE)
    (state / "holders.json").write_text(json.dumps(holders()))
    (state / "portal.json").write_text(json.dumps(portal_catalogue() | {"first": []}))
    everybody = [*OFFICERS, *(f"mau{n}" for n in range(1, CITIZENS + 1))]
    (state / "sessions.json").write_text(json.dumps({name: session_of(name) for name in everybody}))


def create_citizens(now: datetime) -> None:
    from tinhso.kernel.events.public import SYSTEM, copy_events
    from tinhso.kernel.people.public import Person, User, identified

    users = []

    for number in range(1, CITIZENS + 1):
        person = Person.objects.create(
            kind=Person.Kind.CITIZEN,
            id_number=f"0381900010{number:02}",
            full_name=f"Nguyễn Thị Mẫu {number}",
            phone="0912345678",
            email=f"mau{number}@example.vn",
        )
        user = User.objects.create_user(
            f"mau{number}", full_name=person.full_name, person=person, identity_level=2, email=person.email
        )
        users.append(user)
    copy_events((event, SYSTEM, now) for event in identified(users))


def create_account(now: datetime) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    from tinhso.kernel.people.public import Agency
    from tinhso.onestop.models import CollectionAccount

    CollectionAccount.objects.create(
        agency=Agency.objects.on(now.date()).get(code="mot-cua-so-tttt"),
        bank="970415",
        bank_name="Ngân hàng mô phỏng",
        number=ACCOUNT,
        holder="Sở Thông tin và Truyền thông (mô phỏng)",
        valid=DateRange(date(2020, 1, 1), None),
        source="đo lỗi",
    )


def session_of(username: str) -> str:
    from django.conf import settings

    from tinhso.kernel.people.public import User
    from tinhso.kernel.people.session_store import SessionStore

    user, session = User.objects.get(username=username), SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session["second_factor"] = True
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
