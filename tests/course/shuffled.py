"""A pytest plugin that runs the checks of a run in random order: the same one for the same ``--seed``."""

import random

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle the classes, and the checks of each. A class stays together: what its checks share is trained once."""
    random.Random(config.option.seed).shuffle(items)
    turns: dict[str, int] = {}
    items.sort(key=lambda item: turns.setdefault(item.parent.nodeid, len(turns)))
