"""
Network layers: channels, stride, padding, dilation and groups, with their gradients and transposes.

Signals are (N, C, *spatial), weights (O, C/groups, *kernel). What network libraries call a convolution layer is
`correlation_layer`; the layer that flips is `convolution_layer`. They are two functions with one road.
"""

from flipconv.layers.forward import convolution_layer, correlation_layer
from flipconv.layers.gradients import Gradients, convolution_layer_gradients, correlation_layer_gradients
from flipconv.layers.stacks import compose_kernels
from flipconv.layers.stages import ReceptiveField, Stage, receptive_field
from flipconv.layers.transposed import transposed_convolution_layer, transposed_correlation_layer

__all__ = [
    "Gradients",
    "ReceptiveField",
    "Stage",
    "compose_kernels",
    "convolution_layer",
    "convolution_layer_gradients",
    "correlation_layer",
    "correlation_layer_gradients",
    "receptive_field",
    "transposed_convolution_layer",
    "transposed_correlation_layer",
]
