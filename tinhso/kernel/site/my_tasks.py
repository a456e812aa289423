from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from django.http import HttpRequest

from tinhso.kernel.site.slots import MyTask, MyTasks, all_of


def my_tasks(request: HttpRequest) -> Sequence[MyTask]:
    """What waits for whoever has signed in, the nearest day first; after it what is done for them."""
    if not request.user.is_authenticated:
        return []
    found = chain.from_iterable(slot.read(request) for slot in all_of(MyTasks))
    return sorted(found, key=lambda task: (not task.mine, task.due_at is None, task.due_at or datetime.min))
