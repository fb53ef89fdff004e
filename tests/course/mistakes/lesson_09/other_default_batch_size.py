"""Changed the default batch size.

Fails: trains 6 epochs of batches of 512 when nothing is said
Says: 2,049 images
"""


def fit_fast(model, train, valid, epochs=6, batch_size=32):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
