"""Who is on the pretended document axis: the province's agencies by their identity codes."""

from tinhso.kernel.people.public import Agency


def axis_agencies() -> dict[str, str]:
    """Code to name; a desk has the code of its agency, which is the one that counts."""
    rows = Agency.objects.exclude(ident_code="").order_by("-parent_id", "-pk")
    return dict(rows.values_list("ident_code", "name"))
