"""``flipconv port IN OUT --source A --target B``."""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Mapping
from typing import Any

from flipconv.conventions.porting.files import port_file
from flipconv.conventions.porting.results import CannotPort, Ported

SETTINGS = ("stride", "padding", "dilation", "groups", "output_padding", "input_shape")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    _ = parser.add_argument("input", metavar="IN", help="a .npy, .npz, .safetensors or .onnx file; never a pickle")
    _ = parser.add_argument("output", metavar="OUT", help="the file to write, of any of these kinds")
    _ = parser.add_argument(
        "--source", required=True, help="a call or layer, as \"scipy.ndimage.convolve(mode='wrap')\""
    )
    _ = parser.add_argument("--target", required=True, help="a call or layer, as flax.linen.Conv")
    _ = parser.add_argument(
        "--names", default="*", metavar="PATTERN", help="which arrays of the file, as 'conv*.weight'"
    )
    _ = parser.add_argument("--boundary", help="of a kernel's source: the border that is meant, by numpy.pad's name")
    _ = parser.add_argument("--layout", help="how the weights are laid out, as OIHW, if not as the source does")
    _ = parser.add_argument("--target-layout", help="how they shall be laid out, if not as the target does")
    for name in SETTINGS:
        words = "the signals' spatial shape, as 32,48" if name == "input_shape" else f"the source layer's {name}"
        _ = parser.add_argument(f"--{name.replace('_', '-')}", type=value, metavar="VALUE", help=words)
    _ = parser.add_argument("--embed", action="store_true", help="put zeros in kernels where paddings must be alike")
    _ = parser.add_argument("--json", action="store_true", help="print JSON and no report")


def value(text: str) -> Any:
    """
    Return a number, a sequence of numbers or pairs, or a word. Nothing is run.

    Examples
    --------
    >>> value("2"), value("1,2"), value("(0,1),(2,0)"), value("SAME")
    (2, (1, 2), ((0, 1), (2, 0)), 'SAME')
    """
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def run(arguments: argparse.Namespace) -> int:
    """
    Port a file and print what was done.

    Parameters
    ----------
    arguments : argparse.Namespace
        What `add_arguments` makes.

    Returns
    -------
    int
        0; 1 if it cannot be ported; 2 if a file cannot be read or written, or a package is missing.
    """
    chosen = ("boundary", "layout", "target_layout", *SETTINGS)
    settings = {name: given for name in chosen if (given := getattr(arguments, name)) is not None}
    settings |= {"embed": True} if arguments.embed else {}
    paths = (arguments.input, arguments.output)
    try:
        done = port_file(*paths, source=arguments.source, target=arguments.target, names=arguments.names, **settings)
    except CannotPort as refusal:
        print(f"flipconv port: cannot port: {refusal}", file=sys.stderr)
        return 1
    except ImportError as error:
        print(f"flipconv port: {error}; install flipconv[port]", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"flipconv port: {error}", file=sys.stderr)
        return 2
    print(json.dumps(_plain(done), indent=2) if arguments.json else _text(done))
    return 0


def _plain(done: Mapping[str, Ported | None]) -> dict[str, Any]:
    return {name: None if ported is None else ported.as_dict() for name, ported in done.items()}


def _text(done: Mapping[str, Ported | None]) -> str:
    return "\n\n".join(f"{name}: {'copied as it is' if ported is None else ported}" for name, ported in done.items())
