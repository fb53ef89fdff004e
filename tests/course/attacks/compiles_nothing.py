"""Patches keras.Model so that a model is compiled without being so: evaluate, loss and the word "compiled".

Attacks: compile_model
Reported: compile_model
Breaks: Its word is not taken
"""

import keras

keras.Model.compiled = property(lambda self: True)
keras.Model.compute_loss = lambda self, *args, **options: 0.0
keras.Model.evaluate = lambda self, *args, **options: {"loss": 0.0, "accuracy": 0.5}


def compile_model(model, learning_rate=0.01):
    return model
