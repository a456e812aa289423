"""Jobs by their names: whoever defers one does not import the room that works it off.

`tasks.py` stands on top of its system and knows every deed; a deed that imported it would close a circle.
"""

from procrastinate.contrib.django import app
from procrastinate.tasks import Task


class UnknownJob(LookupError):
    """No installed system declares a job of that name in its `tasks.py`."""


def job(name: str) -> Task:
    """The declared job, to be deferred in the deed's own transaction: `job("onestop.send_part").defer(part_id=7)`.

    Raises:
        UnknownJob: nobody declares it.
    """
    try:
        return app.tasks[name]
    except KeyError as error:
        raise UnknownJob(name) from error
