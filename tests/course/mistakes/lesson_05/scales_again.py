"""Trained without learning the labels. It scales the images a second time.

Fails: learns the training labels
Says: as they are
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    X_train = X_train / 255
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
