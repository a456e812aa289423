from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from tinhso.kernel.events.actor import Actor

INSERT = """
insert into kernel_access (at, actor_id, post_id, agency_id, purpose, page, case_ids, body)
values (%s, %s, %s, %s, %s, %s, %s, '')
"""


def log_access(*, by: Actor, purpose: str, page: str, case_ids: Sequence[int], at: datetime) -> None:
    """Note that `by` saw personal data of these cases on one page; call once per page view.

    `purpose` is a code (`settle`, `supervise`, `audit` …), `page` the name of the address, `at` the legal moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT, [at, by.user_id, by.post_id, by.agency_id, purpose, page, sorted(set(case_ids))]
        )
