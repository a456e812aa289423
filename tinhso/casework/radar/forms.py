from django import forms

from tinhso.kernel.site.forms import DayField, WholeNumberField


class RadarFilter(forms.Form):
    """`thang` is the month whose results are counted, as 2024-02."""

    thang = DayField(required=False, input_formats=["%Y-%m"])
    noi = forms.SlugField(required=False, max_length=60)  # one agency, whose late cases are listed
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000)


class LateClocksFilter(forms.Form):
    """Of one year, one kind of case, one agency and one officer; `can_bo` 0 is nobody known."""

    nam = WholeNumberField(required=False, min_value=2000, max_value=2100)
    loai = forms.SlugField(required=False, max_length=40)
    co_quan = forms.SlugField(required=False, max_length=60)
    can_bo = WholeNumberField(required=False, min_value=0)
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000)
