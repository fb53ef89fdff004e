"""What the tests may ask of an object that stays in the worker, and ready-made objects to hand to a learner.

Everything here is the course's own code. It runs in the worker, next to the learner's.
"""

from functools import partial
from typing import Any

import numpy as np


def ask(thing: Any, question: str, *args: Any) -> Any:
    """Answer a question about a kept object.

    Questions about a model: ``predict`` (images -> probabilities), ``weights`` (-> list of arrays),
    ``set_weights`` (arrays), ``loss`` (labels, probabilities -> what its own loss says of them), ``evaluate``
    (images, labels -> dict of metrics, loss included), ``steps`` (images, labels -> for each of two training
    steps, its gradients and the weights after it), ``rates`` (counts of updates -> the optimizer's learning rate
    after each), ``fit`` (images, labels, epochs, batch size -> the History of Keras's fit), ``look`` (-> the object
    itself, with fresh facts).
    """
    try:
        return _QUESTIONS[question](thing, *args)
    except Exception as error:  # noqa: BLE001 - the answer is what went wrong
        if question not in _MAY_FAIL:
            raise
        return f"{type(error).__name__}: {error}"


def make(what: str, **options: Any) -> Any:
    """Make a ready-made object: ``model`` (hidden_units, seed, compiled) or ``axes`` (n)."""
    return _MAKERS[what](**options)


def warm_up() -> None:
    """Use the libraries once: much is set up at the first use of a network or a figure only."""
    import pandas

    from coursekit.worker.inside import facts

    images, labels = np.zeros((32, 28, 28), np.float32), np.zeros(32, np.uint8)
    model = _make_model(compiled=True)
    model.fit(images, labels, validation_data=(images, labels), verbose=0)
    model.predict(images, verbose=0)
    ask(model, "loss", labels, _predict(model, images))
    ask(model, "evaluate", images, labels)
    ask(model, "steps", images, labels)
    facts.facts_of(model, "model")
    axes = _make_axes()[0]
    axes.imshow(images[0])
    facts.facts_of(pandas.Series(labels).value_counts().plot(ax=axes), "axes")
    plain, compiled = _make_model(), _make_model(compiled=True)
    plain.predict(images, verbose=0)
    compiled.evaluate(images, labels, verbose=0)
    _PREPARED.update({((16,), 0, False): plain, ((16,), 0, True): compiled})


def _predict(model: Any, images: np.ndarray) -> np.ndarray:
    # Not model.predict: it compiles a function at each call of a fresh model, 0.2 s each.
    batches = np.split(images, range(1000, len(images), 1000))
    return np.concatenate([np.asarray(model(batch, training=False)) for batch in batches])


def _evaluate(model: Any, images: np.ndarray, labels: np.ndarray) -> dict:
    # Not model.evaluate, for the same reason: this is the one step that it would take.
    model.reset_metrics()
    metrics = model.test_step((images, labels))
    return {str(name): float(value) for name, value in metrics.items()}


def _steps(model: Any, images: np.ndarray, labels: np.ndarray) -> list[tuple]:
    import tensorflow as tf

    weights, state = model.get_weights(), [np.asarray(v) for v in model.optimizer.variables]
    steps = []
    try:
        for _ in range(2):  # Momentum shows in the second.
            # Not model.fit: it compiles the step first, which takes longer than all the rest.
            with tf.GradientTape() as tape:
                loss = model.compute_loss(x=images, y=labels, y_pred=model(images, training=True))
            gradients = tape.gradient(loss, model.trainable_variables)
            model.optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            steps.append(([np.asarray(g) for g in gradients], model.get_weights()))
        return steps
    finally:
        model.set_weights(weights)
        for variable, value in zip(model.optimizer.variables, state):
            variable.assign(value)


def _rates(model: Any, updates: list[int]) -> list[float]:
    # The optimizer itself knows whether its rate is a number, a schedule of Keras, or the learner's own.
    counter = model.optimizer.iterations
    before = int(np.asarray(counter))
    try:
        rates = []
        for update in updates:
            counter.assign(update)
            rates.append(float(np.asarray(model.optimizer.learning_rate)))
        return rates
    finally:
        counter.assign(before)


def _make_model(hidden_units: tuple = (16,), seed: int = 0, compiled: bool = False) -> Any:
    prepared = _PREPARED.pop((hidden_units, seed, compiled), None)
    if prepared is not None:
        return prepared
    import keras

    # Seeds of their own: keras.utils.set_random_seed empties TensorFlow's caches, 10 ms each.
    # With biases of 0, images that are scaled twice would still give the same answers.
    dense = partial(
        keras.layers.Dense,
        kernel_initializer=keras.initializers.GlorotUniform(seed=seed),
        bias_initializer=keras.initializers.RandomNormal(seed=seed),
    )
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            *(dense(units, activation="relu") for units in hidden_units),
            dense(10, activation="softmax"),
        ]
    )
    if compiled:
        loss = "sparse_categorical_crossentropy"
        model.compile(
            loss=loss, optimizer=keras.optimizers.SGD(learning_rate=0.1), metrics=["accuracy"]
        )
    return model


def _make_axes(n: int = 1) -> list:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, n, squeeze=False)
    return list(axes[0])


_PREPARED: dict[tuple, Any] = {}
"""Models to be handed out first, by their options: Keras compiles a function at the first use of each."""

_QUESTIONS = {
    "predict": _predict,
    "weights": lambda model: [np.asarray(w) for w in model.get_weights()],
    "set_weights": lambda model, weights: model.set_weights(weights),
    "loss": lambda model, labels, outputs: float(model.compute_loss(y=labels, y_pred=outputs)),
    "evaluate": _evaluate,
    "steps": _steps,
    "rates": _rates,
    "fit": lambda model, images, labels, epochs, size: model.fit(
        images, labels, size, epochs, verbose=0
    ),
    "look": lambda thing: thing,
}

_MAY_FAIL = {"loss", "evaluate", "steps", "rates", "fit"}
"""Questions whose answer may be an error, as a text: they compile and train as the learner said."""

_MAKERS = {"model": _make_model, "axes": _make_axes}
