"""Trained another model than the given one.

Fails: trains the model that it is given
Says: it was not trained; make no new model
"""

import keras


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    model = keras.models.clone_model(model)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
    return model.fit(X_train, y_train, epochs=epochs, batch_size=batch_size, validation_data=valid)
