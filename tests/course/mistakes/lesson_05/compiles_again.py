"""Changed how the model learns. It compiles it again.

Fails: trains the model that it is given
Says: now has Adam
"""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
