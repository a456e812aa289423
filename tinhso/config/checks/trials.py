"""What `tinhso check --try` does: every `Trial` that the systems declare, all at once, each within so many seconds."""

import threading
import time
from dataclasses import dataclass, field

from django.db import DatabaseError

from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Finding
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, Trial, TrialFailed

SECONDS = 20.0
# whatever a foreign service provokes is a finding; a thread that ends by anything else is told as one that did not come back
FOREIGN = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass
class _Attempt:
    """One deed on its way; the thread is left behind where it does not come back."""

    trial: Trial
    name: str
    deed: Deed | None = None
    found: Finding | None = field(default=None)

    def run(self) -> None:
        try:
            self.found = Finding(self.name, "good", self.deed() if self.deed else "")
        except TrialFailed as failed:
            self.found = Finding(self.name, "wrong", str(failed))
        except NotSetUp as lacking:
            self.found = Finding(self.name, "note", str(lacking))
        except FOREIGN as error:
            words = (
                f"lỗi ngoài dự liệu ({type(error).__name__}): xem {self.trial.variable}, báo người phát triển"
            )
            self.found = Finding(self.name, "wrong", words)


def attempted(recipient: Recipient, *, seconds: float = SECONDS) -> list[Finding]:
    """A finding of each; whatever has not come back in time is wrong."""
    attempts = [one for trial in all_of(Trial) for one in _begun(trial, recipient)]
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=one.run, daemon=True) for one in attempts if one.deed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return [one.found or _late(one, seconds) for one in attempts]


def _begun(trial: Trial, recipient: Recipient) -> list[_Attempt]:
    try:
        deeds = trial.begin(recipient)
    except NotSetUp as lacking:
        return [_Attempt(trial, trial.name, found=Finding(trial.name, "note", str(lacking)))]
    except TrialFailed as failed:
        return [_Attempt(trial, trial.name, found=Finding(trial.name, "wrong", str(failed)))]
    except DatabaseError:
        words = "chưa thử: không đọc được cơ sở dữ liệu"
        return [_Attempt(trial, trial.name, found=Finding(trial.name, "note", words))]
    return [
        _Attempt(trial, f"{trial.name} ({what})" if what else trial.name, one) for what, one in deeds.items()
    ]


def _late(attempt: _Attempt, seconds: float) -> Finding:
    words = (
        f"không xong trong {seconds:.0f} giây: xem địa chỉ ở {attempt.trial.variable}, tường lửa, "
        "dịch vụ ấy có chạy không"
    )
    return Finding(attempt.name, "wrong", words)


def first_administrator(mail: str = "", phone: str = "") -> Recipient:
    """Where messages go: to whom the command names, else to the first administrator in office who has an address, a phone."""
    try:
        people = _administrators()
    except DatabaseError:
        people = []
    return Recipient(
        mail or next((one.email for one in people if one.email), ""),
        phone or next((one.phone for one in people if one.phone), ""),
    )


def _administrators() -> list[User]:
    posts = Post.objects.on(clock.today()).with_role(Administrator.code).values("user")
    return list(User.objects.filter(is_active=True, pk__in=posts).order_by("pk"))
