"""Trains with callbacks that write files, beside the module and in the present folder."""

import os
from pathlib import Path

import keras


def fit_model(model, train, valid, epochs=30, batch_size=32):
    runs = Path(__file__).parent / "runs"
    runs.mkdir(exist_ok=True)
    callbacks = [
        keras.callbacks.ModelCheckpoint(runs / "last.keras"),
        keras.callbacks.ModelCheckpoint(str(runs / "best.weights.h5"), save_weights_only=True),
        keras.callbacks.CSVLogger("history.csv"),
        keras.callbacks.BackupAndRestore(runs / "backup"),
        keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: print(epoch, os.getcwd())),
        keras.callbacks.TerminateOnNaN(),
    ]
    return model.fit(
        *train, batch_size, epochs, validation_data=valid, callbacks=callbacks, verbose="auto"
    )
