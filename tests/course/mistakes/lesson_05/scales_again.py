"""Trained without learning the labels. It scales the images a second time.

Fails: learns the training labels
Says: are scaled already, from 0 to 1; Take the division away
Cause: scaled_already
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    X_train = X_train / 255
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
