"""Lesson 04: what `compile_model` must do."""

import numpy as np


def test_gives_back_the_same_model_compiled(learner):
    model = learner.new_model()
    compiled = learner.compile_model(model)
    assert compiled.number == model.number, (
        "You returned another model than the one that you were given. Whoever calls compile_model wants theirs.\n"
        "→ Call model.compile(…) on the model itself, then return model."
    )
    assert compiled.compiled, (
        "The model that you returned is not compiled: Keras could not train it.\n→ Call model.compile(…) on it."
    )


def test_has_the_loss_for_plain_number_labels(learner, rng):
    model = learner.compile_model(learner.new_model())
    labels = rng.integers(0, 10, 20).astype("uint8")
    outputs = rng.dirichlet(np.ones(10), 20).astype("float32")
    seen = model.loss(labels, outputs)
    assert not isinstance(seen, str), (
        f"Your loss can't compare labels such as {labels[0]} with ten probabilities: {_first_line(seen)}\n"
        "→ For labels that are plain numbers there is sparse_categorical_crossentropy. The one without sparse_ wants "
        "lists of ten."
    )
    # The mean of -log(probability of the right digit).
    right = float(-np.log(outputs[np.arange(20), labels]).mean())
    logits = np.log(np.exp(outputs).sum(axis=1)) - outputs[np.arange(20), labels]
    assert not np.isclose(seen, logits.mean(), atol=1e-3), (
        "Your loss takes the model's outputs for raw scores (from_logits=True), but they are probabilities: softmax "
        "would be applied twice.\n→ Leave from_logits out."
    )
    assert np.isclose(seen, right, atol=1e-3), (
        f"For 20 guesses your loss is {seen:.3f}; sparse categorical cross-entropy would be {right:.3f}.\n"
        "→ The loss that fits plain labels and ten probabilities is sparse_categorical_crossentropy: give compile its "
        "name."
    )


def test_learns_with_sgd(learner):
    name = learner.compile_model(learner.new_model()).optimizer["name"]
    assert name == "SGD", (
        f"Your optimizer is {name}. This lesson's is SGD, the plainest one: a step downhill, and again.\n"
        "→ Use keras.optimizers.SGD(…)."
    )


def test_sgd_is_plain(learner):
    optimizer = learner.compile_model(learner.new_model()).optimizer
    extras = [
        f"{name}={optimizer[name]}"
        for name in ("momentum", "nesterov", "weight_decay", "clipping")
        if optimizer[name]
    ]
    assert not extras, (
        f"Your SGD has an extra: {', '.join(extras)}. First see what the plain one does.\n"
        "→ Give SGD the learning rate and nothing else."
    )


def test_follows_learning_rate(learner, rng):
    wanted = round(float(rng.uniform(0.02, 0.9)), 3)
    seen = learner.compile_model(learner.new_model(), learning_rate=wanted).optimizer[
        "learning_rate"
    ]
    assert seen is not None and np.isclose(seen, wanted), (
        f"With learning_rate={wanted}, your optimizer's learning rate is {_rounded(seen)}.\n"
        '→ Hand the argument on: SGD(learning_rate=learning_rate). The name "sgd" alone always means 0.01.'
    )


def test_has_the_learning_rate_001_when_none_is_given(learner):
    seen = learner.compile_model(learner.new_model()).optimizer["learning_rate"]
    assert seen is not None and np.isclose(seen, 0.01), (
        f"Without a learning rate, your optimizer's is {_rounded(seen)}. It should be 0.01.\n"
        "→ Leave the first line as it was in the stub: learning_rate=0.01."
    )


def test_watches_the_accuracy(learner, rng):
    model = learner.compile_model(learner.new_model())
    images = rng.random((40, 28, 28), "float32")
    guesses = model.predict(images).argmax(axis=1)
    # Half of the labels are what the model says, so that the accuracy is near 0.5 and nothing else is.
    labels = np.where(np.arange(40) % 2, guesses, (guesses + 1) % 10).astype("uint8")
    seen = model.evaluate(images, labels)
    assert not isinstance(seen, str), (
        f"Keras can't measure your model: {_first_line(seen)}\n"
        '→ Check loss and metrics in model.compile: metrics is a list, ["accuracy"].'
    )
    metrics = {name: value for name, value in seen.items() if name != "loss"}
    assert metrics, (
        "Your model watches nothing but the loss, and a loss is hard to read.\n"
        '→ Add metrics=["accuracy"] to model.compile.'
    )
    assert any(np.isclose(value, 0.5, atol=1e-3) for value in metrics.values()), (
        f"Your model is right for 20 of 40 images, and your metrics say {_named(metrics)}. None of them is the "
        'accuracy, 0.5.\n→ Use metrics=["accuracy"]: Keras then picks the one that fits the loss.'
    )


def test_leaves_the_weights_as_they_were(learner):
    model = learner.new_model()
    before = model.weights
    after = learner.compile_model(model).weights
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True)), (
        "compile_model changed the model's weights. Compiling only says how the model will learn.\n"
        "→ Call model.compile(…), and no fit."
    )


def _first_line(text):
    return text.strip().splitlines()[0][:200]


def _rounded(value):
    return "not a fixed number" if value is None else f"{value:.4g}"


def _named(metrics):
    return ", ".join(f"{name} {value:.3f}" for name, value in metrics.items())
