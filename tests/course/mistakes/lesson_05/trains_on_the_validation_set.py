"""Trained on other images or in other batches. It takes the validation set.

Fails: trains on all training images in batches
Says: 60 images of valid; images of train
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = valid
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
