from tinhso.security.models import AdvisoryTask


def locked(task: AdvisoryTask) -> AdvisoryTask:
    """The row as it is now, in this transaction alone, with its advisory."""
    rows = AdvisoryTask.objects.select_for_update(of=("self",)).select_related("advisory", "agency")
    return rows.get(pk=task.pk)
