"""The name of this installation in addresses of the exchange."""

from tinhso.kernel.site.models import Instance

NO_CODE = "TINHSO"


def instance_code() -> str:
    """Its identification code. One query."""
    return Instance.objects.values_list("ident_code", flat=True).first() or NO_CODE
