"""Whose certificates count."""

from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings


def trust_roots() -> list[x509.Certificate]:
    """The PEM files of the setting TRUST_ROOTS, read anew each time; one that is not there yet gives none."""
    roots: list[x509.Certificate] = []
    for name in settings.TRUST_ROOTS:
        file = Path(name)
        if file.is_file():
            roots += [
                x509.Certificate.load(der) for _, _, der in pem.unarmor(file.read_bytes(), multiple=True)
            ]
    return roots
