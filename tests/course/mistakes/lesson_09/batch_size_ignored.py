"""Trained on other images or in other batches. It ignores the batch size.

Fails: trains on all training images in batches
Says: batch_size=batch_size
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, validation_data=valid)
