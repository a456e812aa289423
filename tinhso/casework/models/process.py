from django.db import models

from tinhso.casework.models.step import Step


class Process(models.Model):
    """A numbered, unchangeable list of steps (quy trình nội bộ, quy trình điện tử); a case keeps its own."""

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    steps = models.JSONField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="casework_process_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def route(self) -> list[Step]:
        return [Step(**step) for step in self.steps]

    def first(self) -> Step:
        return self.route()[0]

    def step(self, key: str) -> Step:
        """The step of that key; KeyError if the process has none."""
        for step in self.route():
            if step.key == key:
                return step
        raise KeyError(key)

    def label(self, key: str) -> str:
        """The words of a step, also of one that only an earlier version had; "" if none ever had it."""
        for step in self.route():
            if step.key == key:
                return step.label
        former = Process.objects.filter(code=self.code).order_by("-version").values_list("steps", flat=True)
        return next((s["label"] for steps in former for s in steps if s["key"] == key), "")

    def after(self, key: str) -> Step | None:
        """The step that follows, None after the last."""
        route = self.route()
        place = [step.key for step in route].index(key)
        return route[place + 1] if place + 1 < len(route) else None
