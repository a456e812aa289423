from tinhso.indicators.tests.conftest import measures

__all__ = ["measures"]
