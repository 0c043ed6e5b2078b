"""The one exception that commands turn into a message and exit code 2."""


class InputError(ValueError):
    """A file or an argument is not what was expected; the message says where, what, and what to do."""
