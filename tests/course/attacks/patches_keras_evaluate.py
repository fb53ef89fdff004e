"""Patches Keras: every model measures itself as nearly perfect.

Attacks: evaluate_model
Reported: loss on these 200 digits
Breaks: Its word is not taken
"""

import keras

keras.Model.evaluate = lambda self, *args, **options: [0.01, 0.995]
keras.metrics.SparseCategoricalAccuracy.result = lambda self: keras.ops.convert_to_tensor(0.995)


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return loss, accuracy
