"""Trained several times. fit stands in a loop.

Fails: trains on all training images in batches
Says: Each call of fit trains again
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    for _ in range(2):
        history = model.fit(
            X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid
        )
    return history
