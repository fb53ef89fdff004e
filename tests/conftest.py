"""Says so when pytest runs without the course's settings: nothing of the course is loaded then, and no check can run."""

import pytest


def pytest_configure(config):
    if not config.pluginmanager.hasplugin("coursekit.checks.session"):
        from coursekit.surroundings import hidden_settings

        raise pytest.UsageError(str(hidden_settings(config.inipath)))
