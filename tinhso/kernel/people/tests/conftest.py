import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing a password well takes half a second; these tests hash dozens."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
