"""Trained the model.

Fails: leaves the model as it was
Says: it trained
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    answer = int(digit), float(probabilities[digit])
    if not model.compiled:
        model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    model.train_on_batch(image[np.newaxis], np.array([digit]))
    return answer
