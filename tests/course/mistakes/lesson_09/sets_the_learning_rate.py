"""Changed how the model learns. It sets another learning rate.

Fails: trains the model that it is given
Says: was settled by compile_fast
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    model.optimizer.learning_rate = 0.05
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
