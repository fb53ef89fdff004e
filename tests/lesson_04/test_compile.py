"""Lesson 04: what `compile_model` must do."""

import numpy as np
import pytest

from coursekit.checks import (
    Code,
    Contradiction,
    clear_cut,
    first_line,
    fitting,
    gradients,
    mean_loss,
    named,
    recognised,
)

_EXTRAS = ("momentum", "nesterov", "weight_decay", "clipping", "loss_scaling", "averaging")


@pytest.mark.essential
def test_gives_back_the_same_model_compiled(learner):
    model = learner.new_model()
    variables = model.variables()
    compiled = learner.compile_model(model)
    assert compiled.number == model.number and compiled.holds(variables), recognised(
        "another_model",
        "You returned another model than the one that you were given. Whoever calls compile_model goes on with theirs.\n"
        "→ Call model.compile(…) on the model itself, as it came in, then return model. Make no other one in the function.",
    )
    assert compiled.compiled, recognised(
        "not_compiled",
        "The model that you returned is not compiled: Keras could not train it.\n"
        "→ Before you return it, call model.compile(…) on it, with a loss, an optimizer and metrics.",
    )


@pytest.mark.essential(leaves=0.3)
def test_has_the_loss_for_plain_number_labels(learner, rng):
    model = learner.compile_model(learner.new_model())
    outputs = rng.dirichlet(np.ones(10), 20).astype("float32")
    # Good guesses: then the loss is about 1, and with from_logits about 2. No chance makes them equal.
    labels = outputs.argmax(axis=1).astype("uint8")
    seen = model.loss(labels, outputs)
    # Keras multiplies the loss by what stands in compile's third place.
    by_place = isinstance(seen, str) and "dtype='string'" in seen
    assert not by_place, recognised(
        "metrics_by_place",
        f"Your loss can't be computed, because there is a text among its numbers: {first_line(str(seen))}\n"
        "→ Give compile its metrics by name: metrics=…. Its third place is that of loss_weights, numbers that the loss is "
        "multiplied by.",
    )
    misspelt = isinstance(seen, str) and "Could not interpret loss identifier" in seen
    assert not misspelt, (
        f"Keras knows no loss {seen.rpartition(': ')[2].strip()!r}. It should be 'sparse_categorical_crossentropy'.\n"
        "→ Compare it with yours letter by letter, and the _ too."
    )
    missing = isinstance(seen, str) and "No loss to compute" in seen
    assert not missing, recognised(
        "no_loss",
        "Your model has no loss: Keras does not know what the training should make small.\n"
        "→ Give compile its loss by name, loss=…: for plain labels, sparse_categorical_crossentropy.",
    )
    assert not isinstance(seen, str), recognised(
        "mean_squared_error",
        f"Your loss can't compare labels such as {labels[0]} with ten probabilities: {first_line(seen)}\n"
        "→ For labels that are plain numbers there is sparse_categorical_crossentropy. The one without sparse_ wants "
        "lists of ten.",
    )
    right = mean_loss(outputs, labels)
    logits = np.log(np.exp(outputs).sum(axis=1)) - outputs[np.arange(20), labels]
    assert not np.isclose(seen, logits.mean(), atol=1e-3), recognised(
        "from_logits",
        "Your loss takes the model's outputs for raw scores (from_logits=True), but they are probabilities: softmax "
        'would be applied twice.\n→ Leave from_logits out. The loss "sparse_categorical_crossentropy", by its name alone, '
        "takes probabilities.",
    )
    hits = outputs[np.arange(20), labels]
    ways = {
        ("sum_of_losses", " That is the sum of the 20, not their mean."): 20 * right,
        ("", " It looks at the guesses, not at their logarithms."): 1 - hits.mean(),
        ("", " That is the squared error."): np.square(outputs - np.eye(10)[labels]).mean(),
    }
    assert np.isclose(seen, right, atol=1e-3), (
        f"For 20 guesses your loss is {seen:.3f}; sparse categorical cross-entropy would be {right:.3f}."
        f"{fitting(seen, ways)}\n"
        "→ The loss that fits plain labels and ten probabilities is sparse_categorical_crossentropy: give compile its "
        "name, and no loss_weights."
    )


def test_learns_with_sgd(learner):
    name = learner.compile_model(learner.new_model()).optimizer["name"]
    assert name == "SGD", recognised(
        {"adam": name == "Adam", "no_optimizer": name == "RMSprop"},
        f"Your optimizer is {name}. This lesson's is SGD, the plainest one: a step downhill, and again.\n"
        f"→ Use keras.optimizers.SGD(…).{' Without optimizer=…, compile takes RMSprop.' if name == 'RMSprop' else ''}",
    )


def test_sgd_is_plain(learner):
    optimizer = learner.compile_model(learner.new_model()).optimizer
    extras = [f"{name}={optimizer[name]}" for name in _EXTRAS if optimizer[name]]
    assert not extras, recognised(
        {"momentum": optimizer["momentum"]},
        f"Your SGD has an extra: {', '.join(extras)}. First see what the plain one does.\n"
        "→ Give SGD the learning rate and nothing else.",
    )


@pytest.mark.essential(leaves=0.5)
def test_follows_learning_rate(learner, rng):
    wanted = round(float(rng.uniform(0.02, 0.9)), 3)
    seen = learner.compile_model(learner.new_model(), learning_rate=wanted).optimizer[
        "learning_rate"
    ]
    assert seen is not None and np.isclose(seen, wanted), recognised(
        {
            "learning_rate_decays": seen is None,
            "learning_rate_ignored": seen is not None and np.isclose(seen, 0.01),
        },
        f"With learning_rate={wanted}, your optimizer's learning rate is {_rounded(seen)}.\n"
        '→ Hand the argument on as it is: keras.optimizers.SGD(learning_rate=learning_rate). The name "sgd" alone always means 0.01.',
    )


def test_has_the_learning_rate_001_when_none_is_given(learner):
    seen = learner.compile_model(learner.new_model()).optimizer["learning_rate"]
    assert seen is not None and np.isclose(seen, 0.01), recognised(
        "other_default",
        f"Without a learning rate, your optimizer's is {_rounded(seen)}. It should be 0.01.\n"
        "→ Leave the first line as it was at the beginning: learning_rate=0.01.",
    )


def test_watches_the_accuracy(learner, rng):
    model = learner.compile_model(learner.new_model())
    images = rng.random((200, 28, 28), "float32")
    places, guesses = clear_cut(model, images)
    assert len(places) >= 40, (
        "Your model no longer prefers one digit to the others: compile_model changed its weights.\n"
        "→ Call model.compile(…), and nothing that trains or sets weights."
    )
    images, guesses = images[places[:40]], guesses[:40]
    # About half of the labels are what the model says: then nothing but the accuracy is near 0.5.
    n_right = int(rng.integers(14, 27))
    labels = np.where(np.arange(40) < n_right, guesses, (guesses + 1) % 10).astype("uint8")
    seen = model.evaluate(images, labels)
    assert not isinstance(seen, str), (
        f"Keras can't measure your model with these metrics: {first_line(seen)}\n"
        '→ Use metrics=["accuracy"]: Keras then picks the one that fits the loss.'
    )
    metrics = {name: value for name, value in seen.items() if name != "loss"}
    assert metrics, recognised(
        "no_metric",
        "Your model watches nothing but the loss, and a loss is hard to read.\n"
        '→ Add metrics=["accuracy"] to model.compile.',
    )
    right = n_right / 40
    assert any(np.isclose(value, right, atol=1e-3) for value in metrics.values()), recognised(
        "wrong_metric",
        f"Your model is right for {n_right} of 40 images: its accuracy is {right:.3g}. Your metrics say "
        f"{named(metrics)}, so they count something else.\n"
        '→ Use metrics=["accuracy"]: Keras then picks the one that fits the loss.',
    )
    assert np.isclose(metrics.get("accuracy", np.nan), right, atol=1e-3), recognised(
        "metric_of_another_name",
        f"Your metrics say {named(metrics)}. The number is right, but its name must be accuracy: the lessons after this one "
        'look for accuracy and val_accuracy.\n→ Use metrics=["accuracy"], letter for letter.',
    )


def test_leaves_the_weights_as_they_were(learner):
    model = learner.new_model()
    before = model.weights
    after = learner.compile_model(model).weights
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True)), (
        "compile_model changed the model's weights. Compiling only says how the model will learn.\n"
        "→ Call model.compile(…), and nothing that trains or sets weights, such as fit."
    )


def test_takes_the_step_of_plain_gradient_descent(learner, digits, rng):
    rate = round(float(rng.uniform(0.1, 0.5)), 3)
    model = learner.compile_model(learner.new_model(), learning_rate=rate)
    images, labels = digits.scaled(30, start=int(rng.integers(1000)))
    frozen = model.params - model.trainable_params
    assert not frozen, recognised(
        "frozen_layers",
        f"{frozen:,} of the model's {model.params:,} weights are frozen: no training step can change them.\n"
        "→ Take out what sets trainable, of the model or of its layers. Compiling chooses how all of them learn.",
    )
    weights, steps = model.weights, model.steps(images, labels)
    assert not isinstance(steps, str), (
        f"Keras can't take a training step: {first_line(steps)}\n→ Check loss and optimizer in model.compile."
    )
    optimizer = model.optimizer
    is_plain = optimizer["name"] == "SGD" and not any(optimizer[name] for name in _EXTRAS)
    assert len(steps) == 2, (
        f"Two training steps came back as {len(steps)}.\n→ Give compile an optimizer of Keras, as it is."
    )
    for said, after in steps:
        own_rate = optimizer["learning_rate"]
        # Frozen layers have no slopes.
        known = is_plain and own_rate is not None and len(said) == len(weights)
        if known and not _moved(weights, after, said, own_rate):
            raise Contradiction(Code.STEP_NOT_OF_OPTIMIZER)
        assert _moved(weights, after, gradients(weights, images, labels), rate), (
            f"With learning_rate={rate}, a step on 30 digits did not change the weights as plain gradient descent "
            "does. That is: new weight = old weight - learning rate x slope of the loss.\n"
            "→ Loss, optimizer and learning rate decide the step. Compare these three with the task, and give compile nothing else."
        )
        weights = after


def _moved(before, after, slopes, rate):
    """Whether each of the weights took the step of gradient descent."""
    return len(after) == len(before) == len(slopes) and all(
        a.shape == b.shape == g.shape and np.allclose(a, b - rate * g, atol=2e-4)
        for a, b, g in zip(after, before, slopes)
    )


def _rounded(value):
    return "not a fixed number" if value is None else f"{value:.4g}"
