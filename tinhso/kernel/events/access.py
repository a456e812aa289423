from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from tinhso.kernel.events.actor import Actor

INSERT = """
insert into kernel_access (at, actor_id, post_id, agency_id, purpose, page, case_ids, body)
values (%s, %s, %s, %s, %s, %s, %s, '')
"""


def log_access(
    *,
    by: Actor,
    purpose: str,
    page: str,
    case_ids: Sequence[int],
    at: datetime,
    item: int | UUID | None = None,
) -> None:
    """Note that `by` saw personal data of these cases on one page; call once per page view.

    `purpose` is a code (`settle`, `supervise`, `audit` …), `page` the name of the address, `at` the legal moment.
    `item` is the key of what was read where that is no case: the row says `press_mail:12`.
    """
    name = page if item is None else f"{page}:{item}"
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT, [at, by.user_id, by.post_id, by.agency_id, purpose, name, sorted(set(case_ids))]
        )
