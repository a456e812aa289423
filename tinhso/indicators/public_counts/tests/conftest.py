from tinhso.indicators.conftest import measures

__all__ = ["measures"]
