from django import forms

from tinhso.kernel.site.forms import DayField


class RadarFilter(forms.Form):
    """`thang` is the month whose results are counted, as 2024-02."""

    thang = DayField(required=False, input_formats=["%Y-%m"])
    trang = forms.IntegerField(required=False, min_value=1, max_value=10_000)
