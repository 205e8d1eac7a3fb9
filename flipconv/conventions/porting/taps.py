"""What a kernel does, whatever call it is for: the weight of each sample around an output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flipconv.conventions.model import Convention
from flipconv.conventions.porting.results import CannotPort, Work, axis_names, sized
from flipconv.conventions.prediction import scaled
from flipconv.flips import flip


@dataclass(frozen=True)
class Place:
    """
    Where the outputs of a call lie along one axis, for kernels that span so many samples.

    Parameters
    ----------
    before : int
        How many samples lie between the first sample under the first window and the signal's first.
    grow : int
        How many more outputs than samples there are, at stride 1.
    span : int
        Samples under a window.
    """

    before: int
    grow: int
    span: int

    @property
    def after(self) -> int:
        """How far the last window reaches beyond the signal, at stride 1."""
        return self.span - 1 - self.before + self.grow


@dataclass(frozen=True)
class Taps:
    """
    The weights of the samples in a window, as they lie on the signal, along the axes of the signal.

    Parameters
    ----------
    values : numpy.ndarray, shape (span_1, ..., span_d)
        The weights.
    places : tuple of Place
        Where the windows lie.
    """

    values: np.ndarray
    places: tuple[Place, ...]


def place(convention: Convention, axis: int, m: int) -> Place:
    """
    Return where the outputs of a call lie along an axis.

    Parameters
    ----------
    convention : Convention
        What the call does; not transposed.
    axis : int
        The axis of the signal.
    m : int
        Taps along it.

    Raises
    ------
    ValueError
        If no anchor is known for that size.
    CannotPort
        If it depends on the length of the signal.

    Examples
    --------
    >>> place(Convention(sign=(-1,), anchor_rule="0"), 0, 3)
    Place(before=2, grow=0, span=3)
    """
    d, t = convention.dilation[axis], convention.stride[axis]
    span = d * (m - 1) + 1
    if convention.output == "full":
        return Place(span - 1, span - 1, span)
    if convention.output == "valid":
        return Place(0, 1 - span, span)
    if convention.output == "padded":
        before, after = convention.pads[axis]
        return Place(before, before + after + 1 - span, span)
    if convention.alignment == "anchor":
        a = convention.anchor_rule[axis](m)
        return Place(d * (a if convention.sign[axis] > 0 else m - 1 - a), 0, span)
    if t > 1:
        raise CannotPort(
            f"with stride {t} the windows of one call lie in the middle of the signal, so that its padding depends on "
            "the signal's length; port it as a layer, with input_shape"
        )
    return Place((span - 1) // 2 if convention.alignment == "upper" else span // 2, 0, span)


def taps(h: np.ndarray, convention: Convention, work: Work) -> Taps:
    """
    Return what a kernel does under a convention.

    Parameters
    ----------
    h : numpy.ndarray
        The kernel, as passed.
    convention : Convention
        The source.
    work : Work
        Where steps are written down.

    Returns
    -------
    Taps
        Its weights as they lie on the signal: not conjugated any more, scaled, dilated, flipped.
    """
    if np.iscomplexobj(h) and convention.conjugates == "real only":
        raise CannotPort("the weights are complex, and the source takes real kernels alone")
    if 0 in convention.sign and max(h.shape) > 1:
        raise CannotPort("the sign of an axis of the source could not be told, so nothing is known of its kernels")
    values = _unconjugated(h, convention)
    values = scaled(convention, values.transpose(convention.kernel_axes))
    try:
        places = tuple(place(convention, axis, m) for axis, m in enumerate(values.shape))
    except CannotPort:
        raise
    except ValueError as error:
        raise CannotPort(f"the source takes no kernel of {sized(h.shape)}, as far as is known: {error}") from error
    spread = np.zeros([one.span for one in places], values.dtype)
    spread[tuple(slice(None, None, d) for d in convention.dilation)] = values
    if convention.normalises != "none":
        work.steps.append(f"divided the kernel by its {convention.normalises}, as the source does")
    if convention.gain != 1:
        work.steps.append(f"multiplied the kernel by {convention.gain:g}, as the source does")
    return Taps(flip(spread, axes=_flipped(convention)), places)


def stored(seen: Taps, target: Convention, shape: tuple[int, ...]) -> np.ndarray:
    """
    Return the kernel with which a call has these taps.

    Parameters
    ----------
    seen : Taps
        What the kernel must do.
    target : Convention
        The call.
    shape : tuple of int
        Taps along each axis of the signal; they have room for those of `seen`.

    Returns
    -------
    numpy.ndarray
        The kernel as it must be passed; not yet conjugated, and not scaled.

    Examples
    --------
    >>> box = Taps(np.array([1, 2]), (Place(0, 0, 2),))
    >>> stored(box, Convention(sign=(-1,), anchor_rule="m//2"), (3,)).tolist()
    [2, 1, 0]
    """
    places = [place(target, axis, m) for axis, m in enumerate(shape)]
    laid = np.zeros([one.span for one in places], seen.values.dtype)
    starts = [there.before - here.before for here, there in zip(seen.places, places, strict=True)]
    laid[tuple(slice(at, at + n) for at, n in zip(starts, seen.values.shape, strict=True))] = seen.values
    h = flip(laid, axes=_flipped(target))[tuple(slice(None, None, d) for d in target.dilation)]
    return np.ascontiguousarray(h.transpose(np.argsort(target.kernel_axes)))


def told(h: np.ndarray, source: Convention, target: Convention, k: np.ndarray, work: Work) -> None:
    """Write down which axes were flipped, exchanged and embedded."""
    names = axis_names(h.ndim)
    axes = [axis for axis in range(h.ndim) if source.sign[axis] * target.sign[axis] < 0]
    wide = [axis for axis in axes if h.shape[source.kernel_axes[axis]] > 1]
    if wide:
        work.steps.append(f"flipped {'axis' if len(wide) == 1 else 'axes'} {', '.join(names[axis] for axis in wide)}")
    if source.kernel_axes != target.kernel_axes:
        work.steps.append(f"exchanged the axes of the kernel: {source.kernel_axes} -> {target.kernel_axes}")
    if source.dilation != target.dilation:
        work.steps.append(f"put zeros between the taps: dilation {source.dilation} -> {target.dilation}")
    if k.size != h.size:
        sizes = f"{sized(h.shape)} in {sized(k.shape)}"
        work.steps.append(f"embedded {sizes} with zeros, so that each tap meets its sample")
        work.remarks.append(
            "the added zero taps read samples that the source does not read: a NaN or an infinity spreads to more "
            "outputs, and signals shorter than the larger kernel may be treated otherwise"
        )


def conjugated(k: np.ndarray, source: Convention, target: Convention, work: Work) -> np.ndarray:
    """Return the kernel so that the target's own conjugate leaves what the source uses; refuse what cannot be."""
    of_x, of_h, drops = ([one.conjugates in names for one in (source, target)] for names in _CONJUGATING)
    if np.iscomplexobj(k):
        if target.conjugates in ("real only", "drops imaginary"):
            raise CannotPort(
                f"the weights are complex; of complex numbers the target's record says {target.conjugates!r}"
            )
        if of_x[0] != of_x[1]:
            raise CannotPort("one of the two calls conjugates the signal, the other does not; no kernel changes that")
        k = np.conj(k) if of_h[1] else k
        if of_h[0] != of_h[1]:
            work.steps.append("conjugated the kernel, which one of the two calls conjugates and the other does not")
    if target.conjugates == "real only" != source.conjugates:
        work.remarks.append("this holds for real signals: the target takes no complex ones")
    elif source.conjugates != "real only" and (of_x[0] != of_x[1] or drops[0] != drops[1]):
        work.remarks.append("this holds for real signals: the two calls treat complex signals differently")
    return k


# what conjugates the signal, what the kernel, and what drops imaginary parts
_CONJUGATING = (("signal", "both"), ("kernel", "both"), ("drops imaginary",))


def _unconjugated(h: np.ndarray, convention: Convention) -> np.ndarray:
    if not np.iscomplexobj(h):
        return h
    if convention.conjugates == "drops imaginary":
        return np.real(h)
    return np.conj(h) if convention.conjugates in ("kernel", "both") else h


def _flipped(convention: Convention) -> list[int]:
    return [axis for axis, s in enumerate(convention.sign) if s < 0]
