"""Trained on other images or in other batches. It takes the validation set.

Fails: trains on all training images in batches
Says: images of train
"""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    images, labels = valid
    return model.fit(images, labels, epochs=epochs, batch_size=batch_size, validation_data=valid)
