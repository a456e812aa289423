from tinhso.kernel.site.models.instance import Instance

__all__ = ["Instance"]
