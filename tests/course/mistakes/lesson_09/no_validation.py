"""Left out the validation set.

Fails: measures on the validation set
Says: nothing about the validation set
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size)
