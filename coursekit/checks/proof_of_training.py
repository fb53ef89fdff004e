"""Proof that a network was trained here: from weights that came from outside, it got where gradient descent leads."""

import numpy as np

from coursekit.worker.dense_networks import Weights, cosines, descended, relative_errors
from coursekit.worker.forward import outputs_of
from coursekit.worker.handles import Model

MAX_ERROR = 0.05
"""Of a kernel's change after three steps on all images, as a part of it. Lesson 3's network on 512 digits: at most 4e-6
with float32 and float64, 0.005 under mixed_float16, 0.012 under mixed_bfloat16. A learning rate of 0.09 in place of 0.1
gives 0.09, two batches in place of one 1.1."""

STEPS = 3


class KnownStart:
    """Weights that are handed over to a network, so that what becomes of them can be computed here.

    Parameters
    ----------
    model
        Has Dense layers of these weights' shapes, which all differ: in whatever order it keeps them.
    weights
        A kernel and a bias for each layer, from the first to the last.
    """

    def __init__(self, model: Model, weights: Weights) -> None:
        self._model = model
        self.weights = weights
        places = {w.shape: place for place, w in enumerate(weights)}
        found = [places.get(w.shape, -1) for w in model.weights]
        self._order = found if sorted(found) == [*range(len(weights))] else []
        self.taken = bool(self._order) and model.takes([weights[place] for place in self._order])
        """Whether the network has these weights now."""

    def _rows(self, images: np.ndarray) -> np.ndarray:
        """Return what the network's Flatten makes of images: with channels first, it takes the columns before the rows."""
        return outputs_of(self._model.layers[:1], [], images)

    def _in_order(self, seen: Weights) -> Weights:
        """Return the network's weights from the first layer to the last; none when they are others."""
        if [w.shape for w in seen] != [self.weights[place].shape for place in self._order]:
            return []
        return [seen[self._order.index(place)] for place in range(len(seen))]

    def follows_gradient_descent(self, images: np.ndarray, labels: np.ndarray, rate: float) -> bool:
        """Whether the network is where `STEPS` steps lead, each on all of these images. It is known exactly."""
        n = len(images)
        expected = descended(
            self.weights, self._rows(images), labels, rate, STEPS, n, np.random.default_rng(0)
        )
        errors = relative_errors(self.weights, self._in_order(self._model.weights), expected)
        return self.taken and all(error <= MAX_ERROR for error in errors)

    def agreement(
        self,
        trained: Model,
        images: np.ndarray,
        labels: np.ndarray,
        rate: float,
        epochs: int,
        batch_size: int,
    ) -> float:
        """Return the lowest cosine, over all kernels, between their change and that of a training here.

        `trained` is the network afterwards (`Model.as_it_is_now`): the very weights that its outputs were computed from.
        nan when there is no change, or other weights than those that were handed over.
        """
        rng = np.random.default_rng(0)
        expected = descended(
            self.weights, self._rows(images), labels, rate, epochs, batch_size, rng
        )
        found = cosines(self.weights, self._in_order(trained.given or []), expected)
        return min(found) if self.taken and np.isfinite(found).all() else float("nan")
