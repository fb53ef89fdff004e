"""Called fit for each epoch, and kept the last History.

Fails: trains for so many epochs
Says: holds the numbers of one; Call fit once
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    for _ in range(epochs):
        history = model.fit(X_train, y_train, batch_size=batch_size, validation_data=valid)
    return history
