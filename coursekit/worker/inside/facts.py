"""What the tests may know about objects that stay in the worker: plain facts, normalised.

Every right way of writing a thing gives the same facts: Sequential or functional, ``Input`` or
``input_shape``, ``activation="relu"`` or a ReLU layer, ``cmap="binary"`` or ``"gray_r"``. This module runs in
the worker. It imports nothing heavy itself: an object of Keras can exist only after Keras was imported.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.worker.names import ACTIVATIONS

_WITHOUT_EFFECT = {"InputLayer", "Identity"}
_FLATTENING = {"Flatten", "Reshape"}
_SETTINGS = (
    "filters kernel_size strides padding dilation_rate groups depth_multiplier pool_size axis epsilon center scale "
    "offset negative_slope use_bias target_shape shared_axes"
).split()
"""What says how a layer computes: its attributes of these names, where it has them."""


def kind_of(value: Any) -> str:
    """Say what an object is: model, history, axes, figure, series, tensor or other."""
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
    return {"type": type(value).__name__, **_DESCRIBE[kind](value)}


def describe_model(model: Any) -> dict:
    """Return layers, shapes, parameter counts and what the model was compiled with."""
    if not model.built:
        # A Sequential without an Input is built at its first call; MNIST's shape is the course's only one.
        model(np.zeros((1, 28, 28), "float32"))
    return {
        "layers": _describe_layers(_flat_layers(model)),
        # A model of the learner's own class knows no shape; it has taken MNIST's.
        "input_shape": _for_any_batch(getattr(model, "input_shape", (None, 28, 28))),
        "output_shape": _for_any_batch(getattr(model, "output_shape", None)),
        "params": int(model.count_params()),
        "trainable_params": int(sum(np.prod(w.shape) for w in model.trainable_weights)),
        "penalties": len(model.losses),
        "compiled": bool(getattr(model, "compiled", False)),
        "optimizer": _describe_optimizer(getattr(model, "optimizer", None)),
        "steps_per_execution": int(getattr(model, "steps_per_execution", 1)),
    }


def describe_axes(axes: Any) -> dict:
    """Return what an Axes shows: images as seen, lines, title, ticks, limits, grid."""
    legend = axes.get_legend()
    return {
        "title": axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
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
        "texts": [text.get_text() for text in _texts(axes)],
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


def describe_other(value: Any) -> dict:
    """Return what a person would call this object."""
    return {"is_function": callable(value) and not isinstance(value, type)}


_DESCRIBE = {
    "model": describe_model,
    "axes": describe_axes,
    "figure": describe_figure,
    "history": describe_history,
    "series": describe_series,
    "tensor": lambda tensor: {},
    "other": describe_other,
}


def _flat_layers(model: Any) -> list:
    layers: list = []
    for layer in model.layers:
        layers.extend(_flat_layers(layer) if hasattr(layer, "layers") else [layer])
    return layers


def _describe_layers(layers: list) -> list[dict]:
    """Describe layers; `inputs` are the places of the layers that each takes its input from, -1 for the images."""
    described: list[dict] = []
    made_by: dict[int, int] = {}
    taken = Counter(id(tensor) for layer in layers for tensor in _tensors(layer, "input"))
    for layer in layers:
        facts, last = _describe_layer(layer), len(described) - 1
        # A tensor that no layer here has made comes from the layer before: so it is in a Sequential.
        inputs = [made_by.get(id(tensor), last) for tensor in _tensors(layer, "input")] or [last]
        place = inputs[0]
        if facts["kind"] not in _WITHOUT_EFFECT:
            before = described[last] if described else {}
            alone = inputs == [last] and all(taken[id(t)] < 2 for t in _tensors(layer, "input"))
            if facts["kind"] == "Activation" and alone and before.get("activation") == "linear":
                before["activation"] = facts["activation"]
            else:
                described.append({**facts, "inputs": inputs})
            place = len(described) - 1
        made_by.update((id(tensor), place) for tensor in _tensors(layer, "output"))
    return described


def _tensors(layer: Any, end: str) -> list:
    """Return what stands for a layer's input or output in the network's graph; nothing where there is none."""
    try:
        return sys.modules["keras"].tree.flatten(getattr(layer, end))
    except (AttributeError, ValueError):
        return []


def _describe_layer(layer: Any) -> dict:
    kind = type(layer).__name__
    facts = {"name": layer.name, "kind": kind, "params": int(layer.count_params())}
    facts["output_shape"] = _shape(getattr(getattr(layer, "output", None), "shape", None))
    if kind == "Dense":
        facts["units"] = int(layer.units)
    if hasattr(layer, "activation"):
        facts["activation"] = _activation_name(layer.activation)
    elif kind in {"ReLU", "ELU", "Softmax"}:
        facts.update(kind="Activation", activation=_activation_name(layer))
    elif kind in _FLATTENING and len(facts["output_shape"] or []) == 2:
        facts["kind"] = "Flatten"
    elif kind == "Lambda" and facts["output_shape"] == [None, 28, 28, 1]:
        # Nearly always it gives the images their channel; the network's outputs will show it.
        facts.update(kind="Reshape", target_shape=[28, 28, 1])
    facts |= {name: _plain(getattr(layer, name)) for name in _SETTINGS if hasattr(layer, name)}
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | float | str | None) else float(np.asarray(value))


def _activation_name(activation: Any) -> str:
    """Name an activation by what it computes where it is a known one, whatever it is called."""
    name = getattr(activation, "__name__", None) or type(activation).__name__.lower()
    keras = sys.modules["keras"]
    if activation is getattr(keras.activations, str(name), None):
        return name
    probe = np.array([[-2.0, -0.5, 0.0, 0.5, 3.0, 8.0]], "float32")
    try:
        seen = np.asarray(activation(keras.ops.convert_to_tensor(probe)))
    except Exception:  # noqa: BLE001 - an activation of the learner's own may do anything
        return str(name)
    for known in ACTIVATIONS:
        expected = np.asarray(getattr(keras.activations, known)(keras.ops.convert_to_tensor(probe)))
        if seen.shape == expected.shape and np.allclose(seen, expected, atol=1e-6):
            return known
    return f"{name} of your own" if name in ACTIVATIONS else str(name)


def _describe_optimizer(optimizer: Any) -> dict | None:
    if optimizer is None:
        return None
    try:
        config = optimizer.get_config()
        rate = float(np.asarray(optimizer.learning_rate))
    except Exception:  # noqa: BLE001 - a schedule of the learner's own may lack a method, or stop with an error
        config, rate = vars(optimizer), None
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
    from matplotlib.collections import PolyQuadMesh, QuadMesh

    meshes = (c for c in axes.collections if isinstance(c, QuadMesh | PolyQuadMesh))
    return [*axes.get_images(), *meshes]


def _describe_image(image: Any, axes: Any) -> dict:
    """Describe a picture by what is seen: grey values from 0 (white) to 1 (black), top row first.

    `values` are what was drawn, whatever its colours, in the same places. `texts` are what is written over it, as
    (row, column, text); `row_names` and `column_names` what the ticks call each row and column: a list of texts.
    """
    data = np.ma.getdata(image.get_array())
    facts: dict = {"cmap": image.get_cmap().name, "shape": list(data.shape), "seen": None}
    facts["coloured"] = False
    if data.ndim in (2, 3) and data.size <= 10**6:
        columns, rows = _edges_as_seen(image, axes, data.shape)

        def turned(values: np.ndarray) -> np.ndarray:
            values = values if rows.in_order else values[::-1]
            return values if columns.in_order else values[:, ::-1]

        rgb = image.to_rgba(data)[..., :3]
        facts["coloured"] = bool(np.ptp(rgb, axis=-1).max() > 0.01)
        seen = 1.0 - rgb.mean(axis=-1)
        facts.update(seen=turned(seen), values=turned(np.asarray(data, float)))
        places = [(*_place_of(text, axes), text.get_text()) for text in _texts(axes)]
        cells = [(rows.cell(y), columns.cell(x), text) for x, y, text in places]
        facts["texts"] = [cell for cell in cells if None not in cell]
        facts["row_names"] = _tick_names(axes, axes.yaxis, rows)
        facts["column_names"] = _tick_names(axes, axes.xaxis, columns)
    return facts


@dataclass
class _Edges:
    """Where a picture's rows lie from top to bottom, or its columns from left to right.

    Attributes
    ----------
    places
        Coordinates of their borders: one more than there are rows, from small to large or from large to small.
    in_order
        Whether the array's first row is the top one, its first column the left one.
    """

    places: np.ndarray
    in_order: bool

    @property
    def nudge(self) -> float:
        """A small part of a row, as a coordinate."""
        return float(0.05 * np.abs(np.diff(self.places)).min())

    def cell(self, place: float) -> int | None:
        """Return the number of the row at a coordinate; None outside, and on a border."""
        places = self.places if self.places[0] < self.places[-1] else -self.places
        place = place if self.places is places else -place
        number = int(np.searchsorted(places, place)) - 1
        if not 0 <= number < len(places) - 1:
            return None
        low, high = places[number : number + 2]
        return number if 0.02 < (place - low) / (high - low) < 0.98 else None


def _edges_as_seen(image: Any, axes: Any, shape: tuple) -> tuple[_Edges, _Edges]:
    """Return where the columns of a picture lie, and its rows."""
    if hasattr(image, "get_extent"):
        left, right, bottom, top = image.get_extent()
        # imshow draws row 0 at `top` of the extent for origin "upper", at `bottom` for "lower".
        first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
        x, y = np.linspace(left, right, shape[1] + 1), np.linspace(first, last, shape[0] + 1)
    else:
        x, y = image.get_coordinates()[0, :, 0], image.get_coordinates()[:, 0, 1]
    from_left = (x[0] < x[-1]) != axes.xaxis_inverted()
    from_top = (y[0] < y[-1]) == axes.yaxis_inverted()
    return (
        _Edges(x if from_left else x[::-1], bool(from_left)),
        _Edges(y if from_top else y[::-1], bool(from_top)),
    )


def _texts(axes: Any) -> list:
    return [text for text in axes.texts if text.get_visible() and text.get_text().strip()]


def _place_of(text: Any, axes: Any) -> tuple[float, float]:
    """Return where a text stands, in the coordinates of the data: a little beyond where it begins or ends."""
    if hasattr(text, "xycoords"):
        dots = axes.transData.transform(text.xy)
    else:
        dots = text.get_transform().transform(text.get_position())
    right = {"left": 3, "right": -3}.get(text.get_horizontalalignment(), 0)
    up = {"bottom": 3, "baseline": 3, "top": -3}.get(text.get_verticalalignment(), 0)
    x, y = axes.transData.inverted().transform(dots + np.array([right, up]))
    return float(x), float(y)


def _tick_names(axes: Any, axis: Any, edges: _Edges) -> list[list[str]]:
    names: list[list[str]] = [[] for _ in edges.places[1:]]
    if axes.axison and axis.get_visible():
        axis.get_ticklabels()  # Has the ticks placed and named.
        for tick in axis.get_major_ticks():
            labels = [label for label in (tick.label1, tick.label2) if label.get_visible()]
            # pcolormesh leaves matplotlib's ticks where cells begin.
            number = edges.cell(tick.get_loc() + edges.nudge)
            if labels and number is not None:
                names[number].append(labels[0].get_text())
    return names


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
