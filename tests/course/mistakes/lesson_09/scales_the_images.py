"""Changed the images that it was given.

Fails: leaves its input as it was
Says: Write nothing into
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    X_train *= 0.5
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
