from django.db import transaction

from tinhso.kernel.notices.models import Delivery, Notice


@transaction.atomic
def forget_notices(*, case_id: int) -> int:
    """Take away what citizens were told about a case, and what left from it; how many. The owning system has asked who may."""
    notices = Notice.objects.filter(case_id=case_id, person__isnull=False)
    Delivery.objects.filter(notice__in=notices).delete()
    return notices.delete()[0]
