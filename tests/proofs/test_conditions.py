"""Each condition of each rule: with it a falsehood is refused by both programs, without it the falsehood is derived."""

import pytest

from tests.proofs.false_inductions import INDUCTIONS
from tests.proofs.falsehoods import FALSEHOODS as OTHERS
from tests.proofs.sabotage import without
from tests.proofs.verdicts import builder, is_false, replayer

FALSEHOODS = {**OTHERS, **INDUCTIONS}


@pytest.mark.parametrize("name", FALSEHOODS)
def test_a_falsehood_is_refused_by_both_programs(name):
    falsehood = FALSEHOODS[name]
    assert builder(falsehood.certificate, *falsehood.library)
    assert replayer(falsehood.certificate, *falsehood.library)


@pytest.mark.parametrize("name", FALSEHOODS)
def test_without_the_condition_the_falsehood_is_derived(name):
    falsehood = FALSEHOODS[name]
    with without(falsehood.module, falsehood.line, falsehood.without):
        assert not builder(falsehood.certificate, *falsehood.library)
    assert builder(falsehood.certificate, *falsehood.library)


@pytest.mark.parametrize("name", FALSEHOODS)
def test_the_falsehood_is_false(name):
    falsehood = FALSEHOODS[name]
    assert is_false(falsehood.certificate, falsehood.small)
