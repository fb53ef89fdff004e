"""Claims that each layer joins its input to itself: after thirty of them, no computer has room for it.

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
    first = {**layers[0], "inputs": [-1]}
    doubled = [{"kind": "Concatenate", "axis": -1, "inputs": [n, n]} for n in range(30)]
    return [first, *doubled, *layers[1:]]
