"""What goes when the owner closes an account: the searches of their own."""

from datetime import datetime

from tinhso.documents.models import SavedSearch
from tinhso.kernel.people.public import User


def erase(user: User, now: datetime) -> None:
    SavedSearch.objects.filter(user=user).delete()
