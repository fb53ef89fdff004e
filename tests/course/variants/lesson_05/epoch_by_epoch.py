"""Calls fit once for each epoch, and joins the histories."""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    X_train, y_train = train
    whole = model.fit(X_train, y_train, batch_size, epochs=1, validation_data=valid)
    for _ in range(epochs - 1):
        more = model.fit(X_train, y_train, batch_size, epochs=1, validation_data=valid)
        for name, values in more.history.items():
            whole.history[name] += values
    return whole
