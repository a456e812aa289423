import pytest


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    """A mail server (in memory) and nothing else; what the demo would write goes into an own folder."""
    settings.STATE = tmp_path
    settings.DEMO = False
    settings.EMAIL_HOST = "mail.invalid"
    settings.DEFAULT_FROM_EMAIL = "cong@tinh.invalid"
    settings.TINHSO_SMS_URL = ""
    settings.TINHSO_SMS_TOKEN = "token"
    settings.TINHSO_PUSH_KEY = ""
