from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from tinhso.kernel.events.actor import Actor

INSERT = """
insert into kernel_access (at, actor_id, post_id, agency_id, purpose, page, case_ids, body)
values (%s, %s, %s, %s, %s, %s, %s, '')
"""
LONGEST_NAME = 120  # of the column


def log_access(
    *,
    by: Actor,
    purpose: str,
    page: str,
    case_ids: Sequence[int],
    at: datetime,
    item: int | UUID | None = None,
    items: Sequence[int] = (),
) -> None:
    """Note that `by` saw personal data of these cases on one page; call once per page view.

    `purpose` is a code (`settle`, `supervise`, `audit` …), `page` the name of the address, `at` the legal moment.
    `item` is the key of what was read where that is no case: the row says `press_mail:12`. `items` are those of a list:
    `press_mails:12.15.19`, in as many rows as their keys need.
    """
    names = [page if item is None else f"{page}:{item}"] if not items else _names(page, sorted(set(items)))
    cases = sorted(set(case_ids))
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT, [[at, by.user_id, by.post_id, by.agency_id, purpose, name, cases] for name in names]
        )


def _names(page: str, keys: Sequence[int]) -> Iterator[str]:
    """The page with all keys, as often as they do not fit into one name."""
    name = f"{page}:{keys[0]}"
    for key in keys[1:]:
        if len(name) + len(f".{key}") > LONGEST_NAME:
            yield name
            name = f"{page}:{key}"
        else:
            name += f".{key}"
    yield name
