from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tinhso.kernel.events.public import OutsideTransaction, next_number

SCOPE = "dossier:H56.22.17:240308"


@pytest.mark.django_db
def test_each_scope_counts_for_itself_from_one():
    assert [next_number(SCOPE), next_number(SCOPE), next_number("paper:H56.22:2024")] == [1, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        next_number(SCOPE)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_double_and_a_rollback_leaves_no_gap():
    def deed(turn: int) -> int | None:
        try:
            with transaction.atomic():
                number = next_number(SCOPE)
                if turn % 5 == 0:
                    raise ZeroDivisionError
                return number
        except ZeroDivisionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        given = [n for n in pool.map(deed, range(100)) if n is not None]
    assert sorted(given) == list(range(1, 81))
