"""What stands in the test process for an object that stays in the worker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursekit.worker.forward import TOLERANCE, UnknownLayer, WeightsError, outputs_of
from coursekit.worker.names import Code
from coursekit.worker.problems import Contradiction, shorten


@dataclass(frozen=True, eq=False)
class Handle:
    """An object in the worker, known by its number and by facts.

    Attributes
    ----------
    number
        The same for the same object, so that ``a.number == b.number`` means ``a is b`` over there.
    kind
        model, history, axes, figure, series, tensor or other.
    facts
        What `coursekit.worker.inside.facts` says of it. Every fact is an attribute too: ``axes.title``.
    """

    number: int
    kind: str
    facts: dict[str, Any]
    ask: Callable[..., Any] = field(repr=False)

    def __getattr__(self, name: str) -> Any:
        """Return the fact of this name."""
        if name.startswith("_") or name not in self.facts:
            raise AttributeError(f"{self.kind} has no fact {name!r}")
        return self.facts[name]


class Model(Handle):
    """A Keras model in the worker.

    Facts: layers, input_shape, output_shape, params, trainable_params, penalties (regularizers),
    compiled, optimizer, steps_per_execution.
    """

    @property
    def layers(self) -> list[SimpleNamespace]:
        """The layers, normalised: kind, name, params, output_shape; units and activation where it has them."""
        return [SimpleNamespace(**{"activation": None, **layer}) for layer in self.facts["layers"]]

    @property
    def dense_layers(self) -> list[SimpleNamespace]:
        """The Dense layers among `layers`."""
        return [layer for layer in self.layers if layer.kind == "Dense"]

    @property
    def weights(self) -> list[np.ndarray]:
        """The current weights, float32, in Keras's order: kernel (inputs, units), bias (units,), …."""
        weights: list[np.ndarray] = self.ask(self, "weights")
        return weights

    def predict(self, images: np.ndarray, verified: bool = True) -> np.ndarray:
        """Return the model's outputs, float32 (n, 10), for images (n, 28, 28).

        Parameters
        ----------
        images
            Scaled as the model expects them.
        verified
            Refuse a model with layers whose outputs can't be computed here. Without it, they are believed.

        Raises
        ------
        Contradiction
            When the outputs are not what the layers that the model claims to have make of its weights, or when that
            can't be known.
        """
        # The weights come first: whoever answers does not know the images yet.
        weights = self.weights
        outputs: np.ndarray = self.ask(self, "predict", images)
        try:
            expected = outputs_of(self.layers, weights, images)
        except UnknownLayer as unknown:
            if not verified:
                return outputs
            raise Contradiction(Code.UNKNOWN_LAYER, layer=shorten(str(unknown), 60)) from None
        except WeightsError as error:
            raise Contradiction(Code.WEIGHTS_NOT_OF_LAYERS, too_many=error.too_many) from None
        except ValueError as error:
            # NumPy's: layers that don't fit each other.
            raise Contradiction(Code.UNKNOWN_LAYER, layer=shorten(str(error), 60)) from None
        if np.shape(outputs) != expected.shape or not np.allclose(
            outputs, expected, atol=TOLERANCE, equal_nan=True
        ):
            largest = max((float(np.abs(w).max()) for w in weights if np.size(w)), default=0.0)
            if not largest < _RUN_AWAY:
                raise Contradiction(Code.RUN_AWAY, largest=largest)
            raise Contradiction(Code.OUTPUTS_NOT_FROM_WEIGHTS)
        return outputs

    def loss(self, labels: np.ndarray, probabilities: np.ndarray) -> float | str:
        """Return what the compiled loss says of these outputs, or the error that it ends in."""
        loss: float | str = self.ask(self, "loss", labels, probabilities)
        return loss

    def evaluate(self, images: np.ndarray, labels: np.ndarray) -> dict[str, float] | str:
        """Return Keras's own metrics by name, or the error that it ends in."""
        metrics: dict[str, float] | str = self.ask(self, "evaluate", images, labels)
        return metrics

    def steps(
        self, images: np.ndarray, labels: np.ndarray
    ) -> list[tuple[list[np.ndarray], list[np.ndarray]]] | str:
        """Return gradients and weights of two training steps on the same images, or the error that they end in.

        The model stays as it was.
        """
        steps: list[tuple[list[np.ndarray], list[np.ndarray]]] | str = self.ask(
            self, "steps", images, labels
        )
        return steps

    def rates(self, updates: list[int]) -> list[float] | str:
        """Return the optimizer's learning rate after so many updates each, or the error that it ends in."""
        rates: list[float] | str = self.ask(self, "rates", [int(update) for update in updates])
        return rates

    def fit(
        self, images: np.ndarray, labels: np.ndarray, epochs: int, batch_size: int
    ) -> Handle | str:
        """Train with Keras's own fit, and return the History, or the error that it ends in."""
        history: Handle | str = self.ask(self, "fit", images, labels, epochs, batch_size)
        return history

    def look(self) -> "Model":
        """Return the same model with fresh facts (after a training, say)."""
        model: Model = self.ask(self, "look")
        return model


def handle_from(content: dict[str, Any], ask: Callable[..., Any]) -> Handle:
    """Make the `Handle` for what a frame says of it."""
    cls = Model if content["kind"] == "model" else Handle
    return cls(int(content["number"]), str(content["kind"]), dict(content["facts"]), ask)


_RUN_AWAY = 1e4
"""Parameters of a network that has learned are smaller. Beyond, float32 rounds by more than what is told apart here."""
