from tinhso.kernel.events.models.event_row import EventRow

__all__ = ["EventRow"]
