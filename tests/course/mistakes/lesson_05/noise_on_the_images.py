"""Changed the images that it was given. It adds noise to them.

Fails: leaves its input as it was
Says: Write nothing into
"""

import numpy as np


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    X_train += np.random.normal(0, 0.05, X_train.shape)
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
