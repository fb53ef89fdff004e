"""Numbers that are used in several lessons."""

from ....names import WHITE as white

WHITE = white
