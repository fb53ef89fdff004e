"""Claims a network of thousands of large pooling layers: to follow it would take hours.

Attacks: build_mlp
Reported: build_mlp
Breaks: It harms nobody
"""

from coursekit.worker.inside import describe

_known = describe._DESCRIBE["model"]


def _claimed(model):
    facts = _known(model)
    facts["layers"] = _layers(facts["layers"])
    return facts


describe._DESCRIBE["model"] = _claimed


def _layers(layers):
    pool = {"kind": "AveragePooling2D", "pool_size": [27, 27], "strides": [1, 1], "padding": "same"}
    return [pool] * 3_000 + layers
