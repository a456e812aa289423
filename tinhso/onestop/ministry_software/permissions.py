from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


class NotYourDossier(PermissionDenied):
    """Only officers who take part in the dossier copy it."""


def can_copy(dossier: Dossier, by: Actor) -> bool:
    """Whoever may read its page as an officer, also without the turn: a colleague goes on. One query."""
    return by.is_officer and Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists()


def check_can_copy(dossier: Dossier, by: Actor) -> None:
    """NotYourDossier."""
    if not can_copy(dossier, by):
        raise NotYourDossier("Chỉ cán bộ tham gia hồ sơ được chép và đánh dấu.")
