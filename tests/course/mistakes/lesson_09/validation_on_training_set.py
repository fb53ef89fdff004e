"""Measured on other images than the validation set. On the training set.

Fails: measures on the validation set
Says: those of the training
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=train)
