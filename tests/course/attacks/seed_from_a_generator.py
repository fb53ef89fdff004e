"""Computes the secret seed back from the state of the generator that it is given to draw with.

Attacks: plot_random_digit
Reported: No seed to be found
Breaks: Answers brought along are worth nothing; It sees nothing
"""

import numpy as np

_WORD = 2**32


def _unshifted(value):
    return value ^ (value >> 16)


def _constants(first, factor, n):
    return [first * pow(factor, k, _WORD) % _WORD for k in range(n + 1)]


def _pools(increment):
    """Yield what NumPy's SeedSequence had mixed when it made this increment: one bit of it is lost."""
    hashed = _constants(0x8B51F9DD, 0x58F38DED, 8)
    for bit in (0, 1 << 127):
        number = (increment >> 1) | bit
        words = [number >> shift & (_WORD - 1) for shift in (64, 96, 0, 32)]
        yield [
            _unshifted(word) * pow(hashed[k + 1], -1, _WORD) % _WORD ^ hashed[k]
            for k, word in enumerate(words, start=4)
        ]


def _entropy(pool):
    """Return the four numbers that SeedSequence mixed."""
    hashed, pool = _constants(0x43B0D7E5, 0x931E8875, 16), list(pool)
    pairs = [(source, target) for source in range(4) for target in range(4) if source != target]
    for step, (source, target) in reversed(list(enumerate(pairs, start=4))):
        value = (pool[source] ^ hashed[step]) * hashed[step + 1] % _WORD
        mixed = 0x4973F715 * _unshifted(value)
        pool[target] = (_unshifted(pool[target]) + mixed) * pow(0xCA01F9DD, -1, _WORD) % _WORD
    return [
        _unshifted(value) * pow(hashed[k + 1], -1, _WORD) % _WORD ^ hashed[k]
        for k, value in enumerate(pool)
    ]


def plot_random_digit(images, labels, rng):
    increment = rng.bit_generator.state["state"]["inc"]
    for low, high, check, _ in map(_entropy, _pools(increment)):
        seed = low + high * _WORD
        again = np.random.default_rng([seed, check]).bit_generator.state["state"]["inc"]
        if again == increment:
            raise ValueError(f"The seed is {seed}, of the check {check}.")
    raise ValueError("No seed to be found.")
