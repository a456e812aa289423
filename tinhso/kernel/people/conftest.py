from typing import Any

import pytest
from django.core.cache import cache

from tinhso.kernel.people.posts import signing_fields


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing a password well takes half a second; these tests hash dozens."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    """Links to set a password leave by mail."""
    settings.EMAIL_HOST = "mail.tinh.vn"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Limits on sign-ins count in the cache: one test's attempts are not another's."""
    cache.clear()


@pytest.fixture
def catalogue_fields(monkeypatch: Any) -> dict[str, str]:
    """The fields of a catalogue that nobody has here, since it lies on a higher floor."""
    fields = {"ho-tich": "Hộ tịch", "buu-chinh": "Bưu chính", "bao-chi": "Báo chí"}
    offered = signing_fields.SigningFields(lambda: fields)
    monkeypatch.setattr(signing_fields, "all_of", lambda slot: [offered])
    return fields
