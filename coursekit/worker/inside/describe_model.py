"""A Keras model as facts: its layers in their order, shapes, and numbers of parameters."""

import sys
from collections import Counter
from typing import Any

import numpy as np

from coursekit.worker.inside.describe_optimizer import describe_optimizer
from coursekit.worker.names import ACTIVATIONS


def describe_model(model: Any) -> dict[str, Any]:
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
        "optimizer": describe_optimizer(getattr(model, "optimizer", None)),
        "steps_per_execution": int(getattr(model, "steps_per_execution", 1)),
    }


def _flat_layers(model: Any) -> list[Any]:
    layers: list[Any] = []
    for layer in model.layers:
        layers.extend(_flat_layers(layer) if hasattr(layer, "layers") else [layer])
    return layers


def _describe_layers(layers: list[Any]) -> list[dict[str, Any]]:
    """Describe layers; `inputs` are the places of the layers that each takes its input from, -1 for the images."""
    described: list[dict[str, Any]] = []
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


def _tensors(layer: Any, end: str) -> list[Any]:
    """Return what stands for a layer's input or output in the network's graph; nothing where there is none."""
    try:
        return list(sys.modules["keras"].tree.flatten(getattr(layer, end)))
    except (AttributeError, ValueError):
        return []


def _describe_layer(layer: Any) -> dict[str, Any]:
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


def _for_any_batch(shape: Any) -> list[Any] | None:
    """Return a shape without the batch size, which a model that was built by a call remembers."""
    known = _shape(shape)
    return [None, *known[1:]] if known else None


def _shape(shape: Any) -> list[Any] | None:
    if shape is None:
        return None
    try:
        return [None if size is None else int(size) for size in shape]
    except TypeError:
        return None


_WITHOUT_EFFECT = {"InputLayer", "Identity"}

_FLATTENING = {"Flatten", "Reshape"}

_SETTINGS = [
    "filters",
    "kernel_size",
    "strides",
    "padding",
    "dilation_rate",
    "groups",
    "depth_multiplier",
    "pool_size",
    "axis",
    "epsilon",
    "center",
    "scale",
    "offset",
    "negative_slope",
    "use_bias",
    "target_shape",
    "shared_axes",
]
"""What says how a layer computes: its attributes of these names, where it has them."""
