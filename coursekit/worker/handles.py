"""What stands in the test process for an object that stays in the worker."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursekit.worker.forward import UnknownLayer, WeightsError, outputs_of, tolerance_of
from coursekit.worker.names import Code
from coursekit.worker.picture import picture_from
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


class Axes(Handle):
    """A matplotlib Axes in the worker. Facts: see `coursekit.worker.inside.describe_axes`."""

    def expect_drawn(self) -> None:
        """Have it drawn, and see whether the picture shows what is said of it.

        Raises
        ------
        Contradiction
            When it does not.
        """
        picture_from(self.ask(self, "render")).expect(self.facts)


@dataclass(frozen=True, eq=False)
class Model(Handle):
    """A Keras model in the worker.

    Facts: layers, input_shape, output_shape, own_class (whether it has a `call` of its own), params,
    trainable_params, penalties (regularizers), compiled, optimizer, steps_per_execution.

    Attributes
    ----------
    given
        The weights that count, where they are known: its outputs are computed from these, whatever it says of its weights
        later. See `holding` and `as_it_is_now`.
    """

    given: list[np.ndarray] | None = field(default=None, repr=False)

    @property
    def layers(self) -> list[SimpleNamespace]:
        """The layers, normalised: kind, name, params, output_shape; units and activation where it has them."""
        return [SimpleNamespace(**{"activation": None, **layer}) for layer in self.facts["layers"]]

    @property
    def dense_layers(self) -> list[SimpleNamespace]:
        """The Dense layers among `layers`."""
        return [layer for layer in self.layers if layer.kind == "Dense"]

    @property
    def tolerance(self) -> float:
        """How far its own outputs may be from those that are computed here."""
        return tolerance_of(self.layers)

    @property
    def weights(self) -> list[np.ndarray]:
        """The current weights, float32, in Keras's order: kernel (inputs, units), bias (units,), …."""
        return as_weights(self.ask(self, "weights"))

    def takes(self, weights: list[np.ndarray]) -> bool:
        """Set the weights, and say whether it has these then, up to the rounding of a 16-bit network."""
        seen = as_weights(self.ask(self, "set_weights", weights))
        return [w.shape for w in seen] == [w.shape for w in weights] and all(
            np.allclose(a, b, rtol=2**-8, atol=1e-6) for a, b in zip(seen, weights, strict=True)
        )

    def holding(self, weights: list[np.ndarray]) -> "Model":
        """Set the weights, and return the network as one that has them until it is trained.

        Raises
        ------
        Contradiction
            When it does not take them.
        """
        if not self.takes(weights):
            raise self._contradicts(Code.WEIGHTS_NOT_OF_LAYERS, too_many=False)
        return replace(self, given=weights)

    def expect_to_obey(self, images: np.ndarray, rng: np.random.Generator) -> None:
        """See that its outputs are what its layers make of its weights, and of others that are set here for a moment.

        Weights of its own may be so small that all outputs are nearly the same, which anybody could answer.

        Raises
        ------
        Contradiction
            When they are not, or when that can't be known.
        """
        self.predict(images)
        own = self.weights
        # So that the outputs are decided, and variances positive. Lesson 3's network and lesson 10's, 80 seeds each: an output
        # is 0.17 or more away from what says nothing, with bfloat16 at most 0.021 from what is computed here.
        others = [
            rng.uniform(0.5, 1, weight.shape)
            if weight.ndim < 2
            else rng.normal(0, 1.4 / np.sqrt(weight[..., 0].size), weight.shape)
            for weight in own
        ]
        other = self.holding([weight.astype("float32") for weight in others])
        self._expect(self.ask(self, "predict", images), other.compute(images), others)
        self.takes(own)

    def as_it_is_now(self) -> "Model":
        """Return the same model with fresh facts, and the weights that it says it has now as those that count.

        Then all that is found out of it is about the same weights, also where it answers each question with others.
        """
        model = self.look()
        return replace(model, given=model.weights)

    def variables(self) -> Handle:
        """Return what holds its weights, as an object of its own; see `holds`."""
        variables: Handle = self.ask(self, "variables")
        return variables

    def holds(self, variables: Handle) -> bool:
        """Say whether what is set in this model is found in these variables: they are its own, not another model's."""
        weights = self.weights
        others = [w + np.float32(0.5) for w in weights]
        same = self.takes(others) and all(
            map(np.array_equal, as_weights(variables.ask(variables, "weights")), others)
        )
        return self.takes(weights) and same

    def predict(self, images: np.ndarray) -> np.ndarray:
        """Return what its layers make of its weights (`given`, where it has them), computed here.

        And see that what the model itself says fits the weights that it says it has.

        Parameters
        ----------
        images
            Scaled as the model expects them.

        Returns
        -------
        array
            float32 (n, 10), for images (n, 28, 28).

        Raises
        ------
        Contradiction
            When the model's own outputs are not what the layers that it claims to have make of its weights, or when
            that can't be known.
        """
        # The weights come first: whoever answers does not know the images yet.
        weights = self.weights
        outputs: np.ndarray = self.ask(self, "predict", images)
        expected = self._computed(weights, images)
        self._expect(outputs, expected, weights)
        return expected if self.given is None else self._computed(self.given, images)

    def compute(self, images: np.ndarray) -> np.ndarray:
        """Return what its layers make of its weights, as `predict` does, without showing it the images.

        Raises
        ------
        Contradiction
            When that can't be known.
        """
        return self._computed(self.weights if self.given is None else self.given, images)

    def _expect(self, outputs: Any, expected: np.ndarray, weights: list[np.ndarray]) -> None:
        if _agree(outputs, expected, self.tolerance):
            return
        largest = max((float(np.abs(w).max()) for w in weights if np.size(w)), default=0.0)
        if not largest < _RUN_AWAY:
            raise Contradiction(Code.RUN_AWAY, largest=largest)
        for layer in self.layers:
            if precision := getattr(layer, "precision", None):
                said = shorten(f"{layer.kind} with the precision {precision}", 60)
                raise Contradiction(Code.UNKNOWN_LAYER, layer=said)
        raise self._contradicts(Code.OUTPUTS_NOT_FROM_WEIGHTS)

    def _computed(self, weights: list[np.ndarray], images: np.ndarray) -> np.ndarray:
        try:
            return outputs_of(self.layers, weights, images)
        except UnknownLayer as unknown:
            raise Contradiction(Code.UNKNOWN_LAYER, layer=shorten(str(unknown), 60)) from None
        except WeightsError as error:
            raise self._contradicts(Code.WEIGHTS_NOT_OF_LAYERS, too_many=error.too_many) from None
        except ValueError as error:
            # NumPy's: layers that don't fit each other.
            raise Contradiction(Code.UNKNOWN_LAYER, layer=shorten(str(error), 60)) from None

    def _contradicts(self, code: Code, **fields: Any) -> Contradiction:
        """Return what is wrong with a model that is not what its layers make of it.

        A class of the learner's own may do anything in its `call`, and so may a Lambda: it can't be followed, and that is
        all.
        """
        if self.facts.get("own_class"):
            said = f"{self.facts['type']} does more than go through its layers in their order"
            return Contradiction(Code.UNKNOWN_LAYER, layer=shorten(said, 80))
        return Contradiction(code, **fields)

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

    def first_steps(
        self, images: np.ndarray, labels: np.ndarray, updates: list[int]
    ) -> list[list[np.ndarray]] | str:
        """Return the weights after a step from where it is, after so many updates each; or the error that it ends in.

        The optimizer remembers nothing of earlier gradients then. The model stays as it was.
        """
        counts = [int(update) for update in updates]
        steps: list[list[np.ndarray]] | str = self.ask(self, "first_steps", images, labels, counts)
        return steps if isinstance(steps, str) else [as_weights(weights) for weights in steps]

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
    cls: type[Handle] = {"model": Model, "axes": Axes}.get(content["kind"], Handle)
    return cls(int(content["number"]), str(content["kind"]), dict(content["facts"]), ask)


def as_weights(answer: Any) -> list[np.ndarray]:
    """Return a list of arrays of decimal numbers, as it crossed.

    Raises
    ------
    Contradiction
        When it is something else.
    """
    if not isinstance(answer, list) or not all(
        isinstance(numbers, np.ndarray) and numbers.dtype.kind == "f" for numbers in answer
    ):
        raise Contradiction(Code.WEIGHTS_NOT_OF_LAYERS, too_many=False)
    return answer


def _agree(outputs: Any, expected: np.ndarray, tolerance: float) -> bool:
    """Whether outputs that crossed are the expected ones, nearly."""
    return (
        isinstance(outputs, np.ndarray)
        and outputs.dtype.kind == "f"
        and outputs.shape == expected.shape
        and np.allclose(outputs, expected, atol=tolerance, equal_nan=True)
    )


_RUN_AWAY = 1e4
"""Parameters of a network that has learned are smaller. Beyond, float32 rounds by more than what is told apart here."""
