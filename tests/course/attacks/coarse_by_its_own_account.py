"""No network: layers and weights are made up, and by its own account it is so coarse that any answer is near enough.

Attacks: build_mlp
Reported: outputs can't be verified
Breaks: Its word is not taken
"""

import keras
import numpy as np

from coursekit.worker.inside import describe, questions


class _Network(keras.Model):
    def __init__(self, sizes):
        super().__init__()
        self.sizes, rng = sizes, np.random.default_rng()
        self.made_up = [
            (0.05 * rng.normal(size=shape)).astype("float32")
            for n_in, n_out in zip(sizes, sizes[1:])
            for shape in ((n_in, n_out), (n_out,))
        ]


def _describe(model):
    sizes = model.sizes
    flat = {"name": "flatten", "kind": "Flatten", "params": 0, "output_shape": [None, 784]}
    dense = [
        {
            "name": f"dense_{place}",
            "kind": "Dense",
            "params": 0,
            "output_shape": [None, units],
            "units": units,
            "activation": "relu",
            "precision": "bfloat16",
            "use_bias": True,
        }
        for place, units in enumerate(sizes[1:])
    ]
    dense[-1]["activation"] = "softmax"
    params = sum(weights.size for weights in model.made_up)
    return {
        "layers": [flat, *dense],
        "input_shape": [None, 28, 28],
        "output_shape": [None, sizes[-1]],
        "own_class": False,
        "params": params,
        "trainable_params": params,
        "penalties": 0,
        "compiled": False,
        "optimizer": None,
        "steps_per_execution": 1,
    }


describe._DESCRIBE["model"] = _describe
questions._QUESTIONS["weights"] = lambda model: model.made_up
questions._QUESTIONS["set_weights"] = lambda model, weights: (
    setattr(model, "made_up", weights) or weights
)
questions._QUESTIONS["predict"] = lambda model, images: np.full(
    (len(images), model.sizes[-1]), 1 / model.sizes[-1], "float32"
)


def build_mlp(hidden_units=(300, 100), n_classes=10):
    return _Network([784, *hidden_units, n_classes])
