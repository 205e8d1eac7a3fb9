"""PyTorch: convolution layers, their transposed, and differences, on the CPU."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

PADDED = ({}, {"padding": "same"}, {"padding": 1, "stride": 2}, {"dilation": 2})
PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


@adapter("torch", "torch.nn.functional.conv1d", settings=PADDED, ndim=1, probe="layer")
def conv1d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer in one dimension."""
    import torch

    return torch.nn.functional.conv1d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter(
    "torch",
    "torch.nn.functional.conv2d",
    settings=[*PADDED, {"padding": "same", "dilation": 2}],
    probe="layer",
    note="Complex signals and weights are taken, and nothing is conjugated. With padding='same' a stride is refused.",
)
def conv2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer in two dimensions."""
    import torch

    return torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter("torch", "torch.nn.functional.conv2d", settings=[{"groups": 2}], probe="layer", groups=2)
def conv2d_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer with its channels in groups."""
    import torch

    return torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter(
    "torch",
    "torch.nn.functional.conv2d",
    probe="layer",
    groups="channels",
    form="torch.nn.functional.conv2d(x, w, groups=x.shape[1])",
    note="Depthwise: the outputs of one input channel stand together.",
)
def conv2d_depthwise(x: Any, w: Any) -> Any:
    """Call the layer with each channel a group of its own."""
    import torch

    return torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), groups=x.shape[1]).numpy()


@adapter("torch", "torch.nn.functional.conv3d", settings=PADDED[:3], ndim=3, probe="layer")
def conv3d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer in three dimensions."""
    import torch

    return torch.nn.functional.conv3d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter(
    "torch",
    "torch.nn.Conv2d",
    settings=[{"padding": "same", "padding_mode": mode} for mode in PADDING_MODES],
    probe="layer",
    form="torch.nn.Conv2d(w.shape[1], w.shape[0], w.shape[2:], bias=False{})(x)",
    note="padding_mode 'reflect' does not repeat the edge sample, as SciPy's 'reflect' does: SciPy calls it 'mirror'.",
)
def conv2d_module(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer as a module, which alone knows other borders than zeros."""
    import torch

    layer = torch.nn.Conv2d(w.shape[1], w.shape[0], w.shape[2:], bias=False, **settings)
    weights = {"weight": torch.from_numpy(w)}
    return torch.func.functional_call(layer, weights, torch.from_numpy(x)).numpy()


@adapter(
    "torch",
    "torch.nn.functional.conv_transpose1d",
    settings=[{}, {"stride": 2}, {"stride": 2, "padding": 1, "output_padding": 1}],
    ndim=1,
    probe="layer",
    note="Weights have the input channels first. Without a stride it is a full convolution.",
)
def conv_transpose1d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer in one dimension."""
    import torch

    return torch.nn.functional.conv_transpose1d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter(
    "torch",
    "torch.nn.functional.conv_transpose2d",
    settings=[
        {},
        {"stride": 2},
        {"stride": 2, "padding": 1},
        {"stride": 2, "output_padding": 1},
        {"stride": 2, "padding": 1, "output_padding": 1},
        {"stride": 2, "dilation": 2},
    ],
    probe="layer",
    note="Weights have the input channels first. Without a stride it is a full convolution. output_padding crops less "
    "after the last output, and adds zeros once nothing is cropped.",
)
def conv_transpose2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer in two dimensions."""
    import torch

    return torch.nn.functional.conv_transpose2d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter(
    "torch",
    "torch.nn.functional.conv_transpose2d",
    settings=[{"stride": 2, "groups": 2}],
    probe="layer",
    groups=2,
    note="The groups split the input channels, which come first in the weights.",
)
def conv_transpose2d_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer with its channels in groups."""
    import torch

    return torch.nn.functional.conv_transpose2d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter("torch", "torch.nn.functional.conv_transpose3d", settings=[{"stride": 2}], ndim=3, probe="layer")
def conv_transpose3d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer in three dimensions."""
    import torch

    return torch.nn.functional.conv_transpose3d(torch.from_numpy(x), torch.from_numpy(w), **settings).numpy()


@adapter("torch", "torch.gradient", settings=[{"dim": 0}, {"dim": 1}], probe="derivative")
def gradient(x: Any, **settings: Any) -> Any:
    """Take differences along one axis."""
    import torch

    return torch.gradient(torch.from_numpy(x), **settings)[0].numpy()
