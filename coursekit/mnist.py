"""The digits of the course: full MNIST where it can be had, a bundled sample elsewhere.

`load_data` takes the first that there is:

1. the file that the environment variable ``MNIST_COURSE_DATA`` names (a path, or ``sample``, or ``full``, which
   means: never the sample);
2. Keras's own copy, ``~/.keras/datasets/mnist.npz`` (``KERAS_HOME`` is respected);
3. a download, kept in the user's cache folder, so that there is never more than one;
4. the bundled sample of 5,000 digits, with a line that says so.

MNIST: Yann LeCun and Corinna Cortes, CC BY-SA 3.0. The sample: see ``coursekit/data/README.md``.
"""

import os
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

SAMPLE = Path(__file__).parent / "data" / "mnist_sample.npz"
"""The bundled sample: 4,000 training and 1,000 test digits, as many of each."""

URLS = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "https://s3.amazonaws.com/img-datasets/mnist.npz",
)
"""Where Keras's file lies, and a mirror. Both must have the SHA-256 below."""

SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
CONNECT_TIMEOUT = 5.0
"""Seconds of silence after which a server is given up."""

Pair = tuple[np.ndarray, np.ndarray]


class DatasetError(Exception):
    """The digits can't be read; the text says which file, why, and what to do."""


@dataclass(frozen=True)
class Found:
    """Which digits are used.

    Attributes
    ----------
    name
        "full", "sample", or "other" for a file of another size.
    path
        The ``.npz`` file.
    where
        A few words on where it comes from.
    """

    name: str
    path: Path
    where: str


def load_data(path: str = "mnist.npz") -> tuple[Pair, Pair]:
    """Load the digits; the signature is that of ``keras.datasets.mnist.load_data``.

    Parameters
    ----------
    path
        Not used: the course decides which file it reads. Here for compatibility.

    Returns
    -------
    ((X_train, y_train), (X_test, y_test))
        Images uint8 (n, 28, 28) from 0 to 255, labels uint8 (n,) from 0 to 9.

    Raises
    ------
    DatasetError
        When the file is damaged or is no MNIST.
    """
    return read(find().path)


def find() -> Found:
    """Say which digits `load_data` uses, without reading them. Downloads them where that is needed.

    The choice is made once for each value of ``MNIST_COURSE_DATA``.

    Raises
    ------
    DatasetError
        When ``MNIST_COURSE_DATA`` names a file that is not there, or wants full MNIST and there is none.
    """
    return _find(os.environ.get("MNIST_COURSE_DATA", ""))


def read(path: Path) -> tuple[Pair, Pair]:
    """Read and check an ``.npz`` file with the keys x_train, y_train, x_test, y_test; see `load_data`."""
    try:
        with np.load(path, allow_pickle=False) as file:
            names = ("x_train", "y_train", "x_test", "y_test")
            missing = [name for name in names if name not in file.files]
            if missing:
                raise _damaged(path, f"it has no {', '.join(missing)}")
            x_train, y_train, x_test, y_test = (file[name] for name in names)
    except FileNotFoundError:
        raise DatasetError(f"There is no file {path}.\n→ Check the path.") from None
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, AttributeError) as error:
        raise _damaged(path, f"it can't be read: {error}") from None
    except Exception as error:  # zlib's own error has no common base class
        raise _damaged(path, f"it can't be unpacked: {error}") from None
    for images, labels in ((x_train, y_train), (x_test, y_test)):
        _demand_digits(path, images, labels)
    return (x_train, y_train), (x_test, y_test)


@cache
def _find(chosen: str) -> Found:
    if chosen == "sample":
        return Found("sample", SAMPLE, "the bundled sample of 5,000 digits")
    if chosen not in ("", "full"):
        path = Path(chosen).expanduser().absolute()
        if not path.is_file():
            raise DatasetError(
                f"MNIST_COURSE_DATA names {path}, and there is no such file.\n"
                "→ Set it to the path of an mnist.npz, or to the word sample, or unset it."
            )
        return Found(_name_of(path), path, "the file that MNIST_COURSE_DATA names")
    keras_file = _keras_home() / "datasets" / "mnist.npz"
    if keras_file.is_file():
        return Found(_name_of(keras_file), keras_file, "Keras's own copy")
    path, reason = _download()
    if path is not None:
        return Found("full", path, "downloaded before, kept in the cache folder")
    if chosen == "full":
        raise DatasetError(
            f"Full MNIST is not here, and could not be downloaded: {reason}.\n"
            "→ Connect to the internet and try again, or set MNIST_COURSE_DATA to the path of an mnist.npz."
        )
    print(
        f"Using the bundled sample of 5,000 digits: full MNIST could not be downloaded ({reason})."
    )
    return Found("sample", SAMPLE, "the bundled sample of 5,000 digits")


def _keras_home() -> Path:
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def _download() -> tuple[Path | None, str]:
    """Return the downloaded file, or None and why there is none. Only a whole, right file is ever kept."""
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    reason = ""
    for url in URLS:
        try:
            folder = Path(os.environ.get("MNIST_COURSE_CACHE") or pooch.os_cache("mnist-course"))
            downloader = pooch.HTTPDownloader(progressbar=_has_tqdm(), timeout=CONNECT_TIMEOUT)
            # pooch writes to a temporary file beside the target, checks the hash, and then renames it.
            return Path(
                pooch.retrieve(url, f"sha256:{SHA256}", "mnist.npz", folder, downloader=downloader)
            ), ""
        except requests.exceptions.RequestException as error:
            status = getattr(error.response, "status_code", None)
            reason = f"the server answered {status}" if status else "no connection"
        except ValueError:
            reason = "what came was damaged"
        except OSError as error:
            reason = (
                f"the cache folder {error.filename or ''} can't be written to: {error.strerror}"
            )
    return None, reason


def _has_tqdm() -> bool:
    import importlib.util

    return importlib.util.find_spec("tqdm") is not None


def _name_of(path: Path) -> str:
    """Tell full MNIST from another file by the shapes in the headers, without unpacking it."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("x_train.npy") as file:
            version = np.lib.format.read_magic(file)
            read_header = getattr(np.lib.format, f"read_array_header_{version[0]}_0")
            shape, _, _ = read_header(file)
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile):
        return "other"
    return {60_000: "full", 4_000: "sample"}.get(shape[0] if shape else 0, "other")


def _demand_digits(path: Path, images: np.ndarray, labels: np.ndarray) -> None:
    if images.ndim != 3 or images.shape[1:] != (28, 28) or images.dtype != np.uint8:
        raise _damaged(path, f"its images are {images.dtype} of shape {images.shape}")
    if labels.shape != images.shape[:1] or labels.dtype.kind not in "iu":
        raise _damaged(path, f"its labels are {labels.dtype} of shape {labels.shape}")
    if not len(labels) or labels.min() < 0 or labels.max() > 9:
        raise _damaged(path, "its labels are not the digits 0 to 9")
    absent = np.flatnonzero(np.bincount(labels, minlength=10) == 0)
    if len(absent):
        raise _damaged(path, f"the digit {absent[0]} does not occur in it")
    if not images.any():
        raise _damaged(path, "its images are all empty")


def _damaged(path: Path, why: str) -> DatasetError:
    advice = (
        "Get the course's files again (git checkout coursekit/data)."
        if path == SAMPLE
        else "Delete the file: the course then gets a fresh one, or uses its sample."
    )
    return DatasetError(f"{path} is damaged or is not MNIST: {why}.\n→ {advice}")
