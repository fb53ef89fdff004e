"""What the tests may ask of an object that stays in the worker. The course's own code, next to the learner's."""

from collections.abc import Callable
from typing import Any

import numpy as np

from coursekit.worker.inside.render import render


def ask(kept_object: Any, question: str, *args: Any) -> Any:
    """Answer a question about a kept object.

    Questions about a model: ``predict`` (images -> probabilities), ``weights`` (-> list of arrays),
    ``set_weights`` (arrays -> the weights as they are then), ``variables`` (-> what holds its weights, an object of
    its own, for ``weights``), ``loss`` (labels, probabilities -> what its own loss says of them), ``evaluate``
    (images, labels -> dict of metrics, loss included), ``steps`` (images, labels -> for each of two training
    steps, its gradients and the weights after it), ``first_steps`` (images, labels, counts of updates -> the weights after
    a step from where it is, as if it were the optimizer's first but for the count, for each), ``rates`` (counts of updates -> the optimizer's learning rate
    after each), ``fit`` (images, labels, epochs, batch size -> the History of Keras's fit), ``look`` (-> the object
    itself, with fresh facts). Of an Axes: ``render`` (-> what `coursekit.worker.inside.render` says).
    """
    try:
        return _QUESTIONS[question](kept_object, *args)
    except Exception as error:
        if question not in _MAY_FAIL:
            raise
        return f"{type(error).__name__}: {error}"


def predict(model: Any, images: np.ndarray) -> np.ndarray:
    """Return a model's outputs, float32 (n, units), for images (n, 28, 28)."""
    # Not model.predict: it compiles a function at each call of a fresh model, 0.2 s each.
    batches = np.split(images, range(1000, len(images), 1000))
    outputs = [np.asarray(model(batch, training=False), "float32") for batch in batches]
    return np.concatenate(outputs)


class _Variables:
    """The variables of a model: whoever puts another model in its place does not put them elsewhere."""

    def __init__(self, model: Any) -> None:
        self._variables = list(model.weights)

    def get_weights(self) -> list[Any]:
        return [variable.numpy() for variable in self._variables]


def _weights(kept_object: Any) -> list[np.ndarray]:
    # In whatever precision they are kept: not each can cross.
    return [np.asarray(w, "float32") for w in kept_object.get_weights()]


def _set_weights(model: Any, weights: list[np.ndarray]) -> list[np.ndarray]:
    model.set_weights(weights)
    return _weights(model)


def _evaluate(model: Any, images: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    # Not model.evaluate, for the same reason: this is the one step that it would take.
    model.reset_metrics()
    metrics = model.test_step((images, labels))
    return {str(name): float(value) for name, value in metrics.items()}


def _steps(model: Any, images: np.ndarray, labels: np.ndarray) -> list[tuple[Any, ...]]:
    import tensorflow as tf

    weights, state = model.get_weights(), [np.asarray(v) for v in model.optimizer.variables]
    steps = []
    try:
        for _ in range(2):  # Momentum shows in the second.
            # Not model.fit: it compiles the step first, which takes longer than all the rest.
            with tf.GradientTape() as tape:
                loss = model.compute_loss(x=images, y=labels, y_pred=model(images, training=True))
            gradients = tape.gradient(loss, model.trainable_variables)
            model.optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
            steps.append(([np.asarray(g) for g in gradients], model.get_weights()))
        return steps
    finally:
        model.set_weights(weights)
        # An optimizer makes more variables at its first step. Only those of before can be put back.
        for variable, value in zip(model.optimizer.variables, state, strict=False):
            variable.assign(value)


def _first_steps(
    model: Any, images: np.ndarray, labels: np.ndarray, updates: list[int]
) -> list[list[np.ndarray]]:
    import tensorflow as tf

    optimizer, variables = model.optimizer, model.trainable_variables
    if not optimizer.built:
        optimizer.build(variables)
    weights, state = model.get_weights(), [np.asarray(v) for v in optimizer.variables]
    with tf.GradientTape() as tape:
        loss = model.compute_loss(x=images, y=labels, y_pred=model(images, training=True))
    gradients = tape.gradient(loss, variables)

    def begin_again() -> None:
        model.set_weights(weights)
        for variable, value in zip(optimizer.variables, state, strict=True):
            variable.assign(value)

    steps = []
    try:
        for update in updates:
            begin_again()
            optimizer.iterations.assign(update)
            optimizer.apply_gradients(zip(gradients, variables, strict=True))
            steps.append(_weights(model))
        return steps
    finally:
        begin_again()


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


_QUESTIONS: dict[str, Callable[..., Any]] = {
    "predict": predict,
    "weights": _weights,
    "set_weights": _set_weights,
    "variables": _Variables,
    "loss": lambda model, labels, outputs: float(model.compute_loss(y=labels, y_pred=outputs)),
    "evaluate": _evaluate,
    "steps": _steps,
    "first_steps": _first_steps,
    "rates": _rates,
    "fit": lambda model, images, labels, epochs, size: model.fit(
        images, labels, size, epochs, verbose=0
    ),
    "look": lambda kept_object: kept_object,
    "render": render,
}

_MAY_FAIL = {"loss", "evaluate", "steps", "first_steps", "rates", "fit", "render"}
"""Questions whose answer may be an error, as a text: they compile, train and draw as the learner said."""
