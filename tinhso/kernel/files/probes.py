"""Whether what is uploaded is scanned by more than our own list."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.site.operation import Finding

NAME = "TINHSO_CLAMAV"


def scanner() -> Iterator[Finding]:
    if settings.TINHSO_CLAMAV:
        yield Finding(NAME, "good", "đã đặt")
    else:
        yield Finding(NAME, "note", "chưa đặt: chỉ quét bằng mẫu có sẵn")
