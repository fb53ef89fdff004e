"""Uses separable convolutions, other activations and average pooling."""

import keras


def build_cnn(n_classes: int = 10) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Rescaling(2.0, offset=-1.0),
            keras.layers.Conv2D(16, 3, activation="elu"),
            keras.layers.AveragePooling2D(2),
            keras.layers.SeparableConv2D(32, 3, activation="gelu"),
            keras.layers.DepthwiseConv2D(3, padding="same"),
            keras.layers.LeakyReLU(),
            keras.layers.SpatialDropout2D(0.1),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(32, activation="swish"),
            keras.layers.Dense(n_classes, activation=keras.activations.softmax),
        ]
    )
