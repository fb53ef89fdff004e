from .plots import *
from .plots import __doc__ as about
