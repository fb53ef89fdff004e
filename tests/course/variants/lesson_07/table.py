"""Looks for the largest in a table."""

import pandas as pd


def predict_digits(model, images):
    return pd.DataFrame(model.predict(images, verbose=0)).idxmax(axis=1).to_numpy()
