"""States given to an exhibit from outside, as scripts that a page evaluates."""

FITS = "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.exhibit'))"
SEND = "(detail) => document.querySelector('.exhibit').dispatchEvent(new CustomEvent('flipconv:state', { detail }))"


def read_after_each(read: str) -> str:
    """
    Return a script that gives states to the exhibit, one after the other, and returns what is read after each.

    Parameters
    ----------
    read : str
        A function of JavaScript without arguments.
    """
    return f"(states) => {{ const send = {SEND}, read = {read}; return states.map((one) => (send(one), read())); }}"
