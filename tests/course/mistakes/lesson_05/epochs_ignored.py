"""Ignored the number of epochs. It always trains three.

Fails: trains for so many epochs
Says: trained for 3
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(
        X_train,
        y_train,
        epochs=3,
        batch_size=batch_size,
        validation_data=valid,
    )
