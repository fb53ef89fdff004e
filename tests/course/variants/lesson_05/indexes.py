"""Indexes the pairs."""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    return model.fit(
        train[0],
        train[1],
        batch_size,
        epochs,
        validation_data=(valid[0], valid[1]),
    )
