"""Settings for ``pytest --nbval``: what may differ between two honest runs of a notebook.

nbval compares every output as text and leaves pictures out by itself. Besides, what is shown as HTML has a text
beside it, and that is compared; TensorFlow's log lines reach standard error under Jupyter and not under nbval; and
Keras's progress lines hold timings.
"""

from pathlib import Path

import pytest

SANITIZE = Path(__file__).with_name("nbval_sanitize.cfg")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Use the course's replacements and this Python, unless the command line names others.

    A notebook that was saved elsewhere names a kernel that is not here.
    """
    if not config.option.nbval_kernel_name:
        config.option.nbval_current_env = True
    if not config.option.nbval_sanitize_with:
        config.option.nbval_sanitize_with = str(SANITIZE)


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Leave standard error and HTML out of the comparison."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr", "text/html")
