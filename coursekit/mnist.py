"""The MNIST digits, as `keras.datasets.mnist` gives them, but without TensorFlow.

Where there is no internet, they are a bundled sample.
"""

import io
import os
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coursekit.errors import CourseError

if TYPE_CHECKING:
    # Where digits are looked for alone, as by who counts points anew, nobody waits for NumPy.
    import numpy as np

Digits = tuple["np.ndarray", "np.ndarray"]
"""Images and their labels: uint8 of shape (n, 28, 28), and uint8 of shape (n,)."""

SAMPLE = Path(__file__).resolve().parent / "data" / "mnist_sample.npz"
"""The bundled sample: 4,000 digits for training and 1,000 for testing, as many of each digit."""

FULL = SAMPLE.with_name("mnist.npz")
"""Where `course bundle` puts full MNIST, for computers without internet. The repository does not have it."""

URLS = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "https://s3.amazonaws.com/img-datasets/mnist.npz",
)
"""Where Keras's `mnist.npz` lies: Keras's present address, and its former one as a mirror."""

ASKED = "MNIST_COURSE_DATA"
"""Where a file comes from that was asked for by its path."""

SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
"""The checksum of `mnist.npz`, from Keras's source `keras/src/datasets/mnist.py`."""

TIMEOUT = (3.05, 10)
"""Seconds to wait for a connection, and for the next piece of an answer."""


class DatasetError(CourseError):
    """No usable digits: the message says what happened, to which file, and what to do now."""


@dataclass(frozen=True)
class Found:
    """The file that the digits come from.

    Attributes
    ----------
    name
        "full" for 60,000 training and 10,000 test digits, "sample" for the bundled sample, or
        "other".
    path
        The `mnist.npz`.
    where
        A few words on its source, such as "Keras's cache".
    """

    name: Literal["full", "sample", "other"]
    path: Path
    where: str


def load_data(path: str = "mnist.npz") -> tuple[Digits, Digits]:
    """Load the handwritten digits: a replacement for `keras.datasets.mnist.load_data`.

    Parameters
    ----------
    path
        The file's name in Keras's cache, as in Keras.

    Returns
    -------
    ((X_train, y_train), (X_test, y_test))
        Images: uint8 from 0 (background) to 255 (ink), shape (n, 28, 28). Labels: uint8 from 0 to
        9, shape (n,). Full MNIST has 60,000 and 10,000 digits, the sample 4,000 and 1,000.

    Raises
    ------
    DatasetError
        When there is no file, or when it does not hold digits in this form.
    """
    return load_found(find(path))


def load_found(found: Found) -> tuple[Digits, Digits]:
    """Load the digits of a file that `find` has chosen, as `load_data` does."""
    keys = ("x_train", "y_train", "x_test", "y_test")
    arrays = _read(found.path, *keys, advice=_advice(found.path, found.where == ASKED))
    train = arrays["x_train"], arrays["y_train"]
    test = arrays["x_test"], arrays["y_test"]
    if problem := _problem("train", *train) or _problem("test", *test):
        raise _not_mnist(found.path, problem, _advice(found.path, found.where == ASKED))
    return train, test


def find(path: str = "mnist.npz", setting: str | None = None) -> Found:
    """Choose the file that the digits come from, and download it if need be.

    It looks in this order: what the setting says (the path of an ``mnist.npz``, or ``sample``);
    Keras's own cache; what `course bundle` brought; an earlier or a new download of the course; the bundled sample, after a
    printed line that says why. With the setting ``full`` the sample is not taken. The choice is
    made once per process and setting.

    Parameters
    ----------
    path
        The file's name in Keras's cache.
    setting
        "sample", "full", the path of a file, or empty for any; without it, what the environment
        variable ``MNIST_COURSE_DATA`` says.

    Raises
    ------
    DatasetError
        When the file that was asked for is missing or damaged.
    """
    setting = os.environ.get("MNIST_COURSE_DATA", "") if setting is None else setting
    word = setting.strip().lower()
    return _choose(word if word in ("sample", "full") else setting.strip(), path)


@lru_cache
def _choose(setting: str, keras_name: str) -> Found:
    if setting == "sample":
        return _found(SAMPLE, "bundled with the course")
    if setting not in ("", "full"):
        return _found(Path(os.path.abspath(os.path.expanduser(setting))), ASKED)

    # The course's own processes have a Keras folder of their own, beside the user's: `coursekit.surroundings.own_keras`.
    homes = (os.environ.get(name) for name in ("COURSE_USERS_KERAS_HOME", "KERAS_HOME"))
    folders = [home for home in homes if home] or [os.path.join("~", ".keras")]
    keras_files = [
        Path(os.path.expanduser(home), "datasets", keras_name).absolute() for home in folders
    ]
    for keras_file in keras_files:
        if os.path.isfile(keras_file):
            return _found(keras_file, "Keras's cache")
    if FULL.is_file():
        return _found(FULL, "bundled with the course")
    try:
        return _found(_own_copy(), "the course's download")
    except _NoDownload as reason:
        if setting == "full":
            raise DatasetError(
                f"The full MNIST is not here, because {reason}.\n"
                f"→ Connect to the internet and try again, or put mnist.npz at {keras_files[0]}, "
                "or take the sample with MNIST_COURSE_DATA=sample."
            ) from reason
        print(f"Using the sample of 5,000 digits, not full MNIST: {reason}.")
    return _found(SAMPLE, "bundled with the course")


def _found(path: Path, where: str) -> Found:
    if path == SAMPLE:
        return Found("sample", path, where)
    labels = _read(path, "y_train", "y_test", advice=_advice(path, where == ASKED))
    full = (labels["y_train"].shape, labels["y_test"].shape) == ((60_000,), (10_000,))
    return Found("full" if full else "other", path, where)


class _NoDownload(Exception):
    """Why there is no download, in words that can follow "because"."""


def _own_copy() -> Path:
    """Return the course's own `mnist.npz`, downloaded if it is not there or not intact."""
    try:
        import pooch
        import requests  # noqa: F401 - pooch needs it for the download
    except ImportError as error:
        raise _NoDownload(f"the package {error.name} is not installed") from error
    folder = Path(pooch.os_cache("mnist-course"))
    if not folder.is_absolute():
        raise _NoDownload("there is no home folder to keep the download in")
    target = folder / "mnist.npz"
    try:
        if os.path.isfile(target) and pooch.file_hash(target) == SHA256:
            return target
        folder.mkdir(parents=True, exist_ok=True)
        _download(target)
    except OSError as error:
        words = error.strerror or error
        raise _NoDownload(f"the download can't be kept in {folder} ({words})") from error
    return target


def _download(target: Path) -> None:
    """Download from the first address with the right file; `target` is written whole or not at all.

    Raises
    ------
    _NoDownload
        When no address has it.
    OSError
        When it can't be written.
    """
    from tempfile import TemporaryDirectory
    from urllib.parse import urlsplit

    import pooch
    import requests

    download = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, timeout=TIMEOUT)
    failures: dict[str, list[str]] = {}
    # Not pooch.retrieve: on Windows its last step copies over a file that another process may read.
    with TemporaryDirectory(dir=target.parent, prefix="download-") as scratch:
        for url in URLS:
            host, file = urlsplit(url).hostname, Path(scratch, "mnist.npz")
            try:
                download(url, file, None)
            except (requests.RequestException, ValueError) as error:
                failures.setdefault(_failure(error), []).append(str(host))
                continue
            if pooch.file_hash(file) == SHA256:
                os.replace(file, target)
                return
            failures.setdefault("sent a file that is not MNIST", []).append(str(host))
    raise _NoDownload(
        "; ".join(f"{' and '.join(hosts)} {failure}" for failure, hosts in failures.items())
    )


def _failure(error: Exception) -> str:
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"answered with error {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return "did not answer in time"
    if isinstance(error, requests.exceptions.ProxyError):
        return "could not be reached through the proxy that HTTPS_PROXY or the system names"
    if isinstance(error, requests.exceptions.SSLError):
        return (
            "answered with a certificate that is not trusted here (REQUESTS_CA_BUNDLE takes the path of your school's "
            "or company's own)"
        )
    return "could not be reached, or broke off"


def _read(path: Path, *keys: str, advice: str) -> dict[str, "np.ndarray"]:
    """Read arrays of an npz file; never unpickles. `advice` says what to do when that fails."""
    import numpy as np

    try:
        with zipfile.ZipFile(path) as archive:
            # Each entry is read to its end, so that its checksum is compared before it is used.
            entries = {key: io.BytesIO(archive.read(f"{key}.npy")) for key in keys}
        return {
            key: np.lib.format.read_array(entry, allow_pickle=False)
            for key, entry in entries.items()
        }
    except FileNotFoundError as error:
        raise DatasetError(f"There is no file {path}.\n→ {advice}") from error
    except KeyError as error:
        missing = [key for key in keys if f"{key}.npy" in str(error)]
        what = f"it has no array {', '.join(missing)}"
    except OSError as error:
        what = f"it can't be read ({error.strerror or error})"
    except Exception as error:  # noqa: BLE001
        # Each of zipfile's decompressors and numpy's parser of headers has errors of its own.
        what = f"it is damaged, or not an npz file ({error})"
    raise _not_mnist(path, what, advice)


def _problem(part: str, images: "np.ndarray", labels: "np.ndarray") -> str | None:
    """Say what is wrong with one part ("train" or "test"), or return None."""
    import numpy as np

    if images.dtype != np.uint8 or images.shape[1:] != (28, 28):
        return (
            f"x_{part} should be uint8 of shape (n, 28, 28), but is {images.dtype} {images.shape}"
        )
    if labels.dtype != np.uint8 or labels.ndim != 1:
        return f"y_{part} should be uint8 of shape (n,), but is {labels.dtype} {labels.shape}"
    if len(images) != len(labels):
        return f"x_{part} has {len(images)} images, but y_{part} has {len(labels)} labels"
    counts = np.bincount(labels, minlength=10)
    if len(counts) > 10:
        return f"y_{part} has the label {labels.max()}, but labels are 0 to 9"
    if missing := [str(digit) for digit in range(10) if not counts[digit]]:
        return f"y_{part} has no label {', '.join(missing)}, but every digit must occur"
    if images.max() <= 1:
        return f"the brightest pixel of x_{part} is {images.max()}, but pixels go from 0 to 255"
    return None


def _not_mnist(path: Path, problem: str, advice: str) -> DatasetError:
    return DatasetError(f"{path} does not hold MNIST digits: {problem}.\n→ {advice}")


def _advice(path: Path, asked: bool) -> str:
    if path == SAMPLE:
        return "Get this file again from the course's repository: git checkout -- coursekit/data"
    if asked:
        return "Set MNIST_COURSE_DATA to the path of a good mnist.npz, or to the word sample."
    return "Delete this file and try again: a good copy is downloaded in its place."
