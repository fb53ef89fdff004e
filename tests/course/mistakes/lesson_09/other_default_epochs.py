"""Changed the default number of epochs.

Fails: trains 6 epochs of batches of 512 when nothing is said
Says: It should be 6
"""


def fit_fast(model, train, valid, epochs=30, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
