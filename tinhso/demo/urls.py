from django.urls import path

from tinhso.demo.views.shift import shift

urlpatterns = [path("doi-ngay/", shift, name="shift_clock")]
