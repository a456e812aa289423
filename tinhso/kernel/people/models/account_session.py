from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from tinhso.kernel.people.models.user import User


class AccountSession(AbstractBaseSession):
    """A session of a browser. The row is the session: where it is gone, the browser is a visitor's.

    `account` is empty before signing in. Of the machine only a name as coarse as "Chrome trên Android" is kept, and no
    address of the network: behind a carrier's shared address it tells its owner nothing, and it is personal data.
    Times are technical.
    """

    account = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    device = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)  # when it was signed in
    seen_at = models.DateTimeField()  # when it was last used, within some minutes

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | models.Q(device="", begun_at__isnull=True),
                name="people_session_of_nobody_tells_nothing",
            )
        ]

    @classmethod
    def get_session_store_class(cls) -> type:
        # Django's own pattern: the store needs this model, and the model its store
        from tinhso.kernel.people.session_store import SessionStore

        return SessionStore
