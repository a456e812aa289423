"""What figures put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.indicators.queries import home_figures
from tinhso.kernel.site.slots import HomeBlock, MenuItem

MENU = [
    MenuItem("public", _("Số liệu"), "figures", order=50),
    MenuItem("officer", _("Báo cáo số liệu"), "entries_due", order=60),
    MenuItem("officer", _("Tự đánh giá, thẩm định"), "assessments", order=61),
]
BLOCKS = [HomeBlock("indicators/figures_block.html", home_figures)]
