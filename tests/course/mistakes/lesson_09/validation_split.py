"""Trained on other images or in other batches. It lets Keras cut a part off.

Fails: trains on all training images in batches
Says: validation_data=valid
Cause: validation_set_as_a_share
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_split=0.2)
