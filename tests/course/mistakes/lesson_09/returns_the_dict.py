"""Returned a dict instead of a Keras History. The dict in it.

Fails: gives back the history
Says: returned a dict
Cause: history_not_returned
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    history = model.fit(
        X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid
    )
    return history.history
