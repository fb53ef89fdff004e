"""Lesson 03: what `build_mlp` must do."""

import numpy as np
import pytest

from coursekit.checks import listed, recognised, without_batch


@pytest.fixture(scope="module")
def model(session_learner):
    """Build one network for all checks that only look at it: each takes as long as a check."""
    return session_learner.build_mlp()


@pytest.mark.essential
def test_begins_by_flattening_28_x_28_pixels(model):
    assert model.input_shape == [None, 28, 28], recognised(
        {"input_of_784": model.input_shape == [None, 784]},
        f"Your model takes inputs of shape {without_batch(model.input_shape)}, but a digit has 28 x 28 pixels.\n"
        "→ Begin with keras.Input((28, 28)), and then a Flatten layer. With them, no later layer needs an input_shape.",
    )
    kinds = [layer.kind for layer in model.layers]
    other_first = bool(kinds) and not kinds[0].startswith("Dense")
    assert kinds[:1] == ["Flatten"], recognised(
        "rescaling_first" if other_first else "no_flatten",
        f"Your model begins with {f'a layer of the kind {kinds[0]}' if kinds else 'no layer at all'}. A Dense layer needs the 784 "
        "pixels of a digit in one row, not in 28 rows.\n"
        + (
            f"→ Take {kinds[0]} out: this network needs Flatten and Dense alone. Let Flatten be its first layer."
            if other_first
            else "→ Put a Flatten layer before the first Dense layer."
        ),
    )


@pytest.mark.essential(leaves=0.5)
def test_has_no_other_layers(model):
    others = [layer.kind for layer in model.layers if layer.kind not in {"Flatten", "Dense"}]
    assert not others, recognised(
        {"dropout_added": "Dropout" in others},
        f"Your model has layers besides Flatten and Dense: {listed(others)}. This lesson's network needs none.\n"
        "→ Take them out. You can try them when the lesson is done.",
    )


@pytest.mark.essential
def test_has_a_dense_layer_for_each_size(model, rng):
    _verify(model, rng)
    sizes = [layer.units for layer in model.dense_layers]
    assert sizes == [300, 100, 10], recognised(
        {
            "hidden_layers_reversed": sizes == [100, 300, 10],
            "output_layer_missing": sizes == [300, 100],
            "returns_in_the_loop": sizes == [300, 10],
        },
        f"Your Dense layers have {listed(sizes, 'no')} units. They should have 300, 100 and 10: the hidden layers, then "
        "one unit for each class.\n"
        + (
            "→ One layer is too many. Flatten hands the 784 pixels on: the input needs no Dense layer, and the output one."
            if len(sizes) == 4 and {300, 100, 10} <= {*sizes} and sizes[1] != 10
            else "→ One layer is missing. After the loop, add the layer with n_classes units."
            if sizes == [300, 100]
            else "→ The last layer gives one probability for each class: it has n_classes units."
            if sizes[:-1] == [300, 100]
            else "→ The loop must reach every number in hidden_units, from the first to the last. The layer with n_classes and the "
            "return stand after it."
            if sizes == [300, 10]
            else "→ Take the numbers in hidden_units as they come, from the first to the last: neither sorted nor turned round."
            if sizes == [100, 300, 10]
            else "→ Add one Dense layer for each number in hidden_units, in a for loop. What comes once, the layer with n_classes "
            "and the return, stands after the loop, not indented under it."
        ),
    )


@pytest.mark.essential(leaves=0.5)
def test_hidden_layers_use_relu(model):
    hidden = model.dense_layers[:-1]
    activations = [layer.activation for layer in hidden]
    assert activations and all(name == "relu" for name in activations), recognised(
        {
            "no_hidden_activation": set(activations) == {"linear"},
            "softmax_everywhere": set(activations) == {"softmax"},
        },
        f"Your hidden layers have the activations {listed(activations, 'no')}. "
        + (
            "(linear means: no activation.) Without a bend, many layers can do no more than a single one.\n"
            if "linear" in activations
            else "This network uses relu, which is quick and learns well.\n"
        )
        + '→ Give every hidden Dense layer activation="relu".'
        + ' Only the last one has "softmax".' * (model.dense_layers[-1].activation != "softmax"),
    )


@pytest.mark.essential(leaves=0.3)
def test_outputs_are_probabilities(model, rng):
    outputs = model.predict(rng.random((5, 28, 28), "float32"))
    totals = outputs.sum(axis=1)
    total = totals[np.abs(totals - 1).argmax()]
    last = (model.dense_layers or model.layers)[-1].activation
    assert np.allclose(totals, 1, atol=1e-3) and (outputs >= 0).all(), recognised(
        {
            "no_softmax": last == "linear",
            "relu_at_the_end": last == "relu",
            "sigmoid_at_the_end": last == "sigmoid",
        },
        f"Your model's outputs for one image add up to {total:.2f}, not 1: they are not probabilities yet. The "
        f'last layer has the activation "{last}".\n→ Give the last layer activation="softmax".',
    )
    assert last == "softmax", (
        f'Your last layer has the activation "{last}".\n→ Give the last layer activation="softmax".'
    )


def test_has_all_its_weights(model):
    assert model.params == model.trainable_params == 266_610, recognised(
        "no_bias",
        f"Your network has {model.params:,} parameters, {model.trainable_params:,} of them trainable. It should be "
        "266,610. That is 784 x 300 + 300, then 300 x 100 + 100, then 100 x 10 + 10.\n"
        "→ Leave bias and trainable as Keras sets them, in the model and in its Dense layers.",
    )
    assert not model.penalties, recognised(
        "regularizer_added",
        "Your layers have a regularizer. It makes the network learn other parameters than the digits alone ask for.\n"
        "→ Leave kernel_regularizer and its like out of the Dense layers.",
    )


@pytest.mark.essential(leaves=0.3)
def test_follows_hidden_units(learner, rng):
    low, middle, high = sorted(
        int(units) for units in rng.choice(np.arange(5, 40), 3, replace=False)
    )
    # In no order of size: who sorts them would be right by chance otherwise.
    for wanted in ([middle], [low, high, middle]):
        model = learner.build_mlp(hidden_units=tuple(wanted))
        _verify(model, rng)
        sizes = [layer.units for layer in model.dense_layers]
        start = (
            f"With hidden_units={tuple(wanted)}, your Dense layers have {listed(sizes, 'no')} units. They should have "
            f"{listed([*wanted, 10])}.\n"
        )
        assert sizes == [*wanted, 10] or sorted(sizes) != sorted([*wanted, 10]), recognised(
            "sizes_sorted",
            f"{start}→ Take the sizes in the order in which they come, without sorting or turning them.",
        )
        assert sizes == [*wanted, 10], recognised(
            "sizes_hard_coded",
            f"{start}→ {'Do not write 300 and 100 into the function. ' if {300, 100} & {*sizes} else ''}Go through all of "
            "hidden_units in a for loop, however many there are. Each turn adds a layer, for example with model.add(…).",
        )
        activations = [layer.activation for layer in model.dense_layers]
        assert activations == ["relu"] * len(wanted) + ["softmax"], (
            f"With hidden_units={tuple(wanted)}, your layers have the activations {listed(activations, 'no')}.\n"
            "→ Every hidden layer gets relu, only the last gets softmax."
        )


@pytest.mark.essential(leaves=0.5)
def test_follows_n_classes(learner, rng):
    n_classes = int(rng.integers(2, 9))
    model = learner.build_mlp(hidden_units=(12,), n_classes=n_classes)
    _verify(model, rng)
    units = model.dense_layers[-1].units
    assert units == n_classes, recognised(
        "ten_hard_coded",
        f"With n_classes={n_classes}, your last layer has {units} units.\n"
        f"→ Give the last Dense layer n_classes units{', not a fixed 10' if units == 10 else ', as they come in'}.",
    )


@pytest.mark.essential(leaves=0.3)
def test_begins_with_random_weights(model):
    assert all(np.ptp(kernel) > 0 for kernel in model.weights[::2]), recognised(
        "zero_weights",
        "All weights of a layer are equal at the start. Its units would then all learn the same.\n"
        "→ Leave the weights as Keras makes them, random: without kernel_initializer and set_weights.",
    )


def test_is_a_new_network_at_each_call(learner):
    first, second = learner.build_mlp(), learner.build_mlp()
    assert first.number != second.number, recognised(
        "global_model",
        "Two calls of build_mlp gave the very same network: training one would train the other.\n"
        "→ Make a new model inside the function at each call. Make none above it, and keep none for the next call.",
    )
    shared = any(np.any(a) and np.array_equal(a, b) for a, b in zip(first.weights, second.weights))
    assert not shared, recognised(
        "fixed_seed",
        "Two calls of build_mlp gave networks with the same weights. Each should start from its own random ones.\n"
        "→ Make the layers inside the function, and set no random seed there.",
    )


@pytest.mark.claim
def test_leaves_compiling_to_the_next_lesson(model):
    assert not model.compiled, recognised(
        "compiled_already",
        "You called model.compile(…) already. How the model learns is the next lesson's choice.\n"
        "→ Take model.compile(…) out of build_mlp.",
    )


def _verify(model, rng):
    """Raise a Contradiction when the network computes something else than its layers would."""
    model.expect_to_obey(rng.random((3, 28, 28), "float32"), rng)
