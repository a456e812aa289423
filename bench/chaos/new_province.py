"""Officers' sessions and one citizen of the installation that `installation.py` has set up; prints nothing.

Run as a process of its own with the installation's environment, after `tinhso setup` and `import_accounts`. It writes
`sessions.json` (a session of each person, as signing in would have made it) into the state folder.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chaos.town import session_of  # noqa: E402

OFFICERS = ("binh", "emi", "chi", "van")
CITIZEN = "mau1"


def main() -> None:
    from tinhso.config.database import database, open_django

    with database():
        open_django()
        furnish()


def furnish() -> None:
    from django.conf import settings
    from django.db import transaction

    from tinhso.kernel.events.public import SYSTEM, copy_events
    from tinhso.kernel.people.public import Person, User, identified
    from tinhso.kernel.site import clock

    person = Person.objects.create(
        kind=Person.Kind.CITIZEN, id_number="099190001001", full_name="Nguyễn Thị Mẫu", phone="0912345678"
    )
    citizen = User.objects.create_user(CITIZEN, full_name=person.full_name, person=person, identity_level=2)
    with transaction.atomic():
        copy_events((event, SYSTEM, clock.now()) for event in identified([citizen]))
    sessions = {name: session_of(name) for name in (*OFFICERS, CITIZEN)}
    (Path(settings.STATE) / "sessions.json").write_text(json.dumps(sessions))


if __name__ == "__main__":
    main()
