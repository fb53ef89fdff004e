"""Ignored the batch size.

Fails: trains on all training images in batches
Says: Keras's own batches of 32
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, validation_data=valid)
