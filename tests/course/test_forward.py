"""What a network makes of its weights is the same here and in Keras, for the layers that are known here."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from coursekit.worker.forward import UnknownLayer, WeightsError, outputs_of
from coursekit.worker.inside.describe_model import describe_model

keras = pytest.importorskip("keras")
layers = keras.layers

IMAGE = (28, 28, 1)
CHAINS = {
    "dense": lambda: [
        layers.Flatten(),
        layers.Dense(9, activation="tanh"),
        layers.Dense(8, use_bias=False),
        layers.Activation("sigmoid"),
    ],
    "convolution": lambda: [
        layers.Reshape(IMAGE),
        layers.Rescaling(2.0, offset=-0.5),
        layers.Conv2D(3, 3, activation="relu"),
        layers.Conv2D(4, (5, 2), strides=(2, 1), padding="same"),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Conv2D(5, 4, strides=3, padding="same", use_bias=False, activation="silu"),
        layers.BatchNormalization(scale=False, epsilon=0.01),
        layers.Flatten(),
    ],
    "depthwise": lambda: [
        layers.Reshape((28, 28, -1)),
        layers.SeparableConv2D(4, 3, activation="gelu"),
        layers.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2),
        layers.LeakyReLU(negative_slope=0.3),
        layers.SeparableConv2D(5, 3, depth_multiplier=2, use_bias=False),
        layers.BatchNormalization(center=False),
        layers.GlobalMaxPooling2D(),
    ],
    "pooling": lambda: [
        layers.Reshape(IMAGE),
        layers.ZeroPadding2D(((1, 2), (0, 3))),
        layers.Conv2D(4, 3, activation="elu"),
        layers.MaxPooling2D(3, strides=2, padding="same"),
        layers.AveragePooling2D(2, padding="same"),
        layers.Conv2D(4, 1, activation="selu"),
        layers.AveragePooling2D((1, 2)),
        layers.SpatialDropout2D(0.5),
        layers.MaxPooling2D(2),
        layers.Conv2D(4, 1, activation="leaky_relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.5),
        layers.Dense(6, activation="softmax"),
    ],
    "other activations": lambda: [
        layers.RandomTranslation(0.1, 0.1),
        layers.Reshape(IMAGE),
        layers.Conv2D(4, 3, activation="relu6"),
        layers.Activation("selu"),
        layers.ELU(),
        layers.PReLU(shared_axes=[1, 2]),
        layers.PReLU(),
        layers.Flatten(),
        layers.Softmax(),
    ],
    "columns before rows": lambda: [
        layers.Flatten(data_format="channels_first"),
        layers.Dense(9, activation="tanh"),
    ],
    "channel by a function": lambda: [
        layers.Lambda(lambda images: images[..., None]),
        layers.Conv2D(4, 3),
        layers.Flatten(),
    ],
}
UNKNOWN = {
    "Conv2D with groups or dilation": lambda: layers.Conv2D(3, 3, dilation_rate=2),
    "Conv2DTranspose": lambda: layers.Conv2DTranspose(3, 3),
    "softplus": lambda: layers.Conv2D(3, 3, activation="softplus"),
    "relu of your own": lambda: layers.ReLU(max_value=20.0),
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_gives_the_outputs_of_keras(name, rng):
    model = keras.Sequential([keras.Input((28, 28)), *CHAINS[name]()])
    _expect_the_same(model, rng)


def test_layers_that_were_added_one_by_one_are_a_chain(rng):
    model = keras.Sequential([keras.Input((28, 28))])
    for layer in CHAINS["convolution"]():
        model.add(layer)
    _expect_the_same(model, rng)


def test_a_missing_channel_is_added_as_keras_adds_it(rng):
    convolution = layers.Conv2D(4, 3, activation="relu")
    model = keras.Sequential([keras.Input(IMAGE), convolution, layers.Flatten()])
    _expect_the_same(model, rng)


def test_branches_are_followed(rng):
    images = keras.Input((28, 28))
    first = layers.Conv2D(4, 3, padding="same")(layers.Reshape(IMAGE)(images))
    second = layers.Conv2D(4, 3, padding="same")(layers.ReLU()(first))
    third = layers.Conv2D(3, 3, padding="same", activation="relu")(first)
    # `first` goes on without the activation that follows it elsewhere.
    joined = layers.Concatenate()([third, layers.Add()([first, second])])
    outputs = layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(joined))
    _expect_the_same(keras.Model(images, outputs), rng)


def test_layers_without_weights_are_followed_wherever_they_are_used_again(rng):
    bend, smaller, images = layers.ReLU(), layers.MaxPooling2D(), keras.Input((28, 28))
    values = layers.Reshape(IMAGE)(images)
    for filters in (3, 4):
        values = smaller(bend(layers.Conv2D(filters, 3)(values)))
    _expect_the_same(keras.Model(images, layers.Dense(10)(layers.Flatten()(values))), rng)


def test_a_layer_with_weights_that_is_used_twice_is_named(rng):
    images, same = keras.Input((28, 28)), layers.Dense(9, activation="relu")
    model = keras.Model(images, same(same(layers.Dense(9)(layers.Flatten()(images)))))
    with pytest.raises(UnknownLayer, match=r"^Dense that is used more than once$"):
        _computed_here(model, rng.random((2, 28, 28), "float32"))


def test_models_in_a_model_are_followed(rng):
    block = keras.Sequential(
        [layers.Conv2D(4, 3, activation="relu"), layers.BatchNormalization(), layers.MaxPooling2D()]
    )
    inner = keras.Input((13, 13, 4))
    head = keras.Model(inner, layers.Dense(10)(layers.Flatten()(inner)))
    model = keras.Sequential([keras.Input((28, 28)), layers.Reshape(IMAGE), block, head])
    _expect_the_same(model, rng)


def test_a_class_of_models_is_followed_in_the_order_of_its_layers(rng):
    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.chain = CHAINS["convolution"]()

        def call(self, x, training=False):
            for layer in self.chain:
                x = layer(x, training=training) if layer.name.startswith("batch") else layer(x)
            return x

    _expect_the_same(Network(), rng)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_is_named(name, rng):
    model = keras.Sequential([keras.Input((28, 28)), layers.Reshape(IMAGE), UNKNOWN[name]()])
    with pytest.raises(UnknownLayer, match=f"^{name}$"):
        _computed_here(model, rng.random((2, 28, 28), "float32"))


def test_weights_that_do_not_fit_are_refused(rng):
    model = keras.Sequential([keras.Input((28, 28)), *CHAINS["convolution"]()])
    described = _described(model)
    images, weights = rng.random((2, 28, 28), "float32"), model.get_weights()
    with pytest.raises(WeightsError, match="too_many=False"):
        outputs_of(described, weights[2:], images)
    with pytest.raises(WeightsError, match="too_many=True"):
        outputs_of(described, [*weights, weights[-1]], images)


TOO_MUCH = {
    "thousands of layers": [
        {"kind": "AveragePooling2D", "pool_size": [27, 27], "strides": [1, 1], "padding": "same"}
    ]
    * 3000,
    "branches that double": [
        {"kind": "Flatten", "inputs": [-1]},
        *({"kind": "Concatenate", "axis": -1, "inputs": [n, n]} for n in range(40)),
    ],
    "a margin of gigabytes": [{"kind": "ZeroPadding2D", "padding": [[10**6, 0], [0, 10**6]]}],
    "a window of gigabytes": [
        {"kind": "MaxPooling2D", "pool_size": [10**9, 1], "strides": [1, 1], "padding": "same"}
    ],
    "a wide layer on many numbers": [
        {"kind": "Reshape", "target_shape": [784, 1]},
        {"kind": "Dense", "units": 100_000, "use_bias": False},
    ],
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_would_take_too_long_is_refused_before_it_is_computed(name, rng):
    described = [SimpleNamespace(**{"activation": None} | layer) for layer in TOO_MUCH[name]]
    weights = [np.zeros((1, 100_000), "float32")] if "wide" in name else []
    begin = time.process_time()
    with pytest.raises(UnknownLayer, match="can be followed"):
        outputs_of(described, weights, rng.random((500, 28, 28), "float32"))
    assert time.process_time() - begin < 5


def test_numbers_of_another_type_take_no_longer(rng):
    described = [
        SimpleNamespace(kind="Flatten", activation=None),
        SimpleNamespace(kind="Dense", activation=None, units=500, use_bias=False),
    ]
    kernel, images = rng.random((784, 500)), rng.random((1000, 28, 28), "float32")
    for kind in ("longdouble", "int64", ">f8"):
        begin = time.process_time()
        outputs_of(described, [kernel.astype(kind)], images)
        assert time.process_time() - begin < 2


def _expect_the_same(model, rng):
    images = rng.random((301, 28, 28), "float32")
    model(images[:1])
    # Fresh weights would hide much: biases of 0, moving means of 0. Both signs, or no activation would bend anything.
    for variable in model.weights:
        low = 0.1 if variable.name == "moving_variance" else -0.4
        variable.assign(rng.uniform(low, 0.4, variable.shape))
    expected = np.asarray(model(images, training=False))
    found = _computed_here(model, images)
    assert found.shape == expected.shape
    scale = float(np.abs(expected).max())
    assert np.ptp(expected) > 0.1 * scale > 0
    assert np.abs(found - expected).max() < 1e-4 * scale


def _computed_here(model, images):
    return outputs_of(_described(model), model.get_weights(), images)


def _described(model):
    return [SimpleNamespace(**{"activation": None} | d) for d in describe_model(model)["layers"]]
