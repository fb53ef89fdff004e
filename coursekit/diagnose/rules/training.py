"""What `compile`, `fit` and their like are given: images and labels, as a pair or one by one."""

import ast
import re

from coursekit.diagnose.library_names import PARTS
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    first_name,
    given_back,
    given_to,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code

_LIST_OF_INPUTS = (
    r"tuple index out of range|expects? \d+ input|cardinality|[Uu]nrecognized data type|structure"
)
"""What Keras says when it takes a list of arrays for one input each."""

_TAKEN = r"\(?\w+(\[[01]\])?(, \w+(\[[01]\])?)*\)?"
"""Code that only takes things out of a pair, and changes none: ``train``, ``train[0]``, ``(train[0], train[1])``."""


def third_place_of_compile(s: Situation) -> Cause | None:
    """``model.compile(optimizer, loss, ["accuracy"])``, as Keras 1 and 2 took it."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND, Code.UNREADABLE_OBJECT):
        return None
    for call in s.calls_of("compile"):
        first = s.value_of(call.args[0]) if call.args else None
        if isinstance(first, ast.Constant) and "crossentropy" in str(first.value):
            return Cause(
                "compile takes the optimizer in its first place, and a loss stands there. Write the names: optimizer=…, "
                "loss=…, metrics=[…].",
                call.lineno,
            )
        third = call.args[2] if len(call.args) > 2 else None
        if third is not None and re.search(r"['\"][\w]*acc|metrics", ast.unparse(third)):
            return Cause(
                "compile takes the optimizer first and the loss second. Its third place is loss_weights, not the metrics. "
                "Write the names: optimizer=…, loss=…, metrics=[…].",
                call.lineno,
            )
    return None


def third_place_of_fit(s: Situation) -> Cause | None:
    """``model.fit(X, y, epochs)``."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND):
        return None
    for call in s.calls_of("fit"):
        third = short(call.args[2]) if len(call.args) > 2 else ""
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        if not starred and re.search(r"epoch|valid|test", third):
            return Cause(
                f"After images and labels, fit takes batch_size in its third place, and {third} stands there. Write the names: "
                "epochs=…, batch_size=…, validation_data=….",
                call.lineno,
            )
    return None


def pair_in_one_place(s: Situation) -> Cause | None:
    """``model.fit(train)``: images and labels as one thing."""
    for name in ("fit", "evaluate"):
        for call in s.calls_of(name) if s.code is Code.EXCEPTION else []:
            first = call.args[0] if len(call.args) == 1 else None
            labels = any(k.arg == "y" for k in call.keywords)
            pair = isinstance(first, ast.Name) and s.kind(first.id) in ("tuple", "list")
            if isinstance(first, ast.Name) and pair and s.shape(first.id) == [2] and not labels:
                return Cause(
                    f"{name} takes images and labels as two things, and {first.id} is one: a pair. Take it apart first: "
                    f"X, y = {first.id}. Then write {name}(X, y, …).",
                    call.lineno,
                )
            if second := _pair_for_labels(s, call):
                return Cause(
                    f"{name} takes images and labels in its first two places, and here stand two pairs of both. Take each apart, as in "
                    f"X, y = {short(call.args[0])}. The images and labels of {second} belong to validation_data=.",
                    call.lineno,
                )
            if isinstance(first, ast.Tuple | ast.List) and len(first.elts) == 2 and not labels:
                inside = ", ".join(map(short, first.elts))
                return Cause(
                    f"{name} takes images and labels as two things, and the inner brackets make one of them. Take these away: "
                    f"{name}({inside}, …).",
                    call.lineno,
                )
    return None


def _pair_for_labels(s: Situation, call: ast.Call) -> str:
    """Return what stands in the second place of ``model.fit(train, valid)``, if both are pairs; empty elsewhere."""
    pairs = [a.id for a in call.args[:2] if isinstance(a, ast.Name) and s.shape(a.id) == [2]]
    of_two = [name for name in pairs if s.kind(name) in ("tuple", "list")]
    return of_two[1] if len(of_two) == 2 else ""


def predict_with_labels(s: Situation) -> Cause | None:
    """``loss, accuracy = model.predict(images, labels)``: what measures is evaluate."""
    for call in s.calls_of("predict") if "is ambiguous" in s.said else []:
        if len(call.args) == 2 and call.lineno == s.line:
            images, labels = map(short, call.args)
            return Cause(
                f"predict takes no labels: its second place is batch_size. What compares the answers with labels is evaluate: it gives loss and "
                f"accuracy. Write model.evaluate({images}, {labels}) in place of model.predict({images}, {labels})."
            )
    return None


def sets_exchanged(s: Situation) -> Cause | None:
    """``fit(X_valid, y_valid, validation_data=(X_train, y_train))``, where they were taken out of valid and train."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    lines = [n for n in statements(s.definition.body) if isinstance(n, ast.Assign)]
    origin = {name: short(n.value) for n in lines for name in assigned(n)}
    origin |= {"train": "train", "valid": "valid"}
    for call in s.calls_of("fit"):
        measured = [k.value for k in call.keywords if k.arg == "validation_data"]
        first = origin.get(short(call.args[0])) if call.args else ""
        second = {origin.get(name) for value in measured for name in names_in(value)}
        if first == "valid" and second == {"train"}:
            return Cause(
                "fit trains on what stands first in its brackets, and measures on validation_data. Here the two sets are exchanged: "
                "train belongs in front, valid in validation_data.",
                call.lineno,
            )
    return None


def pair_of_two_sets(s: Situation) -> Cause | None:
    """``validation_data=(X_valid, y_train)``."""
    for call in s.calls_of("fit") if "cardinality" in s.said else []:
        inside = [k.value for k in call.keywords if isinstance(k.value, ast.Tuple)]
        for pair in (call.args[:2], *(node.elts for node in inside)):
            names = [node.id for node in pair if isinstance(node, ast.Name)]
            shapes = [s.shape(name) or [] for name in names if s.kind(name) == "ndarray"]
            # What a line cuts, flattens or puts together may come from one set, and have other lengths.
            taken = all(re.fullmatch(_TAKEN, short(s.value_of(node))) for node in pair)
            if taken and [*map(len, shapes)] == [3, 1] and shapes[0][0] != shapes[1][0]:
                return Cause(
                    f"{names[0]} and {names[1]} do not belong together: {names[0]} holds {shapes[0][0]} images, and {names[1]} "
                    f"{shapes[1][0]} labels. Take both from the same set.",
                    getattr(pair[0], "lineno", 0),
                )
    return None


def lists_to_fit(s: Situation) -> Cause | None:
    """A list where one array goes: of pictures, of pairs, or of two sets."""
    if s.code is not Code.EXCEPTION or not re.search(_LIST_OF_INPUTS, s.said):
        return None
    for name in ("fit", "evaluate", "predict"):
        for call in s.calls_of(name):
            lists = [a for a in call.args[:2] if isinstance(a, ast.List) and len(a.elts) == 2]
            if name == "fit" and len(lists) == 2:
                return Cause(
                    "fit takes one array of images and one of labels, and here stand two lists. Give it the training set alone. The "
                    "validation set belongs to validation_data=."
                )
            for part in call.args[:2]:
                pairs = re.fullmatch(r"list\(zip\((.+)\)\)", short(part, 90))
                if pairs and name != "predict":
                    return Cause(
                        f"{name} takes images and labels as two things, and {short(part)} makes one of them. Write them one by one: "
                        f"{name}({pairs[1]}, …)."
                    )
                made = short(part.func) if isinstance(part, ast.Call) and not pairs else ""
                of_pictures = isinstance(part, ast.ListComp) and not isinstance(part.elt, ast.Tuple)
                if of_pictures or made == "list":
                    return Cause(
                        f"{name} takes one array, and {short(part, 30)} is a list of many things. Give it the array itself, "
                        "or make one: np.array(…)."
                    )
    return None


def images_and_labels_swapped(s: Situation) -> Cause | None:
    """Labels in the place of the images."""
    for name in ("fit", "evaluate", "predict", "train_on_batch"):
        for call in s.calls_of(name) if s.code is Code.EXCEPTION else []:
            names = [a.id if isinstance(a, ast.Name) else "" for a in call.args[:2]]
            shapes = [s.shape(a) or [] for a in names]
            if [*map(len, shapes)] == [3, 3] and (made := _unpacked(s, names[1])):
                return Cause(
                    f"The second thing that {name} gets should be the labels. {names[1]} holds images. See line {made}: in each pair, "
                    "images come first, then their labels.",
                    made,
                )
            if not names or len(shapes[0]) != 1 or s.kind(names[0]) != "ndarray":
                continue
            named = re.match(r"y(_|$)|labels", names[0])
            if (len(shapes) > 1 and len(shapes[1]) < 2) or (len(shapes) == 1 and not named):
                continue
            # Where the name says images, the line that gave it labels is to blame.
            made = _unpacked(s, names[0]) if re.match("[Xx]|im", names[0]) else 0
            at = f" See line {made}: images come first in a pair, then labels." if made else ""
            if not made and len(names) > 1:
                at = " Turn the two round in this call."
            return Cause(
                f"The first thing that {name} gets should be the images. {names[0]} holds labels: one number each.{at}",
                made or s.line,
            )
    return None


def _unpacked(s: Situation, name: str) -> int:
    """Return the last line that takes this name and others from one thing; 0 where there is none."""
    lines = [
        node.lineno
        for node in (statements(s.running.body) if s.running else [])
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
        if name in assigned(node)
    ]
    return lines[-1] if lines else 0


def pair_through_zip(s: Situation) -> Cause | None:
    """``images, labels = zip(*train)``: a pair already, and no list of pairs."""
    for node in s.nodes(ast.stmt) if "values to unpack" in s.said else []:
        call = node.value if isinstance(node, ast.Assign) else None
        given = call.args[0] if isinstance(call, ast.Call) and len(call.args) == 1 else None
        if (
            isinstance(call, ast.Call)
            and short(call.func) == "zip"
            and isinstance(given, ast.Starred)
        ):
            whole = short(given.value)
            of_two = s.kind(whole) == "tuple" and s.shape(whole) == [2]
            if of_two or whole in ("train", "valid"):
                return Cause(
                    f"zip(*…) is for a list of many pairs. {whole} is one pair already: write {whole} alone, in place of {short(call)}."
                )
    return None


def trained_twice(s: Situation) -> Cause | None:
    """``model.fit(…)`` in one line, and ``history = model.fit(…)`` in the next."""
    if s.code is not Code.DEMAND or s.definition is None or s.function.returns != "history":
        return None
    fits = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Expr | ast.Assign | ast.Return)
        and isinstance(node.value, ast.Call)
        and called_name(node.value) == "fit"
        # The fit of a datagen trains nothing.
        and first_name(node.value.func) in arguments_of(s.definition)
    ]
    # These go on with the first training, on purpose.
    goes_on = fits and re.search(r"\b(initial_epoch|callbacks)=", ast.unparse(fits[-1]))
    if len(fits) != 2 or goes_on:
        return None
    first, second = fits
    return Cause(
        f"fit is called in line {first.lineno} and again in line {second.lineno}: each call trains. One is enough. Keep what it gives back: "
        "history = model.fit(…)",
        second.lineno,
    )


def pair_for_batches(s: Situation) -> Cause | None:
    """``for images, labels in train``, as PyTorch goes through its batches."""
    if "values to unpack" not in s.said or s.running is None:
        return None
    for loop in s.last.nodes:
        what = short(loop.iter) if isinstance(loop, ast.For) and loop.lineno == s.line else ""
        if what in ("train", "valid") and what in arguments_of(s.running):
            return Cause(
                f"{what} is one pair, all images and all labels. It is no list of batches to go through. Take it apart: "
                f"X, y = {what}. A Keras model makes the batches itself, in fit."
            )
    return None


def schedule_called(s: Situation) -> Cause | None:
    """``Adam(learning_rate=schedule(steps))``: the rate of one step, in place of the schedule."""
    asks = s.wrong_result or "Argument `learning_rate` should be float" in s.said
    body = [*statements(own_code(s.definition))] if asks and s.definition else []
    made = {
        name
        for line in body
        if isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Call)
        and re.search(r"Decay\w*\(|schedules\.", short(line.value, 90))
        for name in assigned(line)
    }
    # A schedule that is asked in more places may set the rate there.
    nodes = [*ast.walk(s.definition)] if s.definition and made else []
    places = [node.id for node in nodes if isinstance(node, ast.Name)]
    once = {name for name in made if places.count(name) == 2}
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    optimizers = [call for call in calls if called_name(call) in PARTS["keras.optimizers"]]
    for rate in (value for call in optimizers for value in given_to(call)):
        for node in calls_in(given_back(s.definition, rate) or rate):
            if short(node.func) in once:
                return Cause(
                    f"{short(node)} is the rate of a single step, one number. Give the optimizer the schedule itself: {short(node.func)}",
                    node.lineno,
                )
    return None


def epochs_from_the_first(s: Situation) -> Cause | None:
    """``fit(initial_epoch=epoch, epochs=1)``: epochs is where it ends, not how many more."""
    for call in s.calls_of("fit") if s.was_called else []:
        given = {keyword.arg: short(keyword.value) for keyword in call.keywords}
        begin = given.get("initial_epoch", "0")
        if given.get("epochs") == "1" and begin != "0":
            return Cause(
                f"epochs is the number at which fit ends, counted from the very first epoch. It does not say how many more. Behind "
                f"initial_epoch={begin}, one more is epochs={begin} + 1.",
                call.lineno,
            )
    return None


_ASK = {
    "evaluate_model": ("evaluate", "the loss and the accuracy"),
    **dict.fromkeys(("predict_digits", "recognise"), ("predict", "the probabilities")),
}
"""The functions that get a trained model: which method they ask, and what for."""


def fit_for_evaluate(s: Situation) -> Cause | None:
    """``model.fit(images, labels)`` where the model is only to be measured, or asked."""
    method, gives = _ASK.get(s.function.name, ("", ""))
    definition = s.definition
    if not method or definition is None or not s.was_called:
        return None
    for call in calls_in(definition, "fit"):
        of_the_model = first_name(call.func) in arguments_of(definition)
        if of_the_model and (s.wrong_result or call.lineno <= s.line):
            action = f"Call {method} in place of fit: it gives {gives}."
            if [*calls_in(definition, method)]:
                action = "Leave fit away."
            return Cause(
                f"Line {call.lineno} trains the model, with these digits too: that is what fit does. It comes trained already. {action}",
                call.lineno,
            )
    return None


def one_image_of_a_loop(s: Situation) -> Cause | None:
    """``for i in range(len(images)): model.evaluate(images[i], labels[i])``."""
    if not re.search(r"tuple index out of range|Invalid input shape for input", s.said):
        return None
    loops = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
    for name in ("evaluate", "fit", "predict"):
        for one in (given for call in s.calls_of(name) for given in call.args[:1]):
            place = one.slice if isinstance(one, ast.Subscript) else one
            around = [n for n in loops if short(place) in assigned(n)]
            whole = isinstance(one, ast.Subscript) and len(s.shape(short(one.value)) or ()) == 3
            if around and (whole or s.shape(short(one)) == [28, 28]):
                labels = "" if name == "predict" else " and labels"
                largest = [c for c in calls_in(around[-1], "argmax") if one in [*ast.walk(c)]]
                rows = (
                    ". Of the rows that it gives, np.argmax(…, axis=1) finds the largest of each"
                    if largest
                    else ""
                )
                return Cause(
                    f"{name} goes through many images by itself, and {short(one)} is a single one. Call it only once, outside of the loop in line "
                    f"{around[-1].lineno}, with all images{labels}{rows}.",
                )
    return None


RULES = (
    fit_for_evaluate,
    one_image_of_a_loop,
    schedule_called,
    epochs_from_the_first,
    predict_with_labels,
    sets_exchanged,
    pair_of_two_sets,
    third_place_of_compile,
    third_place_of_fit,
    pair_in_one_place,
    lists_to_fit,
    images_and_labels_swapped,
    pair_through_zip,
    trained_twice,
    pair_for_batches,
)
