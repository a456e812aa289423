from tinhso.kernel.law.models.rule import Rule

__all__ = ["Rule"]
