"""Reform and investment climate: ranks that others published, time and money saved, and the assumptions behind them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.economy.economy import REFORM, group_versions, year_table
from tinhso.indicators.economy.entered_numbers import entered_table
from tinhso.indicators.registers.rank_years import REFORM as RANKS
from tinhso.indicators.registers.rank_years import rank_years
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock

RANKED = "indicators."  # ranks have a table of their own, with N and who published them


@require_safe
@public_page
def show_reform(request: HttpRequest) -> HttpResponse:
    """Everybody sees each assumption with its year, source and the agency that entered it."""
    shown = [one for one in group_versions(REFORM) if not one.indicator.code.startswith(RANKED)]
    context = {
        "ranks": rank_years(RANKS, _("Thứ hạng được công bố")),
        "years": year_table(clock.today(), shown, _("Thời gian, chi phí tiết kiệm qua các năm")),
        "entered_numbers": entered_table(shown, actor_for(request), _("Giả định được dùng")),
    }
    return render(request, "indicators/economy/reform.html", context)
