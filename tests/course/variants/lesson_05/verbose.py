"""Shows nothing while it trains."""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    return model.fit(
        X_train, y_train, epochs=epochs, verbose=0, batch_size=batch_size, validation_data=valid
    )
