"""What a file of the learner's sets for the whole process stays with this file: one process runs the files of many lessons.

At home, a notebook imports one lesson's file or two. Here a mixed precision for lesson 3 would change the optimizer of
lesson 4, and warnings that lesson 1 makes errors would stop a training.
"""

import contextlib
import locale
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

_KERAS = ("float32", 1e-7, "channels_last", "float32")
"""Keras's floatx, epsilon, image_data_format and dtype_policy where nobody set them."""

_plain: list[Any] = []
"""The settings from before any of the learner's code ran."""

_of_file: dict[str, list[Any]] = {}
"""What each module of the learner's left behind."""


@contextmanager
def settings_of(module: str) -> Iterator[None]:
    """Give a module the global settings that it made itself, and none that another one made."""
    if not _plain:
        _plain[:] = _read()
    _write(_of_file.get(module, _plain))
    try:
        yield
    finally:
        _of_file[module] = _read()
        _write(_plain)


def forget_settings() -> None:
    """Begin with other files."""
    _of_file.clear()
    _plain.clear()


def _read() -> list[Any]:
    return [read() for read, _ in _SETTINGS]


def _write(settings: list[Any]) -> None:
    for (_, write), value in zip(_SETTINGS, settings, strict=True):
        write(value)


def _keras() -> tuple[Any, ...]:
    config = getattr(sys.modules.get("keras"), "config", None)
    if config is None:
        return _KERAS
    kept = config.floatx(), config.epsilon(), config.image_data_format()
    return (*kept, config.dtype_policy())


def _set_keras(settings: tuple[Any, ...]) -> None:
    # None where nobody has imported Keras yet.
    config = getattr(sys.modules.get("keras"), "config", None)
    if config is None:
        return
    floatx, epsilon, image_data_format, policy = settings
    config.set_floatx(floatx)
    config.set_epsilon(epsilon)
    config.set_image_data_format(image_data_format)
    config.set_dtype_policy(policy)


def _runs_eagerly() -> bool:
    tensorflow: Any = sys.modules.get("tensorflow")
    return hasattr(tensorflow, "config") and bool(tensorflow.config.functions_run_eagerly())


def _set_runs_eagerly(eagerly: bool) -> None:
    if _runs_eagerly() != eagerly:
        sys.modules["tensorflow"].config.run_functions_eagerly(eagerly)


def _styles() -> dict[str, Any] | None:
    matplotlib: Any = sys.modules.get("matplotlib")
    return _all_but_the_backend(matplotlib.rcParams) if hasattr(matplotlib, "rcParams") else None


def _set_styles(styles: dict[str, Any] | None) -> None:
    matplotlib: Any = sys.modules.get("matplotlib")
    if not hasattr(matplotlib, "rcParams"):
        return
    if styles is None:
        # Nobody had imported it yet.
        styles = _all_but_the_backend(matplotlib.rcParamsOrig)
    # Not the class's own `update`: what it would look at again, and warn of, was looked at before.
    dict.update(matplotlib.rcParams, styles)


def _all_but_the_backend(styles: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dict.items(styles) if name != "backend"}


def _filters() -> list[Any]:
    return [*warnings.filters]


def _set_filters(filters: list[Any]) -> None:
    if warnings.filters != filters:
        # `resetwarnings` tells Python to forget what it has looked up.
        warnings.resetwarnings()
        warnings.filters[:] = filters  # type: ignore[index]  # A list, whatever its type says.


def _folder() -> str:
    with contextlib.suppress(OSError):
        return os.getcwd()  # noqa: PTH109 - a text, as chdir takes it
    return "/"


def _set_folder(folder: str) -> None:
    # The learner may have removed it since.
    with contextlib.suppress(OSError):
        os.chdir(folder)


def _set_language(language: str) -> None:
    # Not every system takes back what it said.
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, language)


_SETTINGS: list[tuple[Callable[[], Any], Callable[[Any], object]]] = [
    (_keras, _set_keras),
    (_runs_eagerly, _set_runs_eagerly),
    (_styles, _set_styles),
    (_filters, _set_filters),
    (_folder, _set_folder),
    (np.geterr, lambda modes: np.seterr(**modes)),
    (lambda: locale.setlocale(locale.LC_ALL), _set_language),
]
"""How each setting is read, and how it is set."""
