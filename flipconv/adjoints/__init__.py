"""
The adjoint of each operation, in the signal and in the kernel, in every mode and border.

The adjoint of a linear map is the map that can take its place on the other side of an inner product.
It is what a gradient goes back through.
"""

from flipconv.adjoints.kernel import convolve_kernel_adjoint, correlate_kernel_adjoint
from flipconv.adjoints.products import dot_product_test, inner_product
from flipconv.adjoints.signal import convolve_signal_adjoint, correlate_signal_adjoint

__all__ = [
    "convolve_kernel_adjoint",
    "convolve_signal_adjoint",
    "correlate_kernel_adjoint",
    "correlate_signal_adjoint",
    "dot_product_test",
    "inner_product",
]
