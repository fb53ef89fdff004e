"""Makes a table with pandas."""

import pandas as pd


def accuracy_after(history, seconds_per_epoch, target):
    table = pd.DataFrame(history)
    table["seconds"] = (table.index + 1) * seconds_per_epoch
    reached = table[table["val_accuracy"] >= target]
    return None if reached.empty else reached["seconds"].iloc[0]
