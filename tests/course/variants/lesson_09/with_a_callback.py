"""Prints a line after each epoch, and shuffles as Keras does."""

import keras


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train

    class Line(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            print(epoch + 1, logs["val_accuracy"])

    options = {"epochs": epochs, "batch_size": batch_size, "shuffle": True, "verbose": False}
    return model.fit(X_train, y_train, validation_data=valid, callbacks=[Line()], **options)
