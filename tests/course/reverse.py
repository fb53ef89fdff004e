"""A pytest plugin that runs the checks of a run in reverse order."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Turn the order round."""
    items.reverse()
