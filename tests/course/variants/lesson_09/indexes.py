"""Indexes the pairs."""


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    return model.fit(
        train[0],
        train[1],
        batch_size,
        epochs,
        validation_data=(valid[0], valid[1]),
        verbose=2,
    )
