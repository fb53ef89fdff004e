"""The language that the tests and a worker speak: frames of JSON and NumPy arrays.

A frame is an 8-byte length, a JSON header of that length, and the arrays that the header announces, each in
NumPy's `.npy` format (read with ``allow_pickle=False``). Nothing is ever unpickled and nothing of Keras is
deserialised, so a frame can be wrong but it cannot run code.

Only plain data crosses: None, bool, int, float, str, tuple, list, dict, NumPy arrays and scalars. What can't
cross (a model, a figure, …) stays in the worker; the frame carries a number that stands for it and facts
about it.
"""

import io
import json
import struct
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np

MAX_FRAME_BYTES = 512 * 2**20
"""Longest frame, in bytes. Full MNIST as float64 is 376 MB; nothing in the course is larger."""

MAX_HEADER_BYTES = 32 * 2**20
"""Longest header. Numbers in lists stand there, some 20 bytes each."""

MAX_KEYS = 10_000
"""Most entries of a dict. Numbers can be chosen so that a dict of a million of them takes hours to make."""

_LENGTH = struct.Struct(">Q")
_PLAIN = (type(None), bool, int, float, str)
_ARRAY_KINDS = "biufcSUMm"


class FrameError(Exception):
    """A frame that is too long, cut short, or not in the format."""


class TooBig(Exception):
    """A value that would make a frame longer than `MAX_FRAME_BYTES`."""


def write_frame(stream: BinaryIO, message: dict, keep: Callable[[Any], dict]) -> None:
    """Write one message.

    Parameters
    ----------
    stream
        A binary stream.
    message
        Plain data; other objects in it are handed to `keep`.
    keep
        Takes an object that can't cross and returns the plain dict that stands for it.

    Raises
    ------
    TooBig
        When the arrays and texts in the message are longer than `MAX_FRAME_BYTES`. Nothing is written then.
    """
    arrays: list[np.ndarray] = []
    header = json.dumps({"message": _encode(message, arrays, keep), "arrays": len(arrays)}).encode()
    size = len(header) + sum(array.nbytes for array in arrays)
    if size > MAX_FRAME_BYTES or len(header) > MAX_HEADER_BYTES:
        raise TooBig(f"{size / 2**30:.1f} GB")
    stream.write(_LENGTH.pack(len(header)) + header)
    for array in arrays:
        buffer = io.BytesIO()
        np.lib.format.write_array(buffer, array, allow_pickle=False)
        body = buffer.getbuffer()
        stream.write(_LENGTH.pack(len(body)))
        stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, restore: Callable[[dict], Any]) -> dict:
    """Read one message; the reverse of `write_frame`.

    Parameters
    ----------
    stream
        A binary stream.
    restore
        Takes the dict that `keep` made on the other side and returns what stands for it here.

    Raises
    ------
    EOFError
        When the other side has closed the stream.
    FrameError
        When the bytes are not a frame, or longer than allowed.
    """
    header = _read_part(stream, MAX_HEADER_BYTES)
    try:
        content = json.loads(header)
        room, arrays = MAX_FRAME_BYTES, []
        for _ in range(content["arrays"]):
            part = _read_part(stream, room)
            room -= len(part)
            arrays.append(_read_array(part))
        message = _decode(content["message"], arrays, restore)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise FrameError(f"not a frame: {error}") from error
    if not isinstance(message, dict):
        raise FrameError("not a frame: the message is not a dict")
    return message


def _read_part(stream: BinaryIO, room: int) -> bytes:
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    if length > room:
        raise FrameError(f"a part of {length} bytes is longer than allowed")
    return _read_exactly(stream, length)


def _read_exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise EOFError("the other side closed the stream")
    return data


def _read_array(data: bytes) -> np.ndarray:
    array = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    if array.dtype.kind not in _ARRAY_KINDS or array.size > len(data):
        raise ValueError(f"an array of {array.size} elements of type {array.dtype}")
    return array


def _encode(value: Any, arrays: list[np.ndarray], keep: Callable[[Any], dict]) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        tag = "$tuple" if isinstance(value, tuple) else "$list"
        return {tag: [_encode(item, arrays, keep) for item in value]}
    if isinstance(value, dict):
        pairs = [[_encode(part, arrays, keep) for part in pair] for pair in value.items()]
        return {"$dict": pairs}
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in _ARRAY_KINDS:
        arrays.append(np.ascontiguousarray(value).reshape(np.shape(value)))
        return {"$scalar" if isinstance(value, np.generic) else "$array": len(arrays) - 1}
    return {"$kept": _encode(keep(value), arrays, keep)}


def _decode(value: Any, arrays: list[np.ndarray], restore: Callable[[dict], Any]) -> Any:
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    if tag == "$array":
        return arrays[content]
    if tag == "$scalar":
        return arrays[content][()]
    if tag == "$kept":
        return restore(_decode(content, arrays, restore))
    if tag == "$dict":
        if len(content) > MAX_KEYS:
            raise ValueError(f"a dict of {len(content)} entries")
        decoded = [[_decode(part, arrays, restore) for part in pair] for pair in content]
        return {key: item for key, item in decoded}
    items = [_decode(item, arrays, restore) for item in content]
    return tuple(items) if tag == "$tuple" else items
