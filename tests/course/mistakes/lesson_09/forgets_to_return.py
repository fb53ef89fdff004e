"""Returned nothing.

Fails: gives back the history
Says: returned None
Cause: return_forgotten
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
