"""Sets the seeds before each training, for the same numbers again."""

import random

import keras
import numpy as np


def fit_model(model, train, valid, epochs=30, batch_size=32):
    random.seed(0)
    np.random.seed(0)
    keras.utils.set_random_seed(0)
    options = {"epochs": epochs, "batch_size": batch_size, "validation_data": valid}
    return model.fit(*train, shuffle=True, **options)
