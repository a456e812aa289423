from tinhso.kernel.site.models.instance import Instance
from tinhso.kernel.site.models.rate_window import RateWindow

__all__ = ["Instance", "RateWindow"]
