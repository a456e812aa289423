"""How long a message to a system that is away goes on trying."""

from datetime import UTC, datetime, timedelta

import pytest

from tinhso.onestop.messages.queue import AWAY, again_at
from tinhso.onestop.models import LinkedMessage, PortalMessage

AT = datetime(2024, 3, 8, 2, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [PortalMessage, LinkedMessage])
def test_the_waits_double_up_to_two_hours_and_end_after_a_day(kind):
    waits = []
    for attempt in range(1, 100):
        retry_at, answer = again_at(kind(pk=1, attempts=attempt), "", who="Cổng", at=AT)
        assert answer.code == AWAY
        if retry_at is None:
            break
        waits.append(retry_at - AT)
    assert waits[:4] == [timedelta(seconds=15 * 2**n) for n in range(4)]
    assert max(waits) == timedelta(hours=2)
    assert timedelta(days=1) <= sum(waits, timedelta()) < timedelta(days=1, hours=1)
