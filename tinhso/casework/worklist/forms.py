from django import forms

from tinhso.kernel.site.forms import WholeNumberField


class WorklistFilter(forms.Form):
    viec = forms.SlugField(required=False, max_length=20)
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000)
