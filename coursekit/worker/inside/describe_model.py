"""A Keras model as facts: its layers in their order, shapes, and numbers of parameters."""

import sys
from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from coursekit.worker.inside.describe_optimizer import describe_optimizer
from coursekit.worker.names import ACTIVATIONS


class _Use(NamedTuple):
    """A layer where it stands in a network, and what stands for its input and output in the graph; nothing without one."""

    layer: Any
    inputs: list[Any]
    outputs: list[Any]


def describe_model(model: Any) -> dict[str, Any]:
    """Return layers, shapes, parameter counts and what the model was compiled with."""
    if not model.built:
        # A Sequential without an Input is built at its first call; MNIST's shape is the course's only one.
        model(np.zeros((1, 28, 28), "float32"))
    return {
        "layers": _describe_layers(_flat_uses(model)),
        # A model of the learner's own class knows no shape; it has taken MNIST's.
        "input_shape": _for_any_batch(getattr(model, "input_shape", (None, 28, 28))),
        "output_shape": _for_any_batch(getattr(model, "output_shape", None)),
        "own_class": _computes_in_its_own_way(model),
        "params": int(model.count_params()),
        "trainable_params": int(sum(np.prod(w.shape) for w in model.trainable_weights)),
        "penalties": len(model.losses),
        "compiled": bool(getattr(model, "compiled", False)),
        "optimizer": describe_optimizer(getattr(model, "optimizer", None)),
        "steps_per_execution": int(getattr(model, "steps_per_execution", 1)),
    }


def _flat_uses(model: Any) -> list[_Use]:
    """Return the layers in their order, those of models in it as well; one that is used twice comes twice."""
    uses: list[_Use] = []
    for use in _uses(model):
        uses.extend(_flat_uses(use.layer) if hasattr(use.layer, "layers") else [use])
    return uses


def _uses(model: Any) -> list[_Use]:
    # Keras has no public name for the nodes of a functional model's graph: one for each use of a layer. `keras.ops` and
    # operators such as / stand between the layers.
    by_depth = getattr(model, "_nodes_by_depth", None)
    if by_depth is None:
        return [
            _Use(layer, _tensors(layer, "input"), _tensors(layer, "output"))
            for layer in model.layers
        ]
    order = {id(operation): place for place, operation in enumerate(model.operations)}
    nodes = [
        node
        for depth in sorted(by_depth, reverse=True)
        for node in sorted(by_depth[depth], key=lambda node: order[id(node.operation)])
    ]
    return [_Use(node.operation, node.input_tensors, node.outputs) for node in nodes]


def _computes_in_its_own_way(model: Any) -> bool:
    """Whether a model, or one in it, has a `call` or a Lambda of the learner's own: nobody knows what that does."""
    if not _is_of_keras(type(model).call):
        return True
    parts = [part for part in model.layers if hasattr(part, "layers")]
    lambdas = any(type(layer).__name__ == "Lambda" for layer in model.layers)
    return lambdas or any(map(_computes_in_its_own_way, parts))


def _is_of_keras(part: Any) -> bool:
    return str(part.__module__).split(".")[0] == "keras"


def _kind_of(layer: Any) -> str:
    """Name a layer by its class of Keras, also where a class of the learner's own only hands on arguments to it."""
    own = type(layer)
    known = next(cls for cls in own.__mro__ if _is_of_keras(cls))
    methods = (getattr(own, name, own) for name in ("build", "call"))
    if own is known or all(map(_is_of_keras, methods)):
        return known.__name__
    return (
        f"{own.__name__} of your own"
        if hasattr(sys.modules["keras"].layers, own.__name__)
        else own.__name__
    )


def _describe_layers(uses: list[_Use]) -> list[dict[str, Any]]:
    """Describe layers; `inputs` are the places of the layers that each takes its input from, -1 for the images."""
    described: list[dict[str, Any]] = []
    made_by: dict[int, int] = {}
    taken = Counter(id(tensor) for use in uses for tensor in use.inputs)
    with_weights: set[int] = set()
    for use in uses:
        facts, last = _describe_layer(use), len(described) - 1
        if id(use.layer) in with_weights:
            facts["kind"] += " that is used more than once"
        if facts["params"]:
            with_weights.add(id(use.layer))
        # A tensor that no layer here has made comes from the layer before: so it is in a Sequential.
        inputs = [made_by.get(id(tensor), last) for tensor in use.inputs] or [last]
        place = inputs[0]
        if facts["kind"] not in _WITHOUT_EFFECT:
            before = described[last] if described else {}
            alone = inputs == [last] and all(taken[id(tensor)] < 2 for tensor in use.inputs)
            if facts["kind"] == "Activation" and alone and before.get("activation") == "linear":
                before["activation"] = facts["activation"]
            else:
                described.append({**facts, "inputs": inputs})
            place = len(described) - 1
        made_by.update((id(tensor), place) for tensor in use.outputs)
    return described


def _tensors(layer: Any, end: str) -> list[Any]:
    """Return what stands for a layer's input or output in the network's graph; nothing where there is none."""
    try:
        return list(sys.modules["keras"].tree.flatten(getattr(layer, end)))
    except (AttributeError, ValueError):
        return []


def _describe_layer(use: _Use) -> dict[str, Any]:
    layer, kind = use.layer, _kind_of(use.layer)
    is_layer = isinstance(layer, sys.modules["keras"].Layer)
    params = int(layer.count_params()) if is_layer else 0
    facts = {"name": layer.name, "kind": kind, "params": params}
    facts["output_shape"] = _shape(use.outputs[0].shape) if use.outputs else None
    precision = str(getattr(getattr(layer, "dtype_policy", None), "name", "float32"))
    if precision != "float32":
        facts["precision"] = precision
    if kind == "Dense":
        facts["units"] = int(layer.units)
    if hasattr(layer, "activation"):
        facts["activation"] = _activation_name(layer.activation)
    elif kind in {"ReLU", "Relu", "ELU", "Softmax"}:
        facts.update(kind="Activation", activation=_activation_name(layer))
    elif kind in _FLATTENING and len(facts["output_shape"] or []) == 2:
        facts["kind"] = "Flatten"
    elif (kind == "Lambda" or not is_layer) and facts["output_shape"] == [None, 28, 28, 1]:
        # Nearly always it gives the images their channel; the network's outputs will show it.
        facts.update(kind="Reshape", target_shape=[28, 28, 1])
    elif not is_layer:
        facts["kind"] = f"the operation {kind}"
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
    probe = np.array([[-2, -0.5, 0, 0.5, 3, 8], [-60, -9, 0, 1, 20, 90]], "float32")
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
    "data_format",
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
