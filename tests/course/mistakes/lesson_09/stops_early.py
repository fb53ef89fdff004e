"""Ignored the number of epochs. It stops when the validation loss rises.

Fails: trains for so many epochs
Says: let nothing stop
"""

import keras


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=1)
    return model.fit(
        X_train,
        y_train,
        epochs=epochs,
        batch_size=batch_size,
        validation_data=valid,
        callbacks=[stop],
    )
