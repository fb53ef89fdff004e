"""Sorts a pandas table."""

import pandas as pd


def worst_mistakes(probabilities, labels, n=9):
    table = pd.DataFrame(probabilities)
    answers = pd.DataFrame({"said": table.idxmax(axis=1), "sure": table.max(axis=1)})
    wrong = answers[answers["said"] != labels]
    return wrong.nlargest(n, "sure").index.to_numpy()
