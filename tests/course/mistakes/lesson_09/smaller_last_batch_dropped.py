"""Trained on other images or in other batches. It leaves the last, smaller batch out.

Fails: trains on all training images in batches
Says: all of them
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(
        X_train,
        y_train,
        epochs=epochs,
        batch_size=batch_size,
        steps_per_epoch=len(X_train) // batch_size,
        validation_data=valid,
    )
