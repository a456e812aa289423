from tinhso.kernel.files.models import StoredFile


def named_digests() -> set[str]:
    """The SHA-256 of every file that a row names: what the store must be able to give."""
    return set(StoredFile.objects.order_by().values_list("sha256", flat=True).distinct().iterator())
