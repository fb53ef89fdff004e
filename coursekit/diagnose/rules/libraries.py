"""Names of libraries and of their parts: not imported, imported wrongly, or standing elsewhere."""

import ast
import difflib
import re
import time

import numpy as np

from coursekit.diagnose.library_names import (
    HOMES,
    IMPORTS,
    IN_ITS_PLACE,
    IN_KERAS,
    KERAS_LAYERS,
    NOT_INSTALLED,
    SHORT_NAMES,
    WAYS_OF_NUMPY,
)
from coursekit.diagnose.notebooks import imports_of_the_stub
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    calls_in,
    covers,
    defaults_of,
    names_in,
    short,
    statements,
)
from coursekit.manifest import load_manifest


def short_name_of_another_library(s: Situation) -> Cause | None:
    """``sns`` without any import: the library is not there at all."""
    name = s.unknown_name
    used = any(isinstance(node, ast.Attribute) for node in s.around(name))
    if name not in SHORT_NAMES or not used or s.variable_of(name):
        return None
    return Cause(
        f"{name} stands for {SHORT_NAMES[name]} in other courses. It is not installed here, and no lesson needs it. "
        f"{_in_its_place(s, name)}"
    )


def import_missing(s: Situation) -> Cause | None:
    """A library's name whose import is not there: deleted, or never written."""
    name = s.unknown_name
    if not name or s.last.file != s.own.file:
        return None
    if replaced := _argument_replaced(s, name):
        return replaced
    own_names = _own_names(s)
    is_part = name in _PARTS_OF_KERAS and _used_as_a_library(s, name)
    if not is_part and (name.rstrip("s") in own_names or f"{name}s" in own_names):
        return None
    of_the_stub = imports_of_the_stub(s.function).get(name)
    known = {*own_names, *arguments_of(s.running)}
    parts = [n.attr for n in s.around(name) if isinstance(n, ast.Attribute)]
    # Model.fit(…) is about the argument model.
    misspelt = name != name.lower() and name.lower() in known and not {*parts} & {*HOMES}
    if name == "random" and "rng" in arguments_of(s.running) and parts:
        way = WAYS_OF_NUMPY.get(parts[0])
        return Cause(f"random is not needed here: rng comes in. {way}") if way else None
    if parts and misspelt and not of_the_stub:
        return None
    line = of_the_stub or IMPORTS.get(name)
    if not line or not (of_the_stub or _used_as_a_library(s, name)):
        return None
    if name in s.last.imported:
        return Cause(
            f"{name} is imported at another place, which this line does not see. Write the import at the top of the file: "
            f"`{line}`."
        )
    aliases = [alias for alias, module in s.last.imported.items() if module == name != alias]
    if aliases:
        return Cause(
            f"The file imports {name} under another name: {aliases[0]}. Write {aliases[0]} in place of {name}."
        )
    plain = re.match(r"import ([\w.]+) as ", line)
    if plain and plain[1] in s.last.imported:
        return Cause(
            f"The file imports {plain[1]}, and not under the name {name}. Write the import as: `{line}`"
        )
    if of_the_stub:
        return Cause(
            f"The file does not know {name}: its import is gone. Write it back at the top of the file: `{line}`."
        )
    if line == f"from keras.layers import {name}":
        line = f"from keras.layers import {', '.join(_layers_not_imported(s))}"
    others = _layers_not_imported(s) if line == "from keras import Sequential" else []
    more = f" And this one: `from keras.layers import {', '.join(others)}`." if others else ""
    return Cause(
        f"The file does not know {name}: it is not imported. Write this line at the top of {s.last.file}: `{line}`.{more}"
    )


def _argument_replaced(s: Situation, name: str) -> Cause | None:
    """What comes in is replaced in the line that needs this name."""
    if s.running is None or name not in IMPORTS:
        return None
    # What has a default, or is replaced under an if, may not have come in.
    needed = {*arguments_of(s.running)} - {*defaults_of(s.running)}
    for node in s.running.body:
        if not isinstance(node, ast.Assign) or not covers(node, s.line):
            continue
        # images = images.astype(…) goes on with what came in.
        lost = [each for each in assigned(node) if each in needed - names_in(node.value)]
        if lost:
            return Cause(
                f"{lost[0]} comes in as an argument, and this line makes another in its place. Delete the line: then {name} is "
                "not needed for it."
            )
    return None


def _own_names(s: Situation) -> set[str]:
    """The names that the running function gives a value."""
    nodes = ast.walk(s.running) if s.running else []
    names = (node for node in nodes if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _layers_not_imported(s: Situation) -> list[str]:
    called = [
        n.func.id
        for n in ast.walk(s.running or s.last.tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    ]
    return [
        name
        for name in dict.fromkeys(called)
        if name in KERAS_LAYERS and name not in s.last.imported
    ]


def wrong_module_under_a_name(s: Situation) -> Cause | None:
    """``import matplotlib as plt``: a usual name for another module than the usual one."""
    for node in s.nodes(ast.Attribute) if s.error == "AttributeError" else []:
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        usual, module = IMPORTS.get(name, ""), s.last.imported.get(name, "")
        known = re.fullmatch(rf"import ([\w.]+) as {name}", usual)
        # A part of a library, as matplotlib.pylab, may have all that the usual one has.
        whole = bool(module) and "." not in module and s.kind(name) == "module"
        if known and whole and module != known[1]:
            made = [
                n.lineno
                for n in s.last.tree.body
                if isinstance(n, ast.Import | ast.ImportFrom) and name in ast.unparse(n).split()
            ]
            return Cause(
                f"Here {name} stands for {module}, and that has no {node.attr}. What has it is {known[1]}. Write: `{usual}`",
                made[0] if made else s.line,
            )
    return None


def stands_elsewhere(s: Situation) -> Cause | None:
    """``keras.experimental.CosineDecay``, ``keras.Dense``: a part of the library that has it not, before a name that it has."""
    found = re.search(r"module '([\w.]+)' has no attribute '(\w+)'", s.said)
    if s.error != "AttributeError" or not found:
        return None
    for node in s.nodes(ast.Attribute):
        if node.attr != found[2]:
            continue
        names, base = [node.attr], short(node.value)
        while outer := [
            n for n in s.last.nodes if isinstance(n, ast.Attribute) and n.value is node
        ]:
            node = outer[0]
            names.append(node.attr)
        if found[1] == "matplotlib.pyplot" and names[0] in _SET_ON_AXES:
            return Cause(
                f"{names[0]} belongs to an Axes: ax.{names[0]}(…). Without an Axes, plt calls it plt.{names[0][4:]}(…)."
            )
        library = found[1].partition(".")[0]
        if names[-1].isupper() and len(names) > 1 and names[0].lower().startswith("activation"):
            return Cause(
                f'Keras has no list of activations to choose from. Each is named by a text: activation="{names[-1].lower()}"'
            )
        known = [HOMES[name] for name in names if HOMES.get(name, "").startswith(f"{library}.")]
        if known:
            home = s.last.as_imported(known[0])
            # tf.keras, or a name of its own.
            if home.partition(".")[0] not in s.last.imported and found[1].endswith(library):
                home = home.replace(library, base, 1)
            part, _, name = home.rpartition(".")
            near = difflib.SequenceMatcher(None, names[0], part.rpartition(".")[2]).ratio() > 0.85
            if near and names[0] != name:
                return Cause(f"There is no .{names[0]}: it is spelt otherwise. Write: {home}")
            return Cause(
                f"{name} is not there: it stands in another part of the library, {part}. Write: {home}"
            )
    return None


def not_in_numpy(s: Situation) -> Cause | None:
    """``np.softmax``: what other libraries have."""
    found = re.match(r"module 'numpy' has no attribute '(\w+)'", s.said)
    instead = found and (WAYS_OF_NUMPY.get(found[1]) or IN_ITS_PLACE.get(found[1]))
    if s.error != "AttributeError" or not found or not instead:
        return None
    return Cause(f"NumPy has no {found[1]}. {instead}")


def name_behind_a_library(s: Situation) -> Cause | None:
    """``np.rng.integers(…)``, where rng is an argument."""
    name = s.field("name")
    if s.error != "AttributeError" or not s.said.startswith("module ") or s.running is None:
        return None
    own = {*arguments_of(s.running)}
    for line in statements(s.running.body):
        # softmax = np.softmax(x) gives the name its value only now.
        if isinstance(line, ast.Assign) and covers(line, s.line):
            own -= {*assigned(line)}
        elif line.lineno < s.line:
            own |= {*assigned(line)}
    for node in s.nodes(ast.Attribute):
        if node.attr == name and name in own and short(node.value) in s.last.imported:
            return Cause(
                f"{name} is a name of your function, not a part of {short(node.value)}. Write {name} without "
                f"{short(node.value)}. in front."
            )
    return None


def method_of_the_generator(s: Situation) -> Cause | None:
    """``np.random.integers(…)``: only a generator has it."""
    if not s.said.startswith("module 'numpy.random' has no attribute") or s.running is None:
        return None
    for node in s.nodes(ast.Attribute) if "rng" in arguments_of(s.running) else []:
        inner = [n for n in statements(s.running.body) if isinstance(n, ast.Import)]
        taken = [
            n for n in inner for alias in n.names if alias.asname == short(node.value) == "rng"
        ]
        if taken:
            return Cause(
                f"The import in line {taken[0].lineno} takes the name rng, and your argument rng is lost. Delete that line.",
                taken[0].lineno,
            )
        # Where rng.integers(…) stands already, rng is what the call gave.
        if hasattr(np.random.Generator, node.attr) and short(node.value) != "rng":
            return Cause(
                f"{node.attr} is a method of a generator, and yours comes in as rng. Write: rng.{node.attr}(…)"
            )
    return None


def method_of_a_method(s: Situation) -> Cause | None:
    """``rng.random.normal(…)``: NumPy's old way mixed with the new one."""
    for node in s.nodes(ast.Attribute) if s.error == "AttributeError" else []:
        inner = node.value
        if (
            isinstance(inner, ast.Attribute)
            and s.kind(short(inner.value)) == "Generator"
            and hasattr(np.random.Generator, inner.attr)
            and hasattr(np.random.Generator, node.attr)
        ):
            return Cause(
                f"{short(inner)} is a method of its own, and has no {node.attr}. The generator has it: "
                f"{short(inner.value)}.{node.attr}(…)"
            )
    return None


def library_not_installed(s: Situation) -> Cause | None:
    """A library that the course does not install."""
    module = s.field("name") if s.error == "ModuleNotFoundError" else ""
    first = module.partition(".")[0]
    if first not in NOT_INSTALLED:
        return None
    return Cause(
        f"{NOT_INSTALLED[first]} is not installed in this course, and no lesson needs it. {_in_its_place(s, first, 'Delete this import')}"
    )


def _in_its_place(s: Situation, library: str, delete: str = "") -> str:
    """Say what does the work of a library that is not there."""
    nodes = [n for n in s.last.nodes if isinstance(n, ast.Name | ast.Attribute)]
    used = dict.fromkeys(map(s.last.dotted, nodes))
    parts = [name.split(".") for name in used if name.partition(".")[0] == library]
    ways = {_in_keras(part[-1]) or HOMES.get(part[-1], ""): part[-1] for part in parts}
    known = [*IN_KERAS.values(), *(way for way in ways if way.startswith("keras."))]
    ways = {way: ways[way] for way in known if way in ways}
    if ways and s.function.returns == "model":
        named = ". ".join(f"{name} is {way}" for way, name in [*ways.items()][:3])
        return f"{delete}. In Keras, {named}.".removeprefix(". ")
    found = [way for word, way in IN_ITS_PLACE.items() if any(word in part[1:] for part in parts)]
    if found:
        return f"{delete}. {found[0]}".removeprefix(". ")
    if delete and not parts:
        return f"{delete}."
    rest = f"{delete}, and the lines that use it. " if delete else ""
    return f"{rest}Do the work with what the notebook of this lesson shows."


def _in_keras(name: str) -> str:
    """Return what Keras has for the name of another library; empty for other names."""
    return next((way for words, way in IN_KERAS.items() if re.fullmatch(words, name)), "")


def not_in_keras(s: Situation) -> Cause | None:
    """``keras.layers.Linear``, ``schedules.WarmupCosineDecay``: a name of another library, or of none."""
    of_a_module = (
        r"module 'keras[\w.]*' has no attribute '(\w+)'|cannot import name '(\w+)' from 'keras"
    )
    found = re.match(of_a_module, s.said)
    name = (found[1] or found[2]) if found else ""
    if not found and "keras" in s.last.imported and s.unknown_name[:1].isupper():
        name = s.unknown_name if [*calls_in(s.last.tree, s.unknown_name)] else ""
    way = _in_keras(name)
    if not way or name in HOMES or s.field("meant"):
        return None
    return Cause(f"Keras has no {name}{' there' if found else ''}. In its place: {way}.")


def file_of_the_course(s: Situation) -> Cause | None:
    """A file that stands beside the learner's."""
    module = str(s.field("name")) if s.error == "ModuleNotFoundError" else ""
    slugs = {lesson.slug for lesson in load_manifest().lessons}
    own = s.field("own", False) or module in slugs
    if not module or not own:
        return None
    if s.last.file == f"mnist_course/{module}.py":
        return Cause(f"{module} is this file itself: it needs no import. Delete the line.")
    return Cause(
        f"{module}.py stands in the folder mnist_course. Write: from mnist_course.{module} import …"
    )


def module_misspelt(s: Situation) -> Cause | None:
    """A module that is not there."""
    module = str(s.field("name")) if s.error == "ModuleNotFoundError" else ""
    first, _, part = module.partition(".")
    known = load_manifest().functions
    if not module or first in NOT_INSTALLED:
        return None
    names = [alias for node in s.nodes(ast.ImportFrom) for alias in node.names]
    courses = [known[alias.name] for alias in names if alias.name in known]
    if courses:
        name, slug = courses[0].name, courses[0].slug
        return Cause(
            f"There is no module {module}. {name} stands in {courses[0].file}. Write: `from mnist_course.{slug} import {name}`."
        )
    if module in IMPORTS:
        line = IMPORTS[module]
        # `from keras import layers` makes of `from layers import Dense`: from keras.layers import Dense.
        part = ".".join(re.findall(r"(?:from|import) ([\w.]+)", line))
        line = f"from {part} import {', '.join(map(ast.unparse, names))}" if names else line
        return Cause(f"There is no module {module}. Write: `{line}`.")
    moved = [
        HOMES[alias.name] for alias in names if HOMES.get(alias.name, "").startswith(f"{first}.")
    ]
    if moved:
        part, _, name = moved[0].rpartition(".")
        return Cause(
            f"There is no {module}. {name} stands in {part}. Write: `from {part} import {name}`."
        )
    if first == "mnist_course" and part:
        taken = ", ".join(alias.name for alias in names) or part
        return Cause(
            f"The course has no file mnist_course/{part.replace('.', '/')}.py, and each file is checked by what it holds itself. Delete this line, and write {taken} here, "
            "in this file."
        )
    if first in _MODULES:
        return (
            Cause(
                f"{first} has no part named {part}. Look in the notebook how it is imported there."
            )
            if part
            else None
        )
    near = difflib.get_close_matches(first, _MODULES, n=1, cutoff=0.75)
    if near:
        return Cause(f"There is no module {module}. Did you mean: {near[0]!r}?")
    return Cause(
        f"There is no module {module} here. Is its name right? The course needs no other libraries than the notebooks "
        "show: do without it."
    )


def not_in_the_module(s: Situation) -> Cause | None:
    """``from keras import Dense`` and other things that stand elsewhere."""
    missing = s.said.partition("cannot import name '")[2].partition("'")[0]
    if s.error != "ImportError" or not missing or not s.nodes(ast.ImportFrom):
        return None
    node = s.nodes(ast.ImportFrom)[0]
    if "circular import" in s.said:
        return None
    part = HOMES.get(missing, "").rpartition(".")[0]
    same_library = part.partition(".")[0] == (node.module or "").partition(".")[0]
    moved = f"from {part} import {missing}" if part and same_library else ""
    line = IMPORTS.get(missing, moved)
    if line.startswith("from ") and line != f"from {node.module} import {missing}":
        return Cause(f"{missing} stands in another module. Write: `{line}`.")
    function = load_manifest().functions.get(missing)
    if function and node.module != f"mnist_course.{function.slug}":
        return Cause(
            f"{missing} stands in {function.file}. Write: `from mnist_course.{function.slug} import {missing}`."
        )
    return Cause(
        f"{node.module or 'The folder of this file'} has no {missing}. Is the name misspelt, or is it in another module?"
    )


def library_of_an_import(s: Situation) -> Cause | None:
    """``PIL.Image.open`` after ``from PIL import Image``: the library's name is not known, what was imported is."""
    name = s.unknown_name
    for node in s.around(name) if name else []:
        known = s.last.imported.get(node.attr, "") if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Attribute) and known == f"{name}.{node.attr}":
            return Cause(
                f"The file imports {node.attr} out of {name}, not {name} itself. Write {node.attr} in place of {short(node)}."
            )
    return None


def _used_as_a_library(s: Situation, name: str) -> bool:
    """Whether a name is used as the library would be: a module has parts, a class is called."""
    is_module = IMPORTS[name].startswith("import ") or name in _PARTS_OF_KERAS
    for node in s.around(name):
        if isinstance(node, ast.Attribute):
            # layers.append(…) is about a list, layers.get_weights() about a layer.
            of_keras = HOMES.get(node.attr, "").startswith("keras.") or node.attr[:1].isupper()
            return name not in _PARTS_OF_KERAS or of_keras or node.attr in dir(time)
        if isinstance(node, ast.Call) and not is_module:
            return getattr(node.func, "id", "") == name
    return False


_SET_ON_AXES = (
    *("set_title", "set_xlabel", "set_ylabel", "set_xlim", "set_ylim"),
    *("set_xticks", "set_yticks"),
)
"""Methods of an Axes that plt has without set_."""

_PARTS_OF_KERAS = ("layers", "models", "optimizers", "losses", "metrics", "callbacks", "time")
"""Modules whose names are good names for lists and numbers, too."""

_MODULES = (
    *("numpy", "pandas", "matplotlib", "tensorflow", "keras", "PIL", "coursekit", "mnist_course"),
    *("random", "collections", "itertools", "statistics"),
)


RULES = (
    name_behind_a_library,
    method_of_the_generator,
    method_of_a_method,
    short_name_of_another_library,
    library_of_an_import,
    import_missing,
    wrong_module_under_a_name,
    stands_elsewhere,
    not_in_numpy,
    not_in_keras,
    library_not_installed,
    file_of_the_course,
    module_misspelt,
    not_in_the_module,
)
