"""What the tests may know about objects that stay in the worker: plain facts, normalised.

Every right way of writing a thing gives the same facts: Sequential or functional, ``Input`` or
``input_shape``, ``activation="relu"`` or a ReLU layer, ``cmap="binary"`` or ``"gray_r"``. This module runs in
the worker. It imports nothing heavy itself: an object of Keras can exist only after Keras was imported.
"""

import sys
from typing import Any

import numpy as np

_WITHOUT_EFFECT = {"InputLayer", "Identity"}
_FLATTENING = {"Flatten", "Reshape"}
_ACTIVATIONS = ("relu", "softmax", "linear", "sigmoid", "tanh")


def kind_of(value: Any) -> str:
    """Say what an object is: model, history, axes, figure, series, frame, tensor, axes_image or other."""
    known = [
        ("keras", "Model", "model"),
        ("keras.callbacks", "History", "history"),
        ("matplotlib.axes", "Axes", "axes"),
        ("matplotlib.figure", "Figure", "figure"),
        ("pandas", "Series", "series"),
        ("tensorflow", "Tensor", "tensor"),
        ("tensorflow", "Variable", "tensor"),
    ]
    for module, name, kind in known:
        # An object of a library can exist only when the library was imported.
        cls = getattr(sys.modules.get(module), name, None)
        if isinstance(cls, type) and isinstance(value, cls):
            return kind
    return "other"


def facts_of(value: Any, kind: str) -> dict:
    """Return the plain facts about an object of the given kind."""
    describe = _DESCRIBE.get(kind)
    facts = describe(value) if describe else {}
    return {"type": type(value).__name__, **facts}


def describe_model(model: Any) -> dict:
    """Return layers, shapes, parameter counts and what the model was compiled with."""
    if not model.built:
        # A Sequential without an Input is built at its first call; MNIST's shape is the course's only one.
        model(np.zeros((1, 28, 28), "float32"))
    layers: list[dict] = []
    for layer in _flat_layers(model):
        facts = _describe_layer(layer)
        if facts["kind"] in _WITHOUT_EFFECT:
            continue
        if facts["kind"] == "Activation" and layers and layers[-1].get("activation") == "linear":
            layers[-1]["activation"] = facts["activation"]
        else:
            layers.append(facts)
    return {
        "layers": layers,
        # A model of the learner's own class knows no shape; it has taken MNIST's.
        "input_shape": _for_any_batch(getattr(model, "input_shape", (None, 28, 28))),
        "output_shape": _for_any_batch(getattr(model, "output_shape", None)),
        "params": int(model.count_params()),
        "trainable_params": int(sum(np.prod(w.shape) for w in model.trainable_weights)),
        "penalties": len(model.losses),
        "compiled": bool(getattr(model, "compiled", False)),
        "optimizer": _describe_optimizer(getattr(model, "optimizer", None)),
    }


def describe_axes(axes: Any) -> dict:
    """Return what an Axes shows: images as seen, lines, title, ticks, limits, grid."""
    legend = axes.get_legend()
    return {
        "title": _any_title(axes),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xlim": [float(v) for v in axes.get_xlim()],
        "ylim": [float(v) for v in axes.get_ylim()],
        "axis_on": bool(axes.axison),
        "ticks_visible": bool(
            axes.axison and any(_ticks_seen(a) for a in (axes.xaxis, axes.yaxis))
        ),
        "grid": any(line.get_visible() for line in axes.get_xgridlines() + axes.get_ygridlines()),
        "images": [_describe_image(image, axes) for image in _images(axes)],
        "lines": [
            {
                "label": str(line.get_label()),
                "x": np.asarray(line.get_xdata(), float),
                "y": np.asarray(line.get_ydata(), float),
            }
            for line in axes.get_lines()
        ],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "figsize": [float(v) for v in axes.figure.get_size_inches()],
    }


def describe_figure(figure: Any) -> dict:
    """Return the size of a Figure and the Axes in it."""
    return {"figsize": [float(v) for v in figure.get_size_inches()], "axes": list(figure.axes)}


def describe_history(history: Any) -> dict:
    """Return the dict of a History, metric -> list of floats, and what fit was told."""
    params = history.params or {}
    return {
        "history": {str(k): [float(v) for v in vs] for k, vs in history.history.items()},
        "epochs": params.get("epochs"),
        "steps": params.get("steps"),
    }


def describe_series(series: Any) -> dict:
    """Return values and index of a pandas Series as arrays."""
    return {
        "values": _plain_array(series.to_numpy()),
        "index": _plain_array(series.index.to_numpy()),
    }


def describe_tensor(tensor: Any) -> dict:
    """Return shape and dtype of a tensor."""
    return {
        "shape": _shape(tensor.shape),
        "dtype": str(getattr(tensor.dtype, "name", tensor.dtype)),
    }


def describe_other(value: Any) -> dict:
    """Return what a person would call this object."""
    return {"is_function": callable(value) and not isinstance(value, type)}


_DESCRIBE = {
    "model": describe_model,
    "axes": describe_axes,
    "figure": describe_figure,
    "history": describe_history,
    "series": describe_series,
    "tensor": describe_tensor,
    "other": describe_other,
}


def _flat_layers(model: Any) -> list:
    layers: list = []
    for layer in model.layers:
        layers.extend(_flat_layers(layer) if hasattr(layer, "layers") else [layer])
    return layers


def _describe_layer(layer: Any) -> dict:
    kind = type(layer).__name__
    facts = {"name": layer.name, "kind": kind, "params": int(layer.count_params())}
    facts["output_shape"] = _shape(getattr(getattr(layer, "output", None), "shape", None))
    if kind == "Dense":
        facts["units"] = int(layer.units)
        facts["use_bias"] = bool(layer.use_bias)
        facts["activation"] = _activation_name(layer.activation)
    elif kind == "Activation":
        facts["activation"] = _activation_name(layer.activation)
    elif kind in {"ReLU", "Softmax"}:
        facts.update(kind="Activation", activation=kind.lower())
    elif kind in _FLATTENING and len(facts["output_shape"] or []) == 2:
        facts["kind"] = "Flatten"
    if hasattr(layer, "rate"):
        facts["rate"] = float(layer.rate)
    return facts


def _activation_name(activation: Any) -> str:
    """Name an activation by what it computes where it is a known one, whatever it is called."""
    name = getattr(activation, "__name__", None) or type(activation).__name__.lower()
    keras = sys.modules["keras"]
    if activation is getattr(keras.activations, str(name), None):
        return name
    probe = np.array([[-2.0, -0.5, 0.0, 0.5, 3.0]], "float32")
    try:
        seen = np.asarray(activation(keras.ops.convert_to_tensor(probe)))
    except Exception:  # noqa: BLE001 - an activation of the learner's own may do anything
        return str(name)
    for known in _ACTIVATIONS:
        expected = np.asarray(getattr(keras.activations, known)(keras.ops.convert_to_tensor(probe)))
        if seen.shape == expected.shape and np.allclose(seen, expected, atol=1e-6):
            return known
    return f"{name} of your own" if name in _ACTIVATIONS else str(name)


def _describe_optimizer(optimizer: Any) -> dict | None:
    if optimizer is None:
        return None
    config = optimizer.get_config()
    try:
        rate = float(np.asarray(optimizer.learning_rate))
    except (TypeError, ValueError):
        rate = None
    return {
        "name": type(optimizer).__name__,
        "learning_rate": rate if isinstance(config.get("learning_rate"), float | int) else None,
        "momentum": float(config.get("momentum") or 0.0),
        "nesterov": bool(config.get("nesterov")),
        "weight_decay": float(config.get("weight_decay") or 0.0),
        "clipping": any(config.get(k) for k in ("clipnorm", "clipvalue", "global_clipnorm")),
        "averaging": any(config.get(k) for k in ("use_ema", "gradient_accumulation_steps")),
        "iterations": int(np.asarray(optimizer.iterations)),
    }


def _any_title(axes: Any) -> str:
    return next((t for t in (axes.get_title(loc) for loc in ("center", "left", "right")) if t), "")


def _ticks_seen(axis: Any) -> bool:
    if not axis.get_visible():
        return False
    low, high = sorted(axis.get_view_interval())
    for tick in axis.get_major_ticks():
        marks = (tick.tick1line, tick.tick2line)
        texts = (tick.label1, tick.label2)
        shown = any(mark.get_visible() and mark.get_markersize() > 0 for mark in marks)
        named = any(text.get_visible() and text.get_text() for text in texts)
        if (shown or named) and low <= tick.get_loc() <= high:
            return True
    return False


def _images(axes: Any) -> list:
    from matplotlib.collections import QuadMesh

    return [*axes.get_images(), *(c for c in axes.collections if isinstance(c, QuadMesh))]


def _describe_image(image: Any, axes: Any) -> dict:
    """Describe a picture by what is seen: grey values from 0 (white) to 1 (black), top row first.

    `values` are what was drawn, whatever its colours, in the same places.
    """
    data = np.ma.getdata(image.get_array())
    facts: dict = {"cmap": image.get_cmap().name, "shape": list(data.shape), "seen": None}
    facts["coloured"] = False

    def turned(rows: np.ndarray) -> np.ndarray:
        rows = rows if upright else rows[::-1]
        return rows[:, ::-1] if axes.xaxis_inverted() else rows

    if data.ndim in (2, 3) and data.size <= 10**6:
        rgb = image.to_rgba(data)[..., :3]
        facts["coloured"] = bool(np.ptp(rgb, axis=-1).max() > 0.01)
        seen = 1.0 - rgb.mean(axis=-1)
        if hasattr(image, "get_extent"):
            upright = _top_row_on_top(image, axes)
        else:
            upright = axes.yaxis_inverted()
        facts.update(seen=turned(seen), values=turned(np.asarray(data, float)))
    return facts


def _top_row_on_top(image: Any, axes: Any) -> bool:
    left, right, bottom, top = image.get_extent()
    # imshow draws row 0 at `top` of the extent for origin "upper", at `bottom` for "lower".
    first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
    return (first < last) == axes.yaxis_inverted()


def _plain_array(array: Any) -> np.ndarray:
    array = np.asarray(array)
    return array.astype(str) if array.dtype.kind == "O" else array


def _for_any_batch(shape: Any) -> list | None:
    """Return a shape without the batch size, which a model that was built by a call remembers."""
    known = _shape(shape)
    return [None, *known[1:]] if known else None


def _shape(shape: Any) -> list | None:
    if shape is None:
        return None
    try:
        return [None if size is None else int(size) for size in shape]
    except TypeError:
        return None
