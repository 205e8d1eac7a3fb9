"""Layers that cannot be ported, and why; what a certificate says was run, and a wrong port that it catches."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.conventions.porting import CannotPort, port, port_dense
from tests.conventions.needing import needs

RNG = np.random.default_rng(7)


@pytest.mark.parametrize(
    ("shape", "given", "reason"),
    [
        ((6, 1, 2, 3), {"source": "torch.nn.Conv2d", "target": "torch.nn.ConvTranspose2d"}, "is transposed"),
        ((6, 4, 2, 3), {"source": "torch.nn.Conv2d", "target": "keras.layers.DepthwiseConv2D"}, "one channel to see"),
        ((6, 1, 2, 3), {"source": "torch.nn.Conv2d", "target": "flax.linen.Conv", "groups": 4}, "groups must divide"),
        ((2, 3, 4, 5), {"source": "keras.layers.DepthwiseConv2D", "target": "onnx.Conv", "groups": 2}, "each a group"),
        ((6, 2, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv"}, "takes 4: OIHW"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Konv"}, "'onnx.Konv' is no known layer"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "layout": "OIH"}, "letters of OIHW"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": "SAME"}, "takes 'same'"),
        (
            (6, 2, 3, 3),
            {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": [(0, 1), (0, 1)]},
            "takes 'same'",
        ),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "padding": "same", "stride": 2}, "refuses"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "output_padding": 1}, "takes none"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "boundary": "wrap"}, "zeros around"),
        ((6, 2, 3, 3), {"source": "torch.nn.Conv2d", "target": "onnx.Conv", "stride": 0}, "from 1 up"),
        (
            (4, 6, 3, 3),
            {"source": "torch.nn.ConvTranspose2d", "target": "flax.linen.ConvTranspose", "groups": 2},
            "no gr",
        ),
        (
            (3, 4, 2, 2),
            {"source": "keras.layers.Conv2DTranspose", "target": "onnx.ConvTranspose", "groups": 2},
            "no gr",
        ),
    ],
)
def test_refusals_say_why(shape, given, reason):
    with pytest.raises(CannotPort, match=reason):
        _ = port(RNG.normal(size=shape), **given)


def test_a_bias_must_fit():
    with pytest.raises(CannotPort, match="one number for each of 6 outputs"):
        _ = port(RNG.normal(size=(6, 2, 3, 3)), source="torch.nn.Conv2d", target="onnx.Conv", bias=np.zeros(2))


def test_a_framework_that_is_not_installed_is_named_as_modelled():
    ported = port(RNG.normal(size=(6, 2, 3, 4)), source="theano.tensor.nnet.conv2d", target="keras.layers.Conv2D")
    assert not ported.certificate.is_run
    assert "was not run" in ported.certificate.source
    assert "keras.io" in ported.certificate.target


@needs("torch")
def test_the_certificate_says_what_was_run_and_on_uneven_layers_too():
    certificate = port(np.ones((4, 4, 3, 3)), source="torch.nn.Conv2d", target="onnx.Conv").certificate
    assert certificate.source.startswith("torch.nn.Conv2d, torch 2")
    what = [case.what for case in certificate.cases]
    assert "marked weights of an uneven layer, stride 2" in what
    assert "tolerance" in str(certificate)


def test_a_wrong_port_is_caught_by_its_certificate(monkeypatch):
    """Weights that are symmetric in all there is cannot hide it: marked ones are run as well."""
    from flipconv.conventions.porting import certifying

    right = certifying.moved
    monkeypatch.setattr(certifying, "moved", lambda *given: _spoiled(right(*given)))
    with pytest.raises(CannotPort, match="was run and its outputs differ"):
        _ = port(np.ones((4, 4, 3, 3)), source="torch.nn.Conv2d", target="flipconv.layers.correlation_layer")


def _spoiled(spelled):
    from dataclasses import replace

    return replace(spelled, weights=spelled.weights[:, :, ::-1])


def test_a_dense_layer_of_another_shape_is_refused():
    with pytest.raises(CannotPort, match="one input for each of the 24 entries of 2x3x4"):
        _ = port_dense(np.ones((24, 5)), shape=(2, 3, 4), source="torch.nn.Linear", target="keras.layers.Dense")
    with pytest.raises(CannotPort, match="known dense layers"):
        _ = port_dense(np.ones((5, 24)), shape=(2, 3, 4), source="torch.nn.Linea", target="keras.layers.Dense")
