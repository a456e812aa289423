"""Which outlet a message is from, as its address says: by the domain of a feed on the list. Nobody has checked the address."""

from tinhso.press.models import NewsSource

SHARED = frozenset({"com.vn", "net.vn", "org.vn", "edu.vn", "gov.vn", "example.vn"})


def outlet_of(address: str) -> str:
    """The outlet whose host is the address's domain, above or below it; "" where none or several are. One query."""
    domain = address.rpartition("@")[2].lower().strip(".")
    if domain.count(".") < 1 or domain in SHARED:
        return ""
    pairs = NewsSource.objects.values_list("host", "outlet").distinct()
    found = {outlet for host, outlet in pairs if _same_house(host.lower().removeprefix("www."), domain)}
    return found.pop() if len(found) == 1 else ""


def _same_house(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}") or domain.endswith(f".{host}")
