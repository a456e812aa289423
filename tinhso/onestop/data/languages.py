"""The languages in which people of the province read procedures aloud."""

from functools import cache

from tinhso.onestop.data.reading import rows


@cache
def recording_languages() -> dict[str, str]:
    """Code and name of each, in the order of the list."""
    return {row["code"]: row["name"] for row in rows("recording_languages.csv")}
