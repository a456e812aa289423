from django import forms


class WorklistFilter(forms.Form):
    viec = forms.SlugField(required=False, max_length=20)
    trang = forms.IntegerField(required=False, min_value=1, max_value=10_000)
