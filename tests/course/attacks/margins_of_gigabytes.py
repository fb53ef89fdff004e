"""Claims margins, windows and shapes so wide that their numbers alone fill the memory, or are no numbers.

Attacks: build_mlp
Reported: build_mlp
Breaks: It harms nobody
"""

import itertools

from coursekit.worker.inside import describe

_known = describe._DESCRIBE["model"]


def _claimed(model):
    facts = _known(model)
    facts["layers"] = _layers(facts["layers"])
    return facts


describe._DESCRIBE["model"] = _claimed

_ways = itertools.cycle(
    [
        {"kind": "ZeroPadding2D", "padding": [[10**6, 10**6], [10**6, 10**6]]},
        {"kind": "MaxPooling2D", "pool_size": [10**6, 1], "strides": [1, 1], "padding": "same"},
        {"kind": "ZeroPadding2D", "padding": [[float("nan"), 1], [float("inf"), 1]]},
        {"kind": "Reshape", "target_shape": [float("inf"), -1]},
        {"kind": "Conv2D", "filters": 1e308, "kernel_size": [-3, 3], "strides": [0, 0]},
    ]
)


def _layers(layers):
    return [{"use_bias": False, "padding": "same", **next(_ways)}, *layers]
