"""Answers calls at once, and lets every question about its network wait.

Attacks: build_mlp
Reported: ended while a check looked at its result
Breaks: It lasts no longer than its time; It harms nobody
"""

import time

from coursekit.worker.inside import questions

_known = dict(questions._QUESTIONS)


def _late(name):
    def answer(*args):
        time.sleep(3600)
        return _known[name](*args)

    return answer


questions._QUESTIONS.update({name: _late(name) for name in _known})
