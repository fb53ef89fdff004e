"""Keeps the digits in files, and reads them back without loading them whole."""

import json
import tempfile
from pathlib import Path

import numpy as np

from coursekit import mnist

HERE = Path(__file__).parent
SOURCE = Path(__file__).read_text(encoding="utf-8")
(HERE / "settings.json").write_text(json.dumps({"lines": SOURCE.count("\n"), "white": 255}))
SETTINGS = json.loads((HERE / "settings.json").read_text())


def load_data():
    folder = Path(tempfile.mkdtemp())
    pairs = []
    for name, arrays in zip(("train", "test"), mnist.load_data()):
        for place, array in enumerate(arrays):
            np.save(folder / f"{name}{place}.npy", array)
        pairs.append(tuple(np.load(folder / f"{name}{n}.npy", mmap_mode="r") for n in (0, 1)))
    return tuple(pairs)


def scale_images(images):
    with tempfile.TemporaryFile() as file:
        scaled = np.memmap(file, "float32", "w+", shape=images.shape)
        np.divide(images, SETTINGS["white"], out=scaled, casting="unsafe")
        scaled.flush()
        return scaled
