"""Trained on labels of other images. It shuffles the images alone.

Fails: learns the training labels
Says: their labels
"""

import numpy as np


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    X_train = np.random.default_rng(0).permutation(X_train)
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
