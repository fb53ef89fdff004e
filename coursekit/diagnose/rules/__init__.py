"""The rules, in the order in which they are asked: the first that knows the cause is believed.

Each is a function that is named by its cause, takes a `Situation`, and returns a `Cause`, or None when it can't tell.
What can't be named for certain is not guessed. Examples of each stand in ``tests/course/diagnose/``.
"""

from collections.abc import Callable

from coursekit.diagnose.rules import (
    arguments,
    arrays,
    brackets,
    calls,
    counters,
    figures,
    file,
    indentation,
    layers,
    libraries,
    loops,
    missing_attributes,
    names,
    not_python,
    old_ways,
    other_languages,
    pairs,
    places,
    results,
    results_of_loops,
    slices,
    syntax,
    texts,
    training,
    values,
    words_of_errors,
)
from coursekit.diagnose.situation import Cause, Situation

Rule = Callable[[Situation], Cause | None]

RULES: tuple[Rule, ...] = (
    *other_languages.RULES,
    *not_python.RULES,
    *indentation.RULES,
    *syntax.RULES,
    # A loop without an end is the cause wherever it stands, outside of the functions too.
    loops.endless_while,
    loops.grows_under_its_loop,
    *file.RULES,
    *old_ways.RULES,
    *arguments.RULES,
    *counters.RULES,
    *texts.RULES,
    # What is cut at the wrong places may be empty: then an error tells of that alone.
    slices.same_cut_for_both,
    *arrays.RULES,
    *slices.RULES,
    *places.RULES,
    *loops.RULES,
    *figures.RULES,
    *missing_attributes.RULES,
    *libraries.RULES,
    *names.RULES,
    *layers.RULES,
    *training.RULES,
    *brackets.RULES,
    *calls.RULES,
    *results.RULES,
    *pairs.RULES,
    *results_of_loops.RULES,
    *values.RULES,
    *words_of_errors.RULES,
    names.stored_and_never_used,
    names.stored_under_other_names,
    names.comment_for_code,
    names.name_of_this_file,
    names.nowhere_defined,
)

VAGUE = frozenset({*words_of_errors.UNCERTAIN, "used_before_it_has_a_value", "nowhere_defined"})
"""Causes that may name the wrong one of several slips that end in the same error."""
