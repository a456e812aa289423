"""The eight states of every case, and the one table of lawful moves between them."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Chờ tiếp nhận"
    IN_PROGRESS = "in_progress", "Đang giải quyết"
    WAITING_CITIZEN = "waiting_citizen", "Chờ bổ sung"
    PAUSED = "paused", "Tạm dừng"
    DONE = "done", "Đã trả kết quả"
    REFUSED = "refused", "Không tiếp nhận, không giải quyết"
    WITHDRAWN = "withdrawn", "Đã rút"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.IN_PROGRESS, State.WAITING_CITIZEN, State.REFUSED, State.WITHDRAWN}),
    State.IN_PROGRESS: frozenset(
        {State.WAITING_CITIZEN, State.PAUSED, State.DONE, State.REFUSED, State.WITHDRAWN}
    ),
    # Back to where it was asked from: the desk before acceptance, the same step after it.
    State.WAITING_CITIZEN: frozenset({State.SUBMITTED, State.IN_PROGRESS, State.REFUSED, State.WITHDRAWN}),
    State.PAUSED: frozenset({State.IN_PROGRESS, State.REFUSED, State.WITHDRAWN}),
    State.DONE: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

FINAL = frozenset(state for state, onward in TRANSITIONS.items() if not onward)
