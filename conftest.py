"""Fixtures that every room may use: the named cast in its small town."""

pytest_plugins = ["tests.town"]
