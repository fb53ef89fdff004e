"""Measure, with types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, singledispatch
from string import Template


@dataclass(order=True)
class Result:
    loss: float
    accuracy: float

    def __iter__(self):
        yield from (self.loss, self.accuracy)

    def __format__(self, spec: str) -> str:
        return "\n".join(f"Test {name}: {value:{spec}}" for name, value in vars(self).items())


@lru_cache(maxsize=None)
def _template() -> Template:
    return Template("Test Loss: $loss\nTest Accuracy: $accuracy")


@singledispatch
def _plain(value) -> float:
    return float(value)


def evaluate_model(model, images, labels):
    found = model.evaluate(images, labels, verbose=2, return_dict=True)
    return tuple(Result(_plain(found["loss"]), _plain(found["accuracy"])))


def describe_result(loss: float, accuracy: float) -> str:
    match Result(loss, accuracy):
        case Result(loss=l, accuracy=a):
            return _template().substitute(loss=f"{l:.4f}", accuracy=f"{a:.2%}")
