import pytest

from tinhso.lib.dates import NotADate, read_when


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+23:00",
        "9999-12-31T23:59:59-14:00",
        "01/01/0001",
        "31/12/9999",
        "9999-12-31",
        "1799-12-31",
    ],
)
def test_days_at_the_ends_of_all_time_are_no_dates(text):
    with pytest.raises(NotADate):
        read_when(text)
