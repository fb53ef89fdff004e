"""Trained without learning the labels. It gives zeros for them.

Fails: learns the training labels
Says: labels
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(
        X_train, 0 * y_train, epochs=epochs, batch_size=batch_size, validation_data=valid
    )
