"""Returned a Keras model instead of a Keras History.

Fails: gives back the history
Says: returned a Keras model
Cause: history_not_returned
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
    return model
