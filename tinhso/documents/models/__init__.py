from tinhso.documents.models.register_number import RegisterNumber

__all__ = ["RegisterNumber"]
