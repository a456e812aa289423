"""Who is on the pretended document axis: the province's agencies by their identity codes, and an invented province."""

from tinhso.kernel.people.public import Agency

OUTSIDE = {"H99": "Ủy ban nhân dân tỉnh Mẫu (mô phỏng)", "H99.14": "Sở Thông tin mẫu, tỉnh Mẫu (mô phỏng)"}
"""Code to name of who writes to the province's agencies and is told what became of it; no province has these codes."""


def axis_agencies() -> dict[str, str]:
    """Code to name; of agencies of several days the last."""
    rows = Agency.objects.identified().order_by("valid")
    return dict(rows.values_list("ident_code", "name")) | OUTSIDE
