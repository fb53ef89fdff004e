"""Trained on other images or in other batches. It lets Keras cut a part off.

Fails: trains on all training images in batches
Says: validation_data=valid
Cause: validation_set_as_a_share
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_split=0.2)
