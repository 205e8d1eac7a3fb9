"""kornia: filters on PyTorch images, with their own borders."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

BORDERS = ("reflect", "replicate", "constant", "circular")


@adapter(
    "kornia",
    "kornia.filters.filter2d",
    settings=[
        *({"border_type": border} for border in BORDERS),
        {"padding": "valid"},
        {"behaviour": "conv"},
        {"normalized": True},
    ],
    note="A correlation unless behaviour='conv', which flips the kernel; its anchor flips with it.",
)
def filter2d(x: Any, h: Any, **settings: Any) -> Any:
    """Filter one image of one channel."""
    import kornia
    import torch

    return kornia.filters.filter2d(torch.from_numpy(x)[None, None], torch.from_numpy(h)[None], **settings)[0, 0].numpy()


@adapter(
    "kornia", "kornia.filters.fft_conv", settings=[{}, {"behaviour": "conv"}], note="The same by Fourier transforms."
)
def fft_conv(x: Any, h: Any, **settings: Any) -> Any:
    """Filter one image of one channel by Fourier transforms."""
    import kornia
    import torch

    return kornia.filters.fft_conv(torch.from_numpy(x)[None, None], torch.from_numpy(h)[None], **settings)[0, 0].numpy()


@adapter(
    "kornia",
    "kornia.filters.filter2d_separable",
    settings=[{}, {"border_type": "constant"}],
    ndim=1,
    form="kornia.filters.filter2d_separable(x, kernel_x=h, kernel_y=[[1.0]]{})",
)
def filter2d_separable_x(x: Any, h: Any, **settings: Any) -> Any:
    """Filter an image of one row along it, with one tap across."""
    import kornia
    import torch

    row, taps = torch.from_numpy(x)[None, None, None, :], torch.from_numpy(h)[None]
    return kornia.filters.filter2d_separable(row, taps, torch.ones(1, 1, dtype=row.dtype), **settings)[0, 0, 0].numpy()


@adapter(
    "kornia",
    "kornia.filters.filter2d_separable",
    ndim=1,
    form="kornia.filters.filter2d_separable(x, kernel_x=[[1.0]], kernel_y=h{})",
)
def filter2d_separable_y(x: Any, h: Any, **settings: Any) -> Any:
    """Filter an image of one column along it, with one tap across."""
    import kornia
    import torch

    column, taps = torch.from_numpy(x)[None, None, :, None], torch.from_numpy(h)[None]
    across = torch.ones(1, 1, dtype=column.dtype)
    return kornia.filters.filter2d_separable(column, across, taps, **settings)[0, 0, :, 0].numpy()


@adapter(
    "kornia",
    "kornia.filters.filter3d",
    settings=[{}, {"behaviour": "conv"}],
    ndim=3,
    note="Its default border repeats the edge, and that of filter2d reflects.",
)
def filter3d(x: Any, h: Any, **settings: Any) -> Any:
    """Filter one volume of one channel."""
    import kornia
    import torch

    return kornia.filters.filter3d(torch.from_numpy(x)[None, None], torch.from_numpy(h)[None], **settings)[0, 0].numpy()


@adapter(
    "kornia",
    "kornia.filters.spatial_gradient",
    settings=[{"mode": "sobel"}, {"mode": "diff"}],
    probe="derivative",
    form="kornia.filters.spatial_gradient(x{})[0, 0, 0]",
    note="The first of its two results is the derivative in x, which is axis 1 of the array.",
)
def spatial_gradient_x(x: Any, **settings: Any) -> Any:
    """Take the first derivative of an image of one channel."""
    import kornia
    import torch

    return kornia.filters.spatial_gradient(torch.from_numpy(x)[None, None], **settings)[0, 0, 0].numpy()


@adapter(
    "kornia",
    "kornia.filters.spatial_gradient",
    settings=[{"mode": "sobel"}, {"mode": "diff"}],
    probe="derivative",
    form="kornia.filters.spatial_gradient(x{})[0, 0, 1]",
    note="The second of its two results is the derivative in y, which is axis 0 of the array.",
)
def spatial_gradient_y(x: Any, **settings: Any) -> Any:
    """Take the second derivative of an image of one channel."""
    import kornia
    import torch

    return kornia.filters.spatial_gradient(torch.from_numpy(x)[None, None], **settings)[0, 0, 1].numpy()
