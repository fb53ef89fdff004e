"""Trained on other images or in other batches. It takes the batch size for the steps of an epoch.

Fails: trains on all training images in batches
Says: Your training made
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(
        X_train,
        y_train,
        epochs=epochs,
        batch_size=4,
        steps_per_epoch=batch_size,
        validation_data=valid,
    )
