"""Names: misspelt, mixed up, forgotten, taken twice, or never given a value."""

import ast
import builtins
import difflib
import re
from pathlib import PurePosixPath

import numpy as np

from coursekit.diagnose.library_names import FUNCTIONS_ELSEWHERE, HOMES, IN_ITS_PLACE, PARTS
from coursekit.diagnose.notebooks import notebook_names, words_of_the_reference
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    first_name,
    names_in,
    returns_of,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import ACTIVATIONS, Code

QUOTED = {
    *ACTIVATIONS,
    *(
        "float32",
        "float64",
        "float16",
        "uint8",
        "int64",
        "int32",
        "binary",
        "gray",
        "gray_r",
        "Greys",
        "viridis",
    ),
    *(
        "accuracy",
        "loss",
        "val_loss",
        "val_accuracy",
        "adam",
        "sgd",
        "rmsprop",
        "he_normal",
        "off",
        "same",
        "valid",
    ),
    *(
        "sparse_categorical_crossentropy",
        "categorical_crossentropy",
        "center",
        "red",
        "green",
        "Blues",
    ),
}
"""Words that Keras, NumPy and matplotlib take as texts."""

_VARIABLES_TOO = {
    *("loss", "accuracy", "val_loss", "val_accuracy", "binary", "gray", "off", "same", "valid"),
    *("center", "red", "green", "linear"),
}
"""Words among these that are good names for variables: where they stand must show what is meant."""

_TEXT_ARGUMENTS = {
    *("activation", "loss", "optimizer", "metrics", "cmap", "dtype", "color", "c", "padding"),
    *("ha", "va", "horizontalalignment", "verticalalignment", "kernel_initializer", "monitor"),
}
_TEXT_METHODS = {"astype", "axis", "imshow", "Activation"}

_CONSTANTS = {
    "true": "True",
    "false": "False",
    "none": "None",
    **dict.fromkeys(("null", "NULL", "nullptr", "nil", "undefined"), "None"),
    **{name: f"np.{name}" for name in ("nan", "pi", "inf", "newaxis")},
}


def quotes_forgotten(s: Situation) -> Cause | None:
    """A word that a library takes as a text, without its quotes."""
    name = s.unknown_name
    if name not in QUOTED or not any(_takes_a_text(s, node, name) for node in s.around(name)):
        return None
    # opt = SGD(…), and then optimizer=sgd.
    if any(called_name(call).lower() == name for call in calls_in(s.running or ast.Pass())):
        return None
    return Cause(
        f'{name} is a text for the library, not a name that Python knows. Put it in quotes: "{name}".'
    )


def constant_misspelt(s: Situation) -> Cause | None:
    """``true``, ``null`` and their like."""
    name = s.unknown_name
    # Labels may be called true: zip(true, predicted), predicted == true, matrix[true, guess].
    many = ast.Compare | ast.Tuple | ast.Subscript | ast.Attribute | ast.For
    labels = [
        n for n in s.around(name) if isinstance(n, many) or hasattr(getattr(n, "func", 0), "id")
    ]
    if name not in _CONSTANTS or (name == "true" and labels):
        return None
    return Cause(f"In Python it is written {_CONSTANTS[name]}, not {name}.")


def function_for_an_argument(s: Situation) -> Cause | None:
    """``confusion_matrix[0]`` where the argument ``matrix`` is meant."""
    called = {id(call.func) for call in calls_in(s.last.tree)}
    own = {node.name for node in s.last.tree.body if isinstance(node, ast.FunctionDef)}
    if s.code is not Code.EXCEPTION or s.running is None or not s.said:
        return None
    arguments = arguments_of(s.running)
    for node in ast.walk(s.running):
        if isinstance(node, ast.Name) and covers(node, s.line) and node.id in own - {*arguments}:
            meant = [a for a in arguments if a in node.id.split("_")]
            if id(node) not in called and len(meant) == 1:
                return Cause(
                    f"{node.id} is a function of this file. The value that came in is called {meant[0]}: write that."
                )
    return None


def function_of_another_file(s: Situation) -> Cause | None:
    """A course function of another lesson, without its import."""
    function = load_manifest().functions.get(s.unknown_name)
    if function is None or function.file == s.last.file:
        return None
    return Cause(
        f"{function.name} stands in another file, {function.file}. Write this line at the top of {s.last.file}: "
        f"`from mnist_course.{function.slug} import {function.name}`."
    )


def notebook_variable(s: Situation) -> Cause | None:
    """A variable of the notebook in a function."""
    name = s.unknown_name
    if name not in notebook_names() or s.running is None or s.code is not Code.EXCEPTION:
        return None
    above = [node for node in statements(s.running.body) if node.lineno < s.line]
    own = [one.rstrip("s") for node in above for one in assigned(node)]
    if _nearly_the_same(s, name) or name.rstrip("s") in own:
        return None
    arguments = arguments_of(s.running)
    taken = _taken_from(name, arguments)
    of_the_function = name == s.function.returns or name in words_of_the_reference(s.function)
    if arguments and not taken and (of_the_function or not _OF_NOTEBOOKS.fullmatch(name)):
        return None
    calls = [node for node in above if "load_data" in short(node, 200)]
    lost = [node.lineno for node in calls if isinstance(node, ast.Expr)]
    if not arguments and lost:
        return Cause(
            f"{name} is a variable of the notebook, and this file does not know it. What mnist.load_data() gives in line {lost[-1]} is all "
            f"that is asked for, and is lost. Put return in front of it, and delete line {s.line}.",
            lost[-1],
        )
    # Where its digits have other names, that is the slip.
    if not arguments and calls:
        return None
    if not arguments:
        return Cause(
            f"{name} is a variable of the notebook. This file does not know it, and {s.running.name} gets no arguments: it "
            "makes what it returns itself. The digits come from mnist.load_data()."
        )
    return Cause(
        f"{name} is a variable of the notebook. This file does not know it. The function gets what it needs as "
        f"its arguments: {', '.join(arguments)}. {taken or 'Use these.'}"
    )


def letters_of_another_alphabet(s: Situation) -> Cause | None:
    """A name with a letter that only looks like the usual one."""
    twin = _twin(s)
    name = twin.id if twin else s.field("name")
    strange = [letter for letter in name if letter.isalpha() and ord(letter) > 0x2AF]
    if s.error not in ("NameError", "AttributeError", "TypeError") or not strange:
        return None
    if not any(letter.isascii() and letter.isalpha() for letter in name):
        # A name that is wholly in another alphabet is meant so, but where it looks like one that is there.
        meant, nodes = name.translate(_LATIN_FOR), statements(s.running.body) if s.running else ()
        own = {*arguments_of(s.running), *(one for node in nodes for one in assigned(node))}
        if meant == name or meant not in own | {*s.last.outside, s.unknown_name}:
            return None
        return Cause(
            f"{name} is written in another alphabet, and only looks like {meant}. To Python these are two names. Delete it, and "
            "type it again with the English keyboard.",
            twin.lineno if twin else 0,
        )
    listed = ", ".join(dict.fromkeys(strange))
    return Cause(
        f"In {name}, {listed} is a letter of another alphabet, which only looks like the usual one. To Python these are two "
        "names. Delete the word, and type it again with the English keyboard.",
        twin.lineno if twin else 0,
    )


_LATIN_FOR = str.maketrans(
    "АВЕКМНОРСТХУаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρχ", "ABEKMHOPCTXYaeopcyxijsABEZHIKMNOPTYXovpx"
)
"""Cyrillic and Greek letters, and the Latin ones that they look like."""


def _twin(s: Situation) -> ast.Name | None:
    """Return the name with letters of another alphabet that got the value for which this one is taken."""
    nodes = ast.walk(s.running) if s.running and s.unknown_name.isascii() else ()
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and s.unknown_name:
            plain = re.sub(r"[^\x00-\u02af]", ".", node.id)
            if "." in plain and re.fullmatch(plain, s.unknown_name):
                return node
    return None


def letter_for_a_digit(s: Situation) -> Cause | None:
    """``axis=-l``: the letter l where the digit 1 is meant, or O where 0 is."""
    digit = {"l": "1", "I": "1", "O": "0"}.get(s.unknown_name, "")
    lines = statements(s.running.body) if s.running else ()
    own = [name.lower() for line in lines for name in assigned(line)]
    # loss, accuracy = …, or for label in labels: l is short for that.
    near = any(name.startswith(s.unknown_name.lower()) for name in own)
    # A digit has no parts, and nobody calls it.
    if not digit or s.code is not Code.EXCEPTION or near or _calling(s, s.unknown_name):
        return None
    return Cause(
        f"{s.unknown_name} is a letter here, which no line gives a value. The digit looks much like it: write {digit}."
    )


def loop_takes_the_name(s: Situation) -> Cause | None:
    """``for layers in hidden_units: … layers.Dense(layers)``: a loop that takes a name that is needed in it."""
    if s.error not in ("AttributeError", "TypeError") or s.running is None:
        return None
    nodes = [*statements(s.running.body)]
    for item in s.nodes(ast.Attribute):
        name = short(item.value)
        for loop in nodes:
            if not isinstance(loop, ast.For) or not loop.lineno < s.line <= (loop.end_lineno or 0):
                continue
            # for ax in ax: the loop takes the name where it is wanted. And a word like a part that is there is misspelt.
            wanted = name in names_in(loop.iter) or s.field("meant")
            if wanted or name not in assigned(loop):
                continue
            lines = [n for n in nodes if n.lineno < loop.lineno and not isinstance(n, ast.For)]
            others = [n.lineno for n in lines if name in assigned(n)]
            if others or name in s.last.imported or name in arguments_of(s.running):
                gave = f"line {others[-1]} gave it" if others else "it was before"
                return Cause(
                    f"The loop in line {loop.lineno} gives {name} other values: it is no longer what {gave}. Give the loop's "
                    "variable a name of its own.",
                    loop.lineno,
                )
    return None


def misspelt(s: Situation) -> Cause | None:
    """A name that differs from a known one by a letter or two."""
    meant, name = s.field("meant"), s.field("name")
    if s.field("by_learner", False) or s.code not in (Code.EXCEPTION, Code.IMPORT):
        return None
    if s.error == "NameError":
        if _begins_the_line(s, name) and difflib.get_close_matches(
            name.lower(), ["return"], 1, 0.8
        ):
            return Cause(f"Python knows no word {name} here. Did you mean: 'return'?")
        if near := _nearly_the_same(s, name):
            return Cause(
                f"Python knows no {name} here, but line {near[1]} gives {near[0]} a value. Write the name alike in both "
                "places: each letter counts, and capitals are other letters."
            )
        # What is not meant for a constant stays silent here, too.
        other = _bare(name) == _bare(meant) or s.variable_of(name) or name in _CONSTANTS
        # idx is no id(…): what is neither called nor a type is hardly one of Python's functions.
        function = callable(getattr(builtins, meant, None))
        in_its_place = _called(s, name) or re.search(rf"(astype\(|dtype=){name}\b", s.last.text)
        other = other or (name in FUNCTIONS_ELSEWHERE and bool(_called(s, name)))
        if not meant or other or len(name) < 3 or (function and not in_its_place):
            return None
        plural = name.rstrip("s") == meant.rstrip("s")
        missing = f" Or is a line missing that gives {name} a value?" if plural else ""
        return Cause(f"Python knows no {name} here. Did you mean: {meant!r}?{missing}")
    if s.error == "AttributeError" and (home := _but_for_capitals(s, name)):
        return Cause(f"There is no .{name}: capitals are other letters. Write {home}.")
    if s.error == "AttributeError" and (home := _exchanged_letters(s, name)):
        return Cause(f"There is no .{name}: letters are exchanged. Write {home}.")
    if s.error == "AttributeError" and (other := _without_what_it_is(name)):
        return Cause(f"There is no .{name}. In Python's Keras it is called {other}.")
    # An array's flat and dtype can't be called.
    called = any(call.func in s.nodes(ast.Attribute) for call in calls_in(s.last.tree))
    part = "'numpy.ndarray'" in s.said and not callable(getattr(np.ndarray, meant, None))
    if s.error == "AttributeError" and meant and not (called and part):
        return Cause(f"There is no .{name}. Did you mean: {meant!r}?")
    return None


def _without_what_it_is(name: str) -> str:
    """Return Keras's name for what R's Keras calls optimizer_sgd or layer_dense; empty for any other."""
    what, _, rest = name.partition("_")
    names = (known for part, known in PARTS.items() if part.startswith("keras."))
    known = {one.lower(): one for some in names for one in some}
    return known.get(rest.replace("_", ""), "") if what in ("optimizer", "layer") else ""


def _but_for_capitals(s: Situation, name: str) -> str:
    """Return what a module has under this name, but for capitals: ``pd.Series`` for ``pd.series``."""
    found = [home for known, home in _in_the_module(s) if known.lower() == name.lower()]
    return s.last.as_imported(found[0]) if found else ""


def _exchanged_letters(s: Situation, name: str) -> str:
    """Return what a module has under a name of the same letters: ``keras.optimizers.SGD`` for ``SDG``."""
    found = [home for known, home in _in_the_module(s) if sorted(known) == sorted(name)]
    return s.last.as_imported(found[0]) if found else ""


def _in_the_module(s: Situation) -> list[tuple[str, str]]:
    """Return known names, and where they stand, of the module that has no such attribute."""
    module = re.match(r"module '([\w.]+)' has no attribute", s.said)
    return [(k, home) for k, home in HOMES.items() if module and home == f"{module[1]}.{k}"]


def _nearly_the_same(s: Situation, name: str) -> tuple[str, int] | None:
    """Return the variable of the function at work that has this name but for capitals, or one letter of a long name; and its line."""
    nodes = [n for n in ast.walk(s.running) if isinstance(n, ast.Name)] if s.running else []
    read = {node.id for node in nodes if isinstance(node.ctx, ast.Load)}
    for node in statements(s.running.body) if s.running else []:
        for own in assigned(node):
            alike = difflib.SequenceMatcher(None, own, name).ratio() > 0.93
            one_letter_off = len(name) > 7 and alike and _bare(own) != _bare(name)
            # A and a are often two things, unless one is never used.
            capitals = (len(name) > 1 or own not in read) and own.lower() == name.lower()
            if own != name and (capitals or one_letter_off):
                return own, node.lineno
    return None


def _bare(name: str) -> str:
    """Return a name without its first letter or its number: X_train and y_train are two things, and so are loss1 and loss2."""
    return re.sub(r"^[A-Za-z]_|\d+$", "", name)


def changed_from_outside(s: Situation) -> Cause | None:
    """``n_seen += 1`` in a function, where the line that begins it stands outside."""
    if s.error != "UnboundLocalError" or s.running is None:
        return None
    name = s.field("name") or s.said.partition("'")[2].partition("'")[0]
    lines = [n for n in statements(s.running.body) if name in assigned(n)]
    made = [n.lineno for n in s.last.tree.body if name in assigned(n)]
    if not made or not lines or not isinstance(lines[0], ast.AugAssign):
        return None
    return Cause(
        f"{name} begins outside of the function, in line {made[0]}, and a function can't change a variable from outside. Move that line into "
        f"{s.running.name}, above the loop. Or leave {name} away, if nothing needs it.",
    )


def used_before_it_has_a_value(s: Situation) -> Cause | None:
    """A local variable that is not there yet: assigned later, only in a block, or under a function's name."""
    if s.error != "UnboundLocalError" or s.running is None:
        return None
    name = s.field("name") or s.said.partition("'")[2].partition("'")[0]
    nodes = list(statements(s.running.body))
    found = [node for node in nodes if name in assigned(node)]
    if not found:
        inner = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
        names = [alias.asname or alias.name.partition(".")[0] for n in inner for alias in n.names]
        says = f"{name} is imported inside this function, and not before this line. Move its import to the top of the file."
        return Cause(says) if name in names else None
    first = found[0].lineno
    itself = any(_from_itself(node, name) and covers(node, s.line) for node in found)
    known = name in s.last.imported or s.last.definitions(name) or hasattr(builtins, name)
    if known and not itself:
        return Cause(
            f"Line {first} makes {name} a variable of this function. So Python does not take the {name} that is defined "
            "outside. Give the variable another name.",
            first,
        )
    return Cause(_no_value_yet(s, name, found, itself))


def _from_itself(node: ast.stmt, name: str) -> bool:
    """Whether a line computes a name out of its own value: ``total += p``, ``total = total + p``."""
    sums = [n for n in ast.walk(node) if isinstance(n, ast.BinOp) and isinstance(node, ast.Assign)]
    of_it = any(name in (short(one.left), short(one.right)) for one in sums)
    return of_it or isinstance(node, ast.AugAssign)


def _no_value_yet(s: Situation, name: str, found: list[ast.stmt], itself: bool) -> str:
    node = found[0]
    if isinstance(node, ast.For) and node.lineno == s.line:
        near = difflib.get_close_matches(name, arguments_of(s.running), n=1, cutoff=0.7)
        meant = f" Did you mean the argument {near[0]}?" if near else ""
        return f"The loop gives {name} its values, so what it goes through can't be {name} itself.{meant}"
    if isinstance(node, ast.Assign) and (meant := _box_of_a_like_name(s, name, node)):
        return f"{name} gets its value only in this line. Did you mean {meant}?"
    if itself or node.lineno == s.line:
        sums = re.match(rf"{name} (= {name} [+-]|[+-]=) ", short(node))
        start = f", for example: {name} = 0" if sums else ""
        text = f' Or do you mean the text "{name}", with quotes?' if name in QUOTED else ""
        return (
            f"This line uses {name} to compute {name}, and {name} has no value yet. Give it one above, inside the function{start}."
            f"{text}"
        )
    needs_one = isinstance(node, ast.Assign) and name in names_in(node.value)
    if node.lineno > s.line and (needs_one or isinstance(node, ast.AugAssign)):
        return f"{name} is used here, and no line above gives it a first value. Line {node.lineno} needs one, too. Is a line missing?"
    if node.lineno > s.line:
        return (
            f"{name} is used here, and gets its value only in line {node.lineno}. Move that line up, or give {name} a first "
            "value above."
        )
    if isinstance(node, ast.For):
        return (
            f"The loop in line {node.lineno} gives {name} its values, and had nothing to go through. Should this line "
            "stand inside the loop?"
        )
    return (
        f"{name} gets its value only inside a block, in line {node.lineno}. That line was not reached. Give {name} a value "
        "before the block."
    )


def _box_of_a_like_name(s: Situation, name: str, node: ast.Assign) -> str:
    """Return ``models.Sequential`` for ``model = model.Sequential()``, where models is imported; empty elsewhere."""
    taken = [n for n in ast.walk(node.value) if isinstance(n, ast.Attribute)]
    taken = [n for n in taken if isinstance(n.value, ast.Name) and n.value.id == name]
    near = difflib.get_close_matches(name, s.last.imported, n=1, cutoff=0.7)
    return f"{near[0]}.{taken[0].attr}" if taken and near else ""


def name_taken(s: Situation) -> Cause | None:
    """A function's or a library's name that was given to a value: it can't be called any more."""
    if s.running is None:
        return None
    if s.said.endswith("not callable"):
        targets: list[ast.expr] = [call.func for call in s.nodes(ast.Call)]
    elif s.error == "AttributeError":
        targets = [node.value for node in s.nodes(ast.Attribute)]
    else:
        return None
    for target in targets:
        name = target.id if isinstance(target, ast.Name) else ""
        known = name in s.last.imported or (
            s.error == "TypeError"
            and (s.last.definitions(name) or callable(getattr(builtins, name, None)))
        )
        own = [n for n in statements(s.running.body) if name in assigned(n)]
        # layers = keras.layers, and below it layers = […].
        alias = own[0].value if len(own) > 1 and isinstance(own[0], ast.Assign) else None
        if alias is not None and s.last.dotted(alias).startswith(("keras.", "tensorflow.")):
            known, own = True, own[1:]
        lines = [n.lineno for n in own]
        lines = lines or [n.lineno for n in s.last.tree.body if name in assigned(n)]
        is_argument = name in arguments_of(s.running)
        own_value = s.kind(name) not in ("module", "function", "type", "")
        if known and own_value and (lines or is_argument):
            where = f"In line {lines[0]}, {name} becomes" if lines else f"The argument {name} is"
            return Cause(
                f"{where} the name of a value. So {name} no longer means what it did before. Give the value another name.",
                lines[0] if lines else s.line,
            )
    return None


def stored_and_never_used(s: Situation) -> Cause | None:
    """``loss, acc = …`` and then ``accuracy``: stored under one name, asked for under another."""
    name = s.unknown_name
    if not name or s.running is None or s.code is not Code.EXCEPTION:
        return None
    if _calling(s, name):
        return None
    read = {
        node.id
        for node in ast.walk(s.running)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    lines = [
        node
        for node in statements(s.running.body)
        if isinstance(node, ast.Assign) and node.lineno < s.line
    ]
    stored = {own: node for node in lines for own in assigned(node)}
    left = {own: node for own, node in stored.items() if own not in read and _may_be(own, name)}
    alone = {own for own, node in stored.items() if own not in read and len(assigned(node)) == 1}
    # Of two things that the notebooks know, each is a thing of its own: probabilities, digits.
    two = name in notebook_names() and bool(alone & notebook_names())
    if not left and len(alone) == 1 and not two and _hands_on_just(s, name):
        left = {own: stored[own] for own in alone}
        # What a line between computes, and keeps under no name, is more likely to be meant.
        first = max(node.lineno for node in left.values())
        between = [
            n for n in statements(s.running.body) if first < n.lineno and not covers(n, s.line)
        ]
        if any(isinstance(n, ast.Expr) and n.lineno < s.line for n in between):
            return None
    if len(left) != 1:
        return None
    own, node = next(iter(left.items()))
    return Cause(
        f"No line gives {name} a value. Line {node.lineno} stores {own}, and no line uses it. Did you mean {own}? Write the same "
        "name in both places."
    )


def _calling(s: Situation, name: str) -> list[ast.AST]:
    """Return the nodes that call what has this name, or take a part of it."""
    return [
        *_called(s, name),
        *(node for node in s.around(name) if isinstance(node, ast.Attribute)),
    ]


def _called(s: Situation, name: str) -> list[ast.AST]:
    """Return the calls of what has this name."""
    return [n for n in s.around(name) if getattr(getattr(n, "func", None), "id", "") == name]


def _may_be(own: str, name: str) -> bool:
    """Whether two names are likely to mean one thing: acc and accuracy, scaled and X_scaled; not X_train and y_train."""
    same = _bare(own) == _bare(name)
    if same and min(len(own), len(name)) == len(_bare(own)) + 2:
        return False
    short_one, long_one = sorted((own.lower(), name.lower()), key=len)
    shared = {*short_one.split("_")} & {*long_one.split("_")}
    begins = len(short_one) > 1 and long_one.startswith(short_one)
    # test_acc and accuracy: the last word is what it holds.
    ends = [word.split("_")[-1] for word in (own.lower(), name.lower())]
    begins = begins or any(len(a) > 2 and b.startswith(a) for a, b in (ends, ends[::-1]))
    return begins or any(len(word) > 2 for word in shared) or same


def _hands_on_just(s: Situation, name: str) -> bool:
    """Whether the line at work gives back what has this name, or hands it on under an argument's name, and nothing else."""
    wholes = [
        node.value
        for node in s.last.nodes
        if isinstance(node, ast.Return | ast.keyword) and covers(node, s.line)
    ]
    return any(isinstance(whole, ast.Name) and whole.id == name for whole in wholes)


_ENDS_OF_BLOCKS = ("end", "endif", "endfor", "endwhile", "endfunction", "fi", "done", "begin")
"""Words around a block in MATLAB, Julia, shells and other languages."""


def end_of_another_language(s: Situation) -> Cause | None:
    """``end`` behind a block."""
    name = s.unknown_name
    if name not in _ENDS_OF_BLOCKS or all(short(node) != name for node in s.nodes(ast.stmt)):
        return None
    alone = [n.lineno for n in s.last.nodes if isinstance(n, ast.Expr) and short(n) == name]
    *first, last = map(str, sorted(alone))
    lines = f"lines {', '.join(first)} and {last}" if first else f"line {last}"
    if len(first) > 9:
        lines = f"all {len(alone)} lines that hold {name} alone"
    return Cause(
        f"Other languages end a block with {name}. In Python the indentation alone shows where it ends. Delete {lines}."
    )


def tried_out_in_the_file(s: Situation) -> Cause | None:
    """A line outside of every function that calls one of them with a name of the notebook's own."""
    name = s.unknown_name
    if s.code is not Code.IMPORT or s.frame["function"] != "<module>" or not name:
        return None
    own = {node.name for node in s.own.tree.body if isinstance(node, ast.FunctionDef)}
    line = next((node for node in s.own.tree.body if covers(node, s.line)), None)
    called = {n.id for n in ast.walk(line) if isinstance(n, ast.Name)} & own if line else set()
    if not called or isinstance(line, ast.FunctionDef | ast.ClassDef):
        return None
    return Cause(
        f"Line {s.line} tries {min(called)} out, outside of every function. It runs when the file is read, and {name} has no value "
        "there. The place for such lines is the notebook: delete this one, and those around it that try too."
    )


def name_of_this_file(s: Situation) -> Cause | None:
    """``visualize.plot_digit`` in visualize.py."""
    name = s.unknown_name
    if not name or name != PurePosixPath(s.last.file).stem or not s.around(name):
        return None
    return Cause(
        f"{name} is this very file. What stands in it has no {name}. in front of it: take it away, with the dot."
    )


def nowhere_defined(s: Situation) -> Cause | None:
    """A name that has no value where it is used."""
    name = s.unknown_name
    if not name:
        return None
    own = arguments_of(s.running)
    meant = [argument for argument in own if argument.rstrip("s") == name.rstrip("s")]
    if meant and s.variable_of(name):
        return Cause(f"Python knows no {name} here. Did you mean the argument {meant[0]}?")
    of_classes = re.search(r"(class|label|categor)\w*names?$|^classes$|categor", name.lower())
    for node in s.around(name) if of_classes else []:
        if isinstance(node, ast.Subscript) and not _is_a_place(s, node.slice):
            return Cause(
                f"{name} comes from a course about pictures of clothes or the like, where each class has a name. A digit needs none: "
                f"{short(node.slice)} is the digit itself. Write it in place of {short(node)}."
            )
    if name in ("inputs", "probabilities") and "cache: a tuple of 2" in s.field("given"):
        return Cause(
            f"{name} comes in the cache, which forward made. Take it out first: inputs, probabilities = cache"
        )
    if meant_there := _of_the_loop(s, name):
        return Cause(f"{meant_there} Write the same name in both places.")
    if other := s.variable_of(name):
        made = _made_as_there(s, other, name)
        # The checks call a course function with its own arguments.
        asked = s.running is not None and s.running.name in load_manifest().functions
        way = "." if asked else ", or take it in as an argument."
        return Cause(
            f"{name} is a variable of {other}: other functions do not know it. "
            + (
                f"Give it its value here, too: {made}"
                if made
                else f"Give it a value here, too{way}"
            )
        )
    short_for = [word for word in own if "".join(part[:1] for part in word.split("_")) == name]
    if len(name) > 1 and short_for:
        return Cause(f"Python knows no {name} here. Did you mean the argument {short_for[0]}?")
    if unknown := _no_such_function(s, name):
        return unknown
    if dotted := _dotted_name(s, name):
        return Cause(
            f"In Python, a name has no dot in it: {dotted} is a part of {name}, and there is no {name}. Write "
            f"{dotted.replace('.', '_')}, here and below."
        )
    known = f" The function's arguments are: {', '.join(own)}." if own else ""
    if name in notebook_names() and own:
        return Cause(
            f"No line of this function gives {name} a value. Cells of the notebook do, and this file does not know them. "
            + (
                "Make one above: rng = np.random.default_rng()"
                if name == "rng"
                else f"Compute it here first, from the arguments: {', '.join(own)}."
            )
        )
    return Cause(
        f"No line above gives {name} a value: no import, no argument, no `{name} = …`.{known} Is it misspelt? Is a line "
        "missing? Or is it a text that needs quotes?"
    )


def _is_a_place(s: Situation, part: ast.expr) -> bool:
    """Whether square brackets hold a slice, or a place that a loop counts: i in ``for i in range(…)``."""
    loops = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
    counted = [n.target for n in loops if short(n.iter).startswith(("range(", "enumerate("))]
    places = [target.elts[0] if isinstance(target, ast.Tuple) else target for target in counted]
    return isinstance(part, ast.Slice) or short(part) in map(short, places)


def comment_for_code(s: Situation) -> Cause | None:
    """``# … (your existing code stays the same) …``, where the lines should be that give a name its value."""
    if not s.unknown_name or s.running is None:
        return None
    # The stub's own comment holds TODO. 0 ... 255 ... in a sentence leaves nothing out.
    words = r".*\b(existing code|your code|unchanged|same as before|stays? the same)\b"
    pattern = rf"\s*#(?!.*\bTODO\b)({words}|\s*\.\.\..*\.\.\.)"
    for number in range(s.running.lineno, s.line):
        if re.match(pattern, s.last.lines[number - 1]):
            return Cause(
                f"Line {number} is only a comment. Lines are missing in its place: they should give {s.unknown_name} its value. "
                "Write them there.",
                number,
            )
    return None


def stored_under_other_names(s: Situation) -> Cause | None:
    """``train_images = …`` and the like, and then ``return (X_train, …``: as many unused names as unknown ones."""
    unknown = {node.id for node in s.unknown_names}
    body = s.running.body if s.running else []
    stored = [assigned(line) for line in statements(body) if not short(line).endswith(".shape")]
    loaded = {
        node.id
        for line in body
        for node in ast.walk(line)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    # Of a pair of which one is read, the other may be left over.
    left = dict.fromkeys(name for names in stored if not loaded & {*names} for name in names)
    unused = [name for name in left if not name.startswith("_")]
    # The others are told in the same sentence.
    is_first = bool(unknown) and s.unknown_name == s.unknown_names[0].id
    if not is_first or len(unknown) < 2 or len(unused) != len(unknown):
        return None
    return Cause(
        f"Nothing is called {' or '.join(sorted(unknown))} here. What the lines above compute has other names: {', '.join(unused)}. Use "
        "the same names in all lines."
    )


def never_begun(s: Situation) -> Cause | None:
    """``matrix[i, j] += 1`` or ``found.append(…)``, where nothing has made the table or the list."""
    name, running = s.unknown_name, s.running
    if not name or running is None:
        return None
    have = [*arguments_of(running), *(one for n in statements(running.body) for one in assigned(n))]
    alike = difflib.get_close_matches(name, have, cutoff=0.7)
    for node in s.around(name) if not alike else []:
        if isinstance(node, ast.Attribute) and node.attr == "append":
            start, kind = f"an empty list: {name} = []", ("[]", "list(")
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            start, kind = "an array of zeros: np.zeros(…)", ("np.zeros(", "np.zeros_like(")
            parts = [n.value for n in ast.walk(node.slice) if isinstance(n, ast.Constant)]
            if any(isinstance(part, str) for part in parts):
                start, kind = f"an empty dict: {name} = {{}}", ("{}", "dict(")
        else:
            continue
        other = _begun_and_given_back(running, kind)
        return Cause(
            f"Line {s.line} puts something into {name}, and no line has made it before. "
            + (other or f"Begin above the loop with {start}")
        )
    return None


def _begun_and_given_back(running: ast.FunctionDef, kind: tuple[str, ...]) -> str:
    """Ask whether the list, dict or table is meant that the function begins and gives back; no text where there is none."""
    given = {name for node in returns_of(running) for name in names_in(node)}
    for line in statements(running.body):
        begun = isinstance(line, ast.Assign) and short(line.value).startswith(kind)
        if begun and given & {*assigned(line)}:
            return f"Do you mean {assigned(line)[0]}, which line {line.lineno} begins?"
    return ""


def _dotted_name(s: Situation, name: str) -> str:
    """Return the first name with a dot that gets a value under an unknown owner: warmup.steps."""
    for node in s.last.nodes:
        target = node.targets[0] if isinstance(node, ast.Assign) and covers(node, s.line) else None
        if isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == name:
            return f"{name}.{target.attr}"
    return ""


def _takes_a_text(s: Situation, node: ast.AST, name: str) -> bool:
    """Whether a name stands where a library takes a text: activation=relu, .astype(float32), history[loss]."""
    if isinstance(node, ast.keyword):
        return node.arg in _TEXT_ARGUMENTS and node.arg != name
    if isinstance(node, ast.List):
        around = [n for n in s.last.nodes if node in ast.iter_child_nodes(n)]
        return any(_takes_a_text(s, n, name) for n in around)
    if isinstance(node, ast.Subscript):
        # In a loop over the history, the loop's own variable is meant.
        loops = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
        is_key = isinstance(node.slice, ast.List) or getattr(node.slice, "id", "") == name
        over_it = any(first_name(node.value) in names_in(loop.iter) for loop in loops)
        return is_key and "history" in ast.unparse(node.value) and not over_it
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") != name:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return name not in _VARIABLES_TOO or called in _TEXT_METHODS
    return False


def _no_such_function(s: Situation, name: str) -> Cause | None:
    """Say what to do about the call of a function that nobody knows."""
    if name == "in_the_middle":
        return Cause(
            "in_the_middle came with the file, ready to be used, and it is gone. `course reset 12` brings a fresh file, and keeps "
            "yours beside it. Copy the function from there, or your lines into it."
        )
    calls = [n for n in calls_in(s.last.tree, name) if covers(n, s.line)]
    calls = [n for n in calls if isinstance(n.func, ast.Name)]
    if not calls:
        return None
    thing = short(calls[0].args[0]) if calls[0].args else "x"
    instead = FUNCTIONS_ELSEWHERE.get(name, "").replace("{0}", thing) or IN_ITS_PLACE.get(name)
    if callable(getattr(np, name, None)) and not instead:
        imported = "numpy" in s.last.imported.values()
        first = "" if imported else " At the top of the file, that needs: `import numpy as np`."
        return Cause(
            f"Python itself has no function {name}. NumPy has one: write np.{name}(…).{first}"
        )
    return Cause(
        f"There is no function {name} here: the file neither defines it nor imports it. "
        + (
            instead
            or "Compute it with what the file imports, or compare the name with the notebook's."
        )
    )


def _made_as_there(s: Situation, other: str, name: str) -> str:
    """Return how another function makes its variable, where that can be written in this one: ``n = len(labels)``."""
    known = {*arguments_of(s.running), *s.last.imported, *dir(builtins)}
    for definition in s.last.definitions(other):
        for node in statements(definition.body):
            if isinstance(node, ast.Assign) and short(node.targets[0]) == name:
                return short(node) if names_in(node.value) <= known else ""
    return ""


def _called_in_the_loop(s: Situation, name: str) -> tuple[str, int] | None:
    """Return what the loop around this line calls one of the things of this name, and its line: l in ``for l in model.layers``."""
    for node in statements(s.running.body) if s.running else []:
        around = isinstance(node, ast.For) and covers(node, s.line)
        if isinstance(node, ast.For) and around and isinstance(node.target, ast.Name):
            things = short(node.iter).rpartition(".")[2]
            if things == f"{name}s" and node.target.id != name:
                return node.target.id, node.lineno
    return None


def _of_the_loop(s: Situation, name: str) -> str:
    """Say what a loop calls its values, where another name in it has no value; empty where none is near."""
    if called := _called_in_the_loop(s, name):
        return f"Python knows no {name} here. The loop of line {called[1]} calls it {called[0]}."
    if near := _in_the_comprehension(s, name):
        return f"Nothing gives {name} a value. The for in the same line calls its values {near}."
    if pair := _pair_of_the_loop(s, name):
        return f"No line above gives {name} a value. The loop in line {pair[1]} calls its two things {pair[0]}: are they meant?"
    return ""


def _in_the_comprehension(s: Situation, name: str) -> str:
    """Return what a comprehension calls its values, where a part of that name has no value: d for digit."""
    kinds = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    for node in ast.walk(s.running) if s.running else []:
        if not isinstance(node, kinds) or name not in names_in(node):
            continue
        targets = [
            n.id for one in node.generators for n in ast.walk(one.target) if isinstance(n, ast.Name)
        ]
        alike = [one for one in targets if one.startswith(name) or name.startswith(one)]
        if len(alike) == 1:
            return alike[0]
    return ""


def _pair_of_the_loop(s: Situation, name: str) -> tuple[str, int] | None:
    """Return the names of a loop that gives two things, where two names in its body have no value: ``(row, column)``."""
    names = s.unknown_names
    for loop in statements(s.running.body) if s.running else []:
        if not isinstance(loop, ast.For) or not covers(loop, s.line):
            continue
        unknown = {node.id for node in names if any(covers(n, node.lineno) for n in loop.body)}
        pairs = [node for node in ast.walk(loop.target) if isinstance(node, ast.Tuple)]
        alone = [[short(part) for part in pair.elts] for pair in pairs if len(pair.elts) == 2]
        alone = [names for names in alone if all(map(str.isidentifier, names))]
        if name in unknown and len(unknown) == 2 and len(alone) == 1:
            return " and ".join(alone[0]), loop.lineno
    return None


def _begins_the_line(s: Situation, name: str) -> bool:
    lines = s.last.lines
    line = lines[s.line - 1] if 0 < s.line <= len(lines) else ""
    return bool(re.match(rf"\s*{name}\b\s*[(\[]", line))


def _taken_from(name: str, arguments: list[str]) -> str:
    """Say how a pair among the arguments is taken apart, where the name says from which: X_train, train."""
    first, _, rest = name.partition("_")
    if rest in arguments and first in ("X", "y", "x"):
        return f"For example: X_{rest}, y_{rest} = {rest}"
    return ""


_OF_NOTEBOOKS = re.compile(r"[Xy]_\w+|mlp|cnn|model|history|(five_)?(images|labels)")
"""Variables of the notebooks that no function would make for itself, but for those that `words_of_the_reference` has."""


def result_without_a_name(s: Situation) -> Cause | None:
    """``table.plot(…)`` in a line of its own, and ``ax`` below it."""
    if s.error != "NameError" or s.running is None or s.field("name") not in _RESULTS:
        return None
    name = s.field("name")
    for node in statements(s.running.body):
        made = node.value if isinstance(node, ast.Expr) and node.lineno < s.line else None
        if isinstance(made, ast.Call) and called_name(made) in _RESULTS[name]:
            if s.last.dotted(made.func) == "matplotlib.pyplot.plot":
                return Cause(
                    f"No line gives {name} a value. plt.plot draws, and gives the lines that it drew, no Axes. Write below it: "
                    f"{name} = plt.gca()",
                    node.lineno,
                )
            return Cause(
                f"Line {node.lineno} makes what you call {name} below, and keeps it under no name. Write there: {name} = {short(made.func)}(…)",
                node.lineno,
            )
    return None


_RESULTS = {
    "ax": ("plot", "gca", "add_subplot", "axes"),
    "fig": ("figure", "gcf"),
    "model": ("Sequential", "Model"),
    "history": ("fit",),
    "probabilities": ("predict",),
}
"""By the names that the notebooks use, the calls that give such a thing."""


def argument_renamed(s: Situation) -> Cause | None:
    """Another name for an argument in the first line, and the old one below it."""
    own, asked = arguments_of(s.definition), s.function.arguments
    name = s.field("name")
    # A helper has arguments of its own.
    if s.error != "NameError" or s.running is not s.definition or len(own) != len(asked):
        return None
    if name not in asked or name in own:
        return None
    now = own[[*asked].index(name)]
    return Cause(
        f"The first line of your function calls this argument {now}. Write {now} for {name}: in all lines the same name.",
        also=tuple(
            f"{other}, which is {mine} now"
            for other, mine in zip(asked, own, strict=True)
            if other not in (mine, name)
            and other in names_in(ast.Module(s.definition.body if s.definition else [], []))
        ),
    )


def dot_for_underscore(s: Situation) -> Cause | None:
    """``max.shift`` for ``max_shift``: names as R writes them."""
    if s.error not in ("AttributeError", "NameError") or s.running is None:
        return None
    known = {*arguments_of(s.running)}
    above = [node for node in statements(s.running.body) if node.lineno < s.line]
    known |= {name for node in above for name in assigned(node)}
    minus = [n for n in s.last.nodes if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Sub)]
    for one in minus if s.unknown_name else []:
        both = re.sub(r" - ", "_", short(one))
        if covers(one, s.line) and both in known and s.unknown_name in short(one).split(" - "):
            return Cause(
                f"A - between two names subtracts. Your variable is called {both}, with a line below. Write {both}."
            )
    for node in s.nodes(ast.Attribute):
        meant = short(node).replace(".", "_")
        if meant in known:
            return Cause(
                f"A dot in a name asks for a part of what stands in front of it. Your variable is called {meant}, with a line below. "
                f"Write {meant} for {short(node)}."
            )
    return None


def name_of_a_dict_as_an_attribute(s: Situation) -> Cause | None:
    """``history.val_accuracy``, as in JavaScript."""
    if "'dict' object has no attribute" not in s.said or s.field("name") == "history":
        return None
    called = [call.func for call in s.last.nodes if isinstance(call, ast.Call)]
    # Whether the dict has another part of this name, nobody knows: history.epoch.
    texts = {n.value for n in ast.walk(s.running or ast.Pass()) if isinstance(n, ast.Constant)}
    for node in s.nodes(ast.Attribute):
        known = node.attr in texts or re.fullmatch("(val_)?(loss|accuracy)", node.attr)
        if node.attr == s.field("name") and node not in called and known:
            # A picture shows whatever a history holds.
            if s.function.returns == "axes" and short(node.value) in arguments_of(s.running):
                return Cause(
                    f"{short(node.value)} is a dict, and its names differ from call to call. Take them as they come: a loop goes through all, for "
                    f"name, values in {short(node.value)}.items(), and so does pd.DataFrame({short(node.value)})."
                )
            return Cause(
                f"{short(node.value)} is a dict. Its parts are taken by their names, in quotes and square brackets: "
                f'{short(node.value)}["{node.attr}"]'
            )
    return None


RULES = (
    letters_of_another_alphabet,
    letter_for_a_digit,
    loop_takes_the_name,
    result_without_a_name,
    argument_renamed,
    dot_for_underscore,
    quotes_forgotten,
    constant_misspelt,
    end_of_another_language,
    function_for_an_argument,
    tried_out_in_the_file,
    function_of_another_file,
    notebook_variable,
    never_begun,
    misspelt,
    name_of_a_dict_as_an_attribute,
    changed_from_outside,
    used_before_it_has_a_value,
    name_taken,
)
