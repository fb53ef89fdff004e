"""What the tests may ask of an object that stays in the worker. The course's own code, next to the learner's."""

from collections.abc import Callable
from typing import Any

import numpy as np


def ask(kept_object: Any, question: str, *args: Any) -> Any:
    """Answer a question about a kept object.

    Questions about a model: ``predict`` (images -> probabilities), ``weights`` (-> list of arrays),
    ``set_weights`` (arrays), ``loss`` (labels, probabilities -> what its own loss says of them), ``evaluate``
    (images, labels -> dict of metrics, loss included), ``steps`` (images, labels -> for each of two training
    steps, its gradients and the weights after it), ``rates`` (counts of updates -> the optimizer's learning rate
    after each), ``fit`` (images, labels, epochs, batch size -> the History of Keras's fit), ``look`` (-> the object
    itself, with fresh facts).
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
    return np.concatenate([np.asarray(model(batch, training=False)) for batch in batches])


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
    "weights": lambda model: [np.asarray(w) for w in model.get_weights()],
    "set_weights": lambda model, weights: model.set_weights(weights),
    "loss": lambda model, labels, outputs: float(model.compute_loss(y=labels, y_pred=outputs)),
    "evaluate": _evaluate,
    "steps": _steps,
    "rates": _rates,
    "fit": lambda model, images, labels, epochs, size: model.fit(
        images, labels, size, epochs, verbose=0
    ),
    "look": lambda kept_object: kept_object,
}

_MAY_FAIL = {"loss", "evaluate", "steps", "rates", "fit"}
"""Questions whose answer may be an error, as a text: they compile and train as the learner said."""
