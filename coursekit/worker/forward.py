"""What a network of well-known layers makes of its weights, computed here: a claim about a model that can be verified."""

import math
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np

_TOLERANCES = {"float64": 2e-3, "float32": 2e-3, "bfloat16": 0.1, "float16": 0.02}
"""How far a network's own outputs, between 0 and 1, may be from those that are computed here. float32 differs by 1e-6;
where scores are large, 16 bits by what rounding them moves: float16 by up to 0.006, bfloat16 by eight times as much.
Nothing is decided by outputs that agree so well: those that were computed here are used."""

FOLLOWED = (
    "Reshape, Rescaling, Conv2D, DepthwiseConv2D, SeparableConv2D, BatchNormalization, pooling, Flatten, Dense, "
    "activations and Dropout, one after the other or joined by Add or Concatenate"
)
"""How messages call the networks that are known here."""

MAX_WORK = 2e7
"""For one image, in nanoseconds of one core as `Given.spend` counts them: lesson 3's network takes 5e4, lesson 10's 1e6. What can
be trained in the time that a submission has takes a fifth of it at most."""

_AT_ONCE, _NUMBERS_AT_ONCE = 250, 2.5e7
"""Images, and numbers in one step. The windows of a convolution take as much memory as its input times its kernel."""

_MULTIPLIED, _COPIED, _COMPARED = 0.1, 1.0, 5.0
"""Nanoseconds for a number: multiplied in a product of tables, copied to another place, compared without those that are none."""


class UnknownLayer(Exception):
    """A layer that this module does not know; the text is its kind."""


class WeightsError(Exception):
    """Weights that are not those of such layers: too many, or else too few or of other shapes."""

    def __init__(self, too_many: bool) -> None:
        super().__init__(f"too_many={too_many}")
        self.too_many = too_many


class Given:
    """The weights, one after the other, and a count of the work: it is refused before it is done.

    Called with a shape, it gives the next of the weights, and raises WeightsError when that has another one.

    Attributes
    ----------
    largest
        The most numbers that a step needs for one image.
    """

    def __init__(self, weights: list[np.ndarray], images: int) -> None:
        self._remaining = list(weights)
        self._images = images
        self._work = 0.0
        self.largest = 1.0

    def __call__(self, *shape: int) -> np.ndarray:
        """Give the next of the weights."""
        if not self._remaining or np.shape(self._remaining[0]) != shape:
            raise WeightsError(too_many=False)
        weights: np.ndarray = np.asarray(self._remaining.pop(0))
        # Other types are multiplied one number at a time.
        return weights if weights.dtype in (np.float32, np.float64) else weights.astype("float32")

    def end(self) -> None:
        """Expect that there are no more weights."""
        if self._remaining:
            raise WeightsError(too_many=True)

    def spend(self, numbers: float, nanoseconds: float = _COPIED) -> None:
        """Count a step that needs so many numbers for all images, and takes so long for each.

        Raises
        ------
        UnknownLayer
            When it is too much.
        """
        self.largest = max(self.largest, numbers / self._images)
        self._work += numbers / self._images * nanoseconds
        if not self._work <= MAX_WORK:
            raise UnknownLayer("more, or larger, layers than can be followed")


def outputs_of(
    layers: list[SimpleNamespace], weights: list[np.ndarray], images: np.ndarray
) -> np.ndarray:
    """Return the outputs (n, units of the last layer) of a network for images (n, 28, 28).

    Parameters
    ----------
    layers
        As `Model.layers` says them.
    weights
        In Keras's order: for each layer its own, such as a kernel (inputs, units) and a bias (units,).

    Raises
    ------
    UnknownLayer
        When there is a layer, or a setting of one, that this module does not know.
    WeightsError
        When the weights are not those of such layers.
    """
    images = np.asarray(images, "float32")
    # One image first: it tells what they all would take.
    alone = Given(weights, 1)
    _outputs_of(layers, alone, images[:1])
    size = int(min(_AT_ONCE, max(1, _NUMBERS_AT_ONCE / alone.largest)))
    parts = [images[i : i + size] for i in range(0, len(images), size)]
    return np.concatenate([_outputs_of(layers, Given(weights, len(p)), p) for p in parts])


def tolerance_of(layers: list[SimpleNamespace]) -> float:
    """Return how far the outputs of such a network may be from what is computed here, by its coarsest layer."""
    names = [getattr(layer, "precision", "float32").removeprefix("mixed_") for layer in layers]
    return max((_TOLERANCES.get(name, 0.0) for name in names), default=_TOLERANCES["float32"])


def _outputs_of(layers: list[SimpleNamespace], take: Given, images: np.ndarray) -> np.ndarray:
    made = [images]
    for layer in layers:
        compute = _LAYERS.get(layer.kind)
        if compute is None or layer.activation not in (None, *ACTIVATIONS):
            raise UnknownLayer(layer.kind if compute is None else str(layer.activation))
        # Place -1 is the images. A list like `made` begins with them.
        taken = [made[place + 1] for place in getattr(layer, "inputs", [len(made) - 2])]
        take.spend(sum(values.size for values in taken))
        values = compute(layer, take, *taken)
        take.spend(values.size, _COMPARED)
        made.append(ACTIVATIONS[layer.activation or "linear"](values))
    take.end()
    return made[-1]


def _flatten(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    if getattr(layer, "data_format", None) == "channels_first":
        values = np.moveaxis(values, 1, -1)
    return values.reshape(len(values), -1)


def _dense(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    kernel = take(values.shape[-1], layer.units)
    take.spend(values.size / values.shape[-1] * kernel.shape[1])
    take.spend(values.size * kernel.shape[1], _MULTIPLIED)
    return np.asarray(values @ kernel + (take(layer.units) if layer.use_bias else 0))


def _conv(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    values = _with_channel(values)
    kernel = take(*layer.kernel_size, values.shape[-1], layer.filters)
    # (n, height, width, channels, kernel's height, kernel's width)
    windows = _windows(layer, take, layer.kernel_size, values)
    take.spend(windows.size)
    take.spend(windows[..., 0, 0, 0].size * layer.filters)
    take.spend(windows.size * layer.filters, _MULTIPLIED)
    result = np.tensordot(windows, kernel.transpose(2, 0, 1, 3), 3)
    return result + (take(layer.filters) if layer.use_bias else 0)


def _depthwise(
    layer: SimpleNamespace, take: Given, values: np.ndarray, bias: bool = True
) -> np.ndarray:
    values = _with_channel(values)
    kernel = take(*layer.kernel_size, values.shape[-1], layer.depth_multiplier)
    windows = _windows(layer, take, layer.kernel_size, values)
    take.spend(windows.size * layer.depth_multiplier)
    result = np.einsum("nhwcij,ijcm->nhwcm", windows, kernel, optimize=True)
    result = result.reshape(*result.shape[:3], -1)
    shift = take(result.shape[-1]) if bias and layer.use_bias else 0
    return np.asarray(result + shift)


def _separable(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    values = _depthwise(layer, take, values, bias=False)
    take.spend(values[..., 0].size * layer.filters)
    take.spend(values.size * layer.filters, _MULTIPLIED)
    values = values @ take(1, 1, values.shape[-1], layer.filters)[0, 0]
    return values + (take(layer.filters) if layer.use_bias else 0)


def _pool(reduce: Callable[..., Any]) -> Callable[..., np.ndarray]:
    def pool(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
        # Cells that padding has added count for nothing: neither as a maximum nor in a mean.
        windows = _windows(layer, take, layer.pool_size, _with_channel(values), np.nan)
        take.spend(windows.size, _COMPARED)
        return np.asarray(reduce(windows, axis=(4, 5)))

    return pool


def _normalise(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    if layer.axis not in (-1, [-1], values.ndim - 1, [values.ndim - 1]):
        raise UnknownLayer("BatchNormalization over another axis than the last")
    n = values.shape[-1]
    gamma, beta = take(n) if layer.scale else 1, take(n) if layer.center else 0
    mean, variance = take(n), take(n)
    return np.asarray((values - mean) / np.sqrt(variance + layer.epsilon) * gamma + beta)


def _pad(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    return _padded(take, _with_channel(values), layer.padding)


def _padded(
    take: Given, values: np.ndarray, sides: Iterable[Iterable[int]], padding: float = 0
) -> np.ndarray:
    (top, bottom), (left, right) = sides
    n, height, width, channels = values.shape
    take.spend(float(n) * (height + top + bottom) * (width + left + right) * channels)
    ways = ((0, 0), (top, bottom), (left, right), (0, 0))
    return np.pad(values, ways, constant_values=padding)


def _windows(
    layer: SimpleNamespace, take: Given, size: list[int], values: np.ndarray, padding: float = 0
) -> np.ndarray:
    if getattr(layer, "groups", 1) != 1 or set(getattr(layer, "dilation_rate", [1])) != {1}:
        raise UnknownLayer(f"{layer.kind} with groups or dilation")
    if layer.padding == "same":
        short = [
            max((math.ceil(n / step) - 1) * step + k - n, 0)
            for n, k, step in zip(values.shape[1:3], size, layer.strides, strict=True)
        ]
        values = _padded(take, values, [(n // 2, n - n // 2) for n in short], padding)
    down, right = layer.strides
    windows = np.lib.stride_tricks.sliding_window_view(values, size, axis=(1, 2))
    return windows[:, ::down, ::right]


def _with_channel(values: np.ndarray) -> np.ndarray:
    """Return images (n, height, width, channels): Keras adds a channel to those that have none."""
    return values if values.ndim == 4 else values[..., None]


def _leaky_relu(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, layer.negative_slope * values)


def _prelu(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    shared = layer.shared_axes or ()
    slopes = take(*(1 if axis in shared else n for axis, n in enumerate(values.shape) if axis))
    return np.where(values > 0, values, slopes * values)


def _unchanged(layer: SimpleNamespace, take: Given, values: np.ndarray) -> np.ndarray:
    return values


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _elu(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, np.expm1(np.minimum(values, 0)))


def _gelu(values: np.ndarray) -> np.ndarray:
    # The error function by Abramowitz and Stegun's formula 7.1.26, to 2e-7: NumPy has none.
    t = 1 / (1 + 0.3275911 * np.abs(values) / math.sqrt(2))
    terms = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0)
    erf = np.sign(values) * (1 - np.polyval(terms, t) * np.exp(-(values**2) / 2))
    return np.asarray(values * (1 + erf) / 2)


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-values)))


_LAYERS: dict[str, Callable[..., np.ndarray]] = {
    "Flatten": _flatten,
    "Reshape": lambda layer, take, values: values.reshape(len(values), *layer.target_shape),
    "Rescaling": lambda layer, take, values: values * layer.scale + layer.offset,
    "Dense": _dense,
    "Conv2D": _conv,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "MaxPooling2D": _pool(np.nanmax),
    "AveragePooling2D": _pool(np.nanmean),
    "GlobalMaxPooling2D": lambda layer, take, values: values.max(axis=(1, 2)),
    "GlobalAveragePooling2D": lambda layer, take, values: values.mean(axis=(1, 2)),
    "BatchNormalization": _normalise,
    "ZeroPadding2D": _pad,
    "Activation": _unchanged,
    "LeakyReLU": _leaky_relu,
    "PReLU": _prelu,
    "Add": lambda layer, take, *values: sum(values),
    "Concatenate": lambda layer, take, *values: np.concatenate(values, layer.axis),
    # They do something while the network learns, and nothing afterwards.
    **dict.fromkeys(
        (
            *("Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout"),
            *("RandomTranslation", "RandomRotation", "RandomZoom"),
        ),
        _unchanged,
    ),
}
"""By kind: what the layer makes of its inputs, with `take` for its weights, one after the other."""

ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": lambda values: values,
    "relu": lambda values: np.maximum(values, 0),
    "relu6": lambda values: np.clip(values, 0, 6),
    "leaky_relu": lambda values: np.where(values > 0, values, 0.2 * values),
    "elu": _elu,
    "selu": lambda values: 1.05070099 * np.where(values > 0, values, 1.67326324 * _elu(values)),
    "gelu": _gelu,
    "silu": lambda values: values * _sigmoid(values),
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "tanh": np.tanh,
}
