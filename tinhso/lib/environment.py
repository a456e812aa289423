"""Settings that come from the environment: each is declared once, by the system that it is for, and read by its name.

    SETTINGS = [Setting("TINHSO_CLAMAV", "địa chỉ của ClamAV (/đường-dẫn hoặc máy:cổng)")]

A system lists its own in `environment.py`, which imports nothing but this and `setting_forms`: settings are read before
Django is there.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.lib.setting_forms import LINE, YES, Form

OURS = "TINHSO_"


@dataclass(frozen=True)
class Setting:
    """A variable, what it is for (in Vietnamese, for who runs the system) and its default as one would write it.

    The value of a `secret` one is never printed. An `inner` one is set by the program for its own processes. `unset` says
    in Vietnamese what holds where a variable without a default is not given.
    """

    name: str
    meaning: str
    default: str = ""
    secret: bool = False
    inner: bool = False
    form: Form = LINE
    unset: str = ""


class WrongSetting(ValueError):
    """A value that cannot be used; the words name the variable and never the value. `english` says the same."""

    def __init__(self, sentence: str, english: str = "") -> None:
        super().__init__(sentence)
        self.english = english or sentence


class Environment:
    """What was given of the declared settings. A name that nobody declared is an error of the code: KeyError.

    A variable that is there and empty is not given: `NAME=` in a file of settings means its default.
    """

    def __init__(self, settings: Iterable[Setting], values: Mapping[str, str]) -> None:
        self._values = values
        self.settings: dict[str, Setting] = {}
        for setting in settings:
            if setting.name in self.settings:
                raise ValueError(f"{setting.name} is declared twice")
            self.settings[setting.name] = setting

    def text(self, name: str) -> str:
        default = self.settings[name].default
        return self._values.get(name) or default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in YES

    def words(self, name: str) -> list[str]:
        """The values of a variable that lists several, separated by commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def number(self, name: str) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            raise WrongSetting(f"{name}: cần một số", f"{name}: must be a number") from None

    def json(self, name: str) -> Any:
        """None where it is not given."""
        try:
            return json.loads(self.text(name) or "null")
        except ValueError:
            raise WrongSetting(f"{name}: cần JSON", f"{name}: must be JSON") from None

    def wrong(self) -> list[WrongSetting]:
        """Every given value that breaks its limit."""
        return [
            wrong_value(one)
            for one in self.settings.values()
            if not one.inner and (given := self._values.get(one.name)) and not one.form.holds(given)
        ]

    def printable(self, name: str) -> str:
        """For people to read: the value, "" where it is not given, and of a secret only that it is there."""
        if name not in self._values:
            return ""
        return "••••" if self.settings[name].secret else self._values[name]

    def unknown(self) -> list[str]:
        """Variables that are called as ours are, and that nobody declared: slips of whoever typed them."""
        return sorted(name for name in self._values if name.startswith(OURS) and name not in self.settings)


def wrong_value(setting: Setting) -> WrongSetting:
    return WrongSetting(
        f"{setting.name}: cần {setting.form.words}", f"{setting.name}: must be {setting.form.english}"
    )
