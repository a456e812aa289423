"""Seals what a command wrote: where no worker runs nobody else does, and its rows would be proved by nothing."""

import sys

from django.apps import apps
from django.db import DatabaseError, ProgrammingError


def seal_what_is_open() -> None:
    """Both logs, whoever wrote the rows, and their heads signed where the key is here. What keeps it from sealing is told;
    the deed of the command stands.
    """
    if not apps.ready:
        return
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import EpochMissing, NotSigned, Seal, seal, sign_heads

    try:
        for log in Seal.Log:
            seal(log)
        sign_heads(every_head=True)
    except NotSigned:
        pass  # `tinhso check` and `verify` say so
    except ProgrammingError:
        pass  # a database without our tables has no events
    except (DatabaseError, EpochMissing) as error:
        print(f"tinhso: sự kiện của lệnh này chưa được niêm phong ({type(error).__name__})", file=sys.stderr)
