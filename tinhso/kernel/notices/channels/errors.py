class TryLater(Exception):
    """The carrier is away or busy; the same message may pass later."""


class Refused(Exception):
    """The carrier will never take this message, or there is no address."""
