from datetime import timedelta

from django.db import models


class Instance(models.Model):
    """The one row that says whose installation this is: names, province, and how far its legal clock is shifted."""

    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=200)
    responsible = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    province_code = models.CharField(max_length=10)
    ident_code = models.CharField(max_length=10)
    demo = models.BooleanField(default=False)
    clock_offset = models.DurationField(default=timedelta())
    banner_until = models.DateTimeField(
        null=True, blank=True
    )  # legal time; without one no page asks for banners

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_instance_is_one"),
            models.CheckConstraint(
                condition=models.Q(demo=True) | models.Q(clock_offset=timedelta()),
                name="site_only_a_demo_shifts_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name
