import pytest


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """Every test has an empty folder for its files, and no scanner but the built-in one."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TINHSO_FILES_S3 = ""
    settings.TINHSO_CLAMAV = ""
