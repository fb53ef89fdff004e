"""Layers and optimizers: made, put together, and given to a network."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    first_name,
    given_to,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code

_NO_LAYER = r"Only instances of `keras.Layer` can be added.*of type <class '{}'>"


def layer_without_brackets(s: Situation) -> Cause | None:
    """``model.add(Flatten)``: the class in place of a layer."""
    if not re.search(_NO_LAYER.format("type"), s.said, re.S):
        return None
    names = [
        short(part)
        for call in s.nodes(ast.Call)
        for top in call.args
        for part in (top.elts if isinstance(top, ast.List | ast.Tuple) else [top])
        if isinstance(part, ast.Name | ast.Attribute)
    ]
    found = re.search(r"<class '(?:\w+\.)+(\w+)'>", s.said)
    called = {id(node.func) for node in s.last.nodes if isinstance(node, ast.Call)}
    for node in ast.walk(s.running) if found and s.running else ():
        bare = isinstance(node, ast.Name | ast.Attribute) and id(node) not in called
        if bare and found and short(node).rpartition(".")[2] == found[1]:
            names = [short(node)]
            line = getattr(node, "lineno", s.line)
            break
    else:
        line = s.line
    example = f": {names[0]}(…)" if len(names) == 1 else ", as in Flatten()"
    return Cause(
        f"A layer is made by calling its class. Write the round brackets, too{example}.", line
    )


def list_to_add(s: Situation) -> Cause | None:
    """``model.add([…])``."""
    if not s.calls_of("add") or not re.search(_NO_LAYER.format("(?:list|tuple)"), s.said, re.S):
        return None
    return Cause(
        "model.add takes one layer, and here it gets several in brackets. Call model.add(…) once for each layer. "
        "(A list of layers goes into keras.Sequential([…]).)"
    )


def list_among_layers(s: Situation) -> Cause | None:
    """``Sequential([Flatten(), hidden, Dense(10)])``, where hidden is a list of layers."""
    if not re.search(_NO_LAYER.format("(?:list|tuple)"), s.said, re.S):
        return None
    for call in s.nodes(ast.Call):
        for top in call.args:
            parts = top.elts if isinstance(top, ast.List | ast.Tuple) else []
            for part in parts:
                if s.kind(short(part)) in ("list", "tuple"):
                    return Cause(
                        f"{short(part)} is a list of layers, and stands among layers. A star in front puts its layers there one by "
                        f"one: *{short(part)}",
                        getattr(part, "lineno", s.line),
                    )
    return None


def two_layers_to_add(s: Situation) -> Cause | None:
    """``model.add(Dense(300), Activation("relu"))``."""
    for call in calls_in(s.definition, "add") if s.definition else ():
        word = call.args[1] if len(call.args) == 2 else None
        if (
            isinstance(word, ast.Constant)
            and isinstance(word.value, str)
            and isinstance(call.args[0], ast.Call)
        ):
            return Cause(
                f"{short(word)} stands behind the bracket of {called_name(call.args[0])}, so add gets it, and the layer does not. Move it into "
                f"that bracket, with its name: activation={short(word)}",
                call.lineno,
            )
        layers = [given for given in call.args if isinstance(given, ast.Call)]
        if len(layers) > 1 and all(called_name(layer)[:1].isupper() for layer in layers):
            return Cause(
                f"add takes one layer, and line {call.lineno} gives it {len(layers)}: only the first is there. Call add for each of them.",
                call.lineno,
            )
    return None


def layer_called_at_once(s: Situation) -> Cause | None:
    """``Sequential([Flatten()(inputs)])``: what comes out of a layer, in place of the layer."""
    found = "KerasTensor" in s.said and "Only instances of" in s.said
    for call in s.nodes(ast.Call) if found else []:
        for part in ast.walk(call):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Call):
                layer = short(part.func)
                behind = f"({', '.join(map(short, part.args))})"
                return Cause(
                    f"{behind} behind {layer} sends values through the layer at once. In a Sequential the layers stand alone, one behind the "
                    f"other. Take {behind} away.",
                    part.lineno,
                )
    return None


def layers_without_a_list(s: Situation) -> Cause | None:
    """``Sequential(Flatten(), Dense(10))``."""
    calls = [call for call in s.nodes(ast.Call) if short(call.func).endswith("Sequential")]
    first = calls[0].args[0] if calls and calls[0].args else None
    wrong = re.search(
        r"Sequential\.__init__\(\)|not iterable|Only instances of|`name` must be a string|Expected `trainable`",
        s.said,
    )
    if not wrong or not isinstance(first, ast.Call):
        return None
    if not short(first.func).rpartition(".")[2][:1].isupper():
        return None
    return Cause(
        "keras.Sequential takes its layers in one list. Put square brackets around them: Sequential([…, …])."
    )


def optimizer_without_brackets(s: Situation) -> Cause | None:
    """``optimizer=keras.optimizers.SGD``."""
    found = re.search(r"optimizer identifier: <class '[\w.]*?(\w+)'>", s.said)
    for call in s.nodes(ast.Call) if found else []:
        for part in given_to(call):
            name = short(part)
            if found and name.rpartition(".")[2] == found[1]:
                return Cause(
                    f"{name} is the class. An optimizer is made by calling it: {name}(learning_rate=…)."
                )
    return None


def third_place_of_cosine_decay(s: Situation) -> Cause | None:
    """``CosineDecay(0.0, steps, peak_rate)``: the third place is alpha."""
    asks = s.code in (Code.EXCEPTION, Code.DEMAND, Code.UNREADABLE_OBJECT)
    for call in calls_in(s.definition, "CosineDecay") if asks and s.definition else []:
        third = call.args[2] if len(call.args) > 2 else ast.Constant(0)
        if not isinstance(third, ast.Constant) and short(third) != "alpha":
            return Cause(
                f"After the first rate and the number of steps, CosineDecay takes alpha in its third place, and {short(third)} stands "
                "there. Write each with its name: decay_steps= gets the steps after the warm-up, warmup_target= the highest rate, warmup_steps= the "
                "warm-up.",
                call.lineno,
            )
    return None


_LARGEST_FILTER = 7
"""Of the sides of filters that anybody uses for 28 x 28 pixels: a larger number is meant as a number of filters."""


def third_place_of_conv(s: Situation) -> Cause | None:
    """``Convolution2D(24, 5, 5)``, as Keras 1 took it."""
    too_large = "zero or negative" in s.said
    if s.definition is None or not (too_large or s.code is Code.DEMAND):
        return None
    calls = [c for c in calls_in(s.definition) if re.fullmatch(r"Conv(olution)?2D", called_name(c))]
    places = [(c, short(c.args[1]), short(c.args[2])) for c in calls if len(c.args) > 2]
    sizes = [found for found in places if found[1].isdigit()]
    far = [found for found in sizes if too_large and int(found[1]) > _LARGEST_FILTER]
    # Strides of 2 are usual, larger ones are not.
    twice = [found for found in sizes if found[1] == found[2] and int(found[1]) > 2]
    if not far and not twice:
        return None
    (call, size, third), *others = far or twice
    says = (
        "Conv2D takes the number of filters first, and their size second. How many channels come in, it finds itself. Here "
        f"{size} is taken for the size. Write: Conv2D({size}, {third}, …)"
        if far
        else f"After the number of filters, Conv2D takes their size as one thing, and then the strides. Here {size} is "
        f"taken for the strides. Write the size in brackets: ({size}, {size})"
    )
    return Cause(says, call.lineno, also=tuple(f"line {other.lineno}" for other, *_ in others))


def inputs_of_a_layer(s: Situation) -> Cause | None:
    """``Dense(784, 300)``, as PyTorch's Linear takes inputs and outputs."""
    said = r"activation function identifier: \d+$|multiple values for argument 'activation'"
    if not re.search(said, s.said) or s.running is None:
        return None
    calls = [call for call in calls_in(s.running, "Dense") if len(call.args) == 2]
    calls = [call for call in calls if not isinstance(call.args[1], ast.Constant)]
    here = [call for call in calls if covers(call, s.line)]
    if not here:
        return None
    inputs, units = map(short, here[0].args)
    one_list = first_name(here[0].args[0]) == first_name(here[0].args[1]) != ""
    if one_list and inputs not in [short(call.args[-1]) for call in calls if call is not here[0]]:
        return Cause(
            f"Dense takes the size of one layer first, and an activation second. Here it gets two sizes, {inputs} and {units}. Make one "
            "Dense for each size."
        )
    return Cause(
        f"Dense takes the number of its own units first, and an activation second. How many inputs there are, it finds itself. "
        f"Leave {inputs} away: Dense({units}{', …' if here[0].keywords else ''})",
        also=tuple(f"{short(call)} in line {call.lineno}" for call in calls if call not in here),
    )


def first_size_twice(s: Situation) -> Cause | None:
    """A layer for ``hidden_units[0]``, and a loop that begins with the same size."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    lines = [*statements(own_code(s.definition))]
    loops = [node for node in lines if isinstance(node, ast.For) and [*calls_in(node, "Dense")]]
    for loop in loops:
        sizes = short(loop.iter)
        for call in calls_in(s.definition, "Dense"):
            first = call.args[0] if call.args else None
            if first and short(first) == f"{sizes}[0]" and not covers(loop, call.lineno):
                return Cause(
                    f"Line {call.lineno} makes a layer of the size {sizes}[0]. The loop in line {loop.lineno} makes one for each size, this "
                    f"one too. Delete the layer in line {call.lineno}.",
                    call.lineno,
                )
    return None


def added_to_a_copy(s: Situation) -> Cause | None:
    """``model.layers.append(layer)``: the list is a copy."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for call in calls_in(s.definition):
        owner, _, method = short(call.func).rpartition(".")
        if owner.endswith(".layers") and method in ("append", "extend", "insert"):
            model = owner.removesuffix(".layers")
            return Cause(
                f"{owner} is a copy of the list: what you put into it, the model does not get. Write {model}.add(…), once for each "
                "layer.",
                call.lineno,
            )
    return None


def parameters_for_the_optimizer(s: Situation) -> Cause | None:
    """``SGD(model.trainable_variables, learning_rate)``, as PyTorch makes it."""
    if not re.search(r"learning_rate=\[<(Keras)?Variable|learning_rate=\[\]", s.said):
        return None
    for call in s.nodes(ast.Call):
        for given in call.args[:1]:
            return Cause(
                f"A Keras optimizer does not get the parameters: compile shows it the model. Leave {short(given)} away. "
                f"Its first place is the learning rate: {called_name(call)}(learning_rate=…)."
            )
    return None


def name_for_an_optimizer(s: Situation) -> Cause | None:
    """``optimizer = "sgd"`` and then ``optimizer.learning_rate = …``."""
    if not re.search(r"'str' object has no attribute '(learning_rate|lr)'", s.said):
        return None
    known = {"sgd": "SGD", "rmsprop": "RMSprop", "adamw": "AdamW"}
    for node in s.nodes(ast.Attribute):
        text = str(getattr(s.value_of(node.value), "value", "sgd"))
        return Cause(
            f"{short(node.value)} is only a text there, the name of an optimizer. Make the optimizer itself, with its rate: "
            f"keras.optimizers.{known.get(text.lower(), text.title())}(learning_rate=…). Then leave this line away."
        )
    return None


def made_once_for_all_calls(s: Situation) -> Cause | None:
    """``model = Sequential()`` at the top of the file, and ``model.add(…)`` in the function."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    known = {name for n in statements(s.definition.body) for name in assigned(n)}
    known |= {*arguments_of(s.definition)}
    for node in s.own.tree.body:
        made = assigned(node) if isinstance(node, ast.Assign) else []
        for call in calls_in(s.definition, "add") if len(made) == 1 else ():
            if first_name(call.func) == made[0] not in known:
                return Cause(
                    f"Line {node.lineno} makes {made[0]} once, outside of the function. So every call adds its layers to the same "
                    f"{made[0]}. Move that line, and the layers below it, into the function.",
                    node.lineno,
                )
    return None


RULES = (
    made_once_for_all_calls,
    layer_without_brackets,
    list_to_add,
    list_among_layers,
    two_layers_to_add,
    layer_called_at_once,
    layers_without_a_list,
    optimizer_without_brackets,
    third_place_of_cosine_decay,
    third_place_of_conv,
    inputs_of_a_layer,
    first_size_twice,
    added_to_a_copy,
    parameters_for_the_optimizer,
    name_for_an_optimizer,
)
