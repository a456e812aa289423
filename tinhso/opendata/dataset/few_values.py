"""The values of columns that hold few: what a table is about that its headings do not say (a district, a kind of road)."""

from tinhso.opendata.models import DataVersion

FEW = 50  # values of a column that is offered as a facet and found by the search


def is_of_few(column: dict[str, object]) -> bool:
    """Whether the profile of a column has so few different values that each tells something."""
    distinct = column["distinct"]
    return isinstance(distinct, int) and 1 < distinct <= FEW and column["kind"] == "text"


def few_values(version: DataVersion) -> list[str]:
    """The commonest values of such columns, each once; none until the profile is made."""
    profile = getattr(version, "profile", None)
    columns = [one for one in profile.columns if is_of_few(one)] if profile else []
    return list(dict.fromkeys(str(value) for one in columns for value, _count in one["top"] if value))
