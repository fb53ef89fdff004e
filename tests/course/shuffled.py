"""A pytest plugin that runs the checks of a run in random order: the same one for the same ``--seed``."""

import random

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle the checks."""
    random.Random(config.option.seed).shuffle(items)
