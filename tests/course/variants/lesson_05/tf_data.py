"""Trains from a tf.data.Dataset."""


def fit_model(model, train, valid, epochs=30, batch_size=32):
    import tensorflow as tf

    data = tf.data.Dataset.from_tensor_slices(train).shuffle(10_000).batch(batch_size)
    return model.fit(data, epochs=epochs, validation_data=valid, verbose=2)
