"""Forgot the validation set.

Fails: measures on the validation set
Says: nothing about the validation set; validation_data=valid
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size)
