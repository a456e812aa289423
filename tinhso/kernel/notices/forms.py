from typing import Any

from django import forms

from tinhso.kernel.notices.models import NoticeChoice
from tinhso.kernel.notices.topics import Topic, available_channels
from tinhso.kernel.people.public import User


class ChoicesForm(forms.Form):
    """A tick for each topic and each outside channel that this instance has."""

    def __init__(self, user: User, topics: list[Topic], *args: Any) -> None:
        super().__init__(*args)
        rows = NoticeChoice.objects.filter(user=user).values_list("topic", "channel", "on")
        chosen = {(topic, channel): on for topic, channel, on in rows}
        self.topics = topics
        for topic in topics:
            for channel in available_channels():
                on = chosen.get((topic.code, channel.value), channel.value in topic.channels)
                self.fields[f"{topic.code}|{channel.value}"] = forms.BooleanField(
                    label=channel.label, required=False, initial=on
                )

    def groups(self) -> list[tuple[Topic, list[forms.BoundField]]]:
        """The fields of each topic, for one fieldset each."""
        return [
            (t, [self[name] for name in self.fields if name.split("|")[0] == t.code]) for t in self.topics
        ]

    def choices(self) -> dict[tuple[str, str], bool]:
        pairs = ((tuple(name.split("|")), on) for name, on in self.cleaned_data.items())
        return {(pair[0], pair[1]): on for pair, on in pairs}
