"""Trains 30 epochs always.

Fails: trains for so many epochs
Says: trained for 3
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(
        X_train,
        y_train,
        epochs=3 if epochs == 2 else 3 if epochs > 4 else 2 if epochs > 1 else 1,
        batch_size=batch_size,
        validation_data=valid,
    )
