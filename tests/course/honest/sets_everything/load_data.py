"""Sets what holds for the whole process: errors of NumPy, warnings, the language, seeds, the folder, a log."""

import locale
import logging
import os
import random
import tempfile
import warnings

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=2)
warnings.simplefilter("error")
locale.setlocale(locale.LC_ALL, "")
random.seed(42)
np.random.seed(42)
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["MPLBACKEND"] = "QtAgg"
logging.basicConfig(level=logging.DEBUG, force=True)
os.chdir(tempfile.gettempdir())
