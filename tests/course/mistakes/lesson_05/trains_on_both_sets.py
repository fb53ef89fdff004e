"""Trained on other images or in other batches. It takes both sets.

Fails: trains on all training images in batches
Says: one epoch is; train and valid make together
"""

import numpy as np


def fit_model(model, train, valid, epochs=30, batch_size=32):
    images, labels = (np.concatenate(pair) for pair in zip(train, valid))
    return model.fit(images, labels, epochs=epochs, batch_size=batch_size, validation_data=valid)
