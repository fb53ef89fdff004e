"""Uses tf.keras, imported inside."""


def build_mlp(hidden_units=(300, 100), n_classes=10):
    import tensorflow as tf

    layers = [tf.keras.layers.Flatten(input_shape=(28, 28))]
    layers += [tf.keras.layers.Dense(n, activation=tf.nn.relu) for n in hidden_units]
    layers.append(tf.keras.layers.Dense(n_classes, activation=tf.nn.softmax))
    return tf.keras.models.Sequential(layers)
