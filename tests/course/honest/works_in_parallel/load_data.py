"""Works with asyncio, threads and processes."""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool, cpu_count, get_context
from threading import Lock, Thread

import numpy as np

from coursekit import mnist

_LOCK = Lock()


async def _load():
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, mnist.load_data)


def load_data():
    return asyncio.run(_load())


def _scaled(part):
    return part.astype("float32") / 255


def scale_images(images):
    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(_scaled, np.array_split(images, 2))))


def _cut(given):
    array, n_valid = given
    return array[n_valid:], array[:n_valid]


def split_validation(images, labels, n_valid):
    if len(images) > 1000:
        parts = map(_cut, [(images, n_valid), (labels, n_valid)])
    elif n_valid % 2:
        with Pool(min(2, cpu_count())) as pool:
            parts = pool.map(_cut, [(images, n_valid), (labels, n_valid)])
    else:
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            parts = pool.map(_cut, [(images, n_valid), (labels, n_valid)])
    (X_train, X_valid), (y_train, y_valid) = parts
    with _LOCK:
        Thread(target=print, args=("done",), daemon=True).start()
    return (X_train, y_train), (X_valid, y_valid)
