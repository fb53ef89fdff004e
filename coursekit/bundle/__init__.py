"""``course bundle``: the course with all its packages, for computers without internet."""

from coursekit.bundle.make import Made, make_bundle
from coursekit.bundle.targets import targets

__all__ = ["Made", "make_bundle", "targets"]
