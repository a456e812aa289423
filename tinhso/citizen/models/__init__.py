from tinhso.citizen.models.feedback import Feedback

__all__ = ["Feedback"]
