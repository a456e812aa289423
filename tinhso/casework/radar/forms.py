from django import forms

from tinhso.kernel.site.forms import DayField, WholeNumberField


class RadarFilter(forms.Form):
    """`thang` is the month whose results are counted, as 2024-02."""

    thang = DayField(required=False, input_formats=["%Y-%m"])
    noi = forms.SlugField(required=False, max_length=60)  # one agency, whose late cases are listed
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000)
