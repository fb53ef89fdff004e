"""Exchanged the epochs and the size of a batch. Without names, fit takes the size first.

Fails: trains for so many epochs
Says: batch_size in its third place
Cause: third_place_of_fit
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    X_train, y_train = train
    return model.fit(X_train, y_train, epochs, batch_size, validation_data=valid)
