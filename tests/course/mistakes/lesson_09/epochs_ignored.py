"""Ignored the number of epochs.

Fails: trains for so many epochs
Says: trained for 6
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=6, batch_size=batch_size, validation_data=valid)
