"""Changed how the model learns. It compiles it again.

Fails: trains the model that it is given
Says: without compile
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
