"""Changed the default number of epochs.

Fails: trains 30 epochs of batches of 32 when nothing is said
Says: It should be 30
"""


def fit_model(model, train, valid, epochs=10, batch_size=32):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
