"""The JSON schema of certificates: every certificate has its shape, and what has another is refused."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from flipconv.proofs.certificates import certificate
from flipconv.proofs.theorems import all_theorems
from tests.proofs.mutating import mutants
from tests.proofs.replay import test_honest
from tests.proofs.replay.writing import resealed
from tests.proofs.verdicts import builder, replayer

SCHEMA = json.loads(files("flipconv.proofs").joinpath("certificate.schema.json").read_text(encoding="utf-8"))
SHAPE = jsonschema.Draft202012Validator(SCHEMA)
HONEST = json.loads(json.dumps(certificate(all_theorems()["flip-law"])))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", all_theorems())
def test_a_certificate_has_the_shape(name):
    SHAPE.validate(json.loads(json.dumps(certificate(all_theorems()[name]))))


@pytest.mark.parametrize("theorem", test_honest.HONEST, ids=lambda theorem: theorem.__name__)
def test_a_certificate_written_by_hand_has_the_shape(theorem):
    SHAPE.validate(theorem())


def _first_step(**changes: Any) -> dict[str, Any]:
    first, *rest = HONEST["proof"]["steps"]
    return {"proof": {"steps": [{**first, **changes}, *rest]}}


MALFORMED: dict[str, dict[str, Any]] = {
    "format": {"format": "flipconv"},
    "version": {"version": 2},
    "version-true": {"version": True},
    "name": {"name": "Flip Law"},
    "kind": {"sorts": {"G": "ring"}},
    "sort-name": {"sorts": {"1": "group"}},
    "homs": {"homs": {"p": ["G"]}},
    "signature": {"symbols": {"f": "G"}},
    "hypothesis": {"hypotheses": [{"kind": "true"}]},
    "hypothesis-field": {"hypotheses": [{"kind": "commutative", "sort": "G"}]},
    "no-family": {"hypotheses": [{"kind": "summable", "all": [], "over": [], "term": 1}]},
    "term": {"left": ["div", 1, 2]},
    "one-summand": {"left": ["add", 1]},
    "large": {"left": 1_000_001},
    "float": {"left": 1.5},
    "text": {"left": "f"},
    "index": {"left": ["window", [[0, ["n"]]]]},
    "monomial": {"left": ["window", [[1]]]},
    "no-steps": {"proof": {"steps": []}},
    "two-proofs": {"proof": {"steps": HONEST["proof"]["steps"], "induction": {"over": "t", "base": "b", "step": "s"}}},
    "induction": {"proof": {"induction": {"over": "t", "base": "b"}}},
    "rule": _first_step(rule="believe"),
    "with": _first_step(rule="pull", **{"with": {}}),
    "with-more": _first_step(rule="ring", **{"with": {"factor": 0}}),
    "path": _first_step(at=[-1]),
    "backwards": _first_step(backwards=1),
    "because": _first_step(because=[]),
    "uses": {"uses": {"convolution-commutes": "md5:0"}},
    "more": {"author": "nobody"},
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_has_another_shape_is_refused_by_the_schema_and_both_programs(case):
    malformed = resealed({**HONEST, **MALFORMED[case]})
    assert not SHAPE.is_valid(malformed)
    library = [json.loads(json.dumps(certificate(all_theorems()["convolution-commutes"])))]
    assert builder(malformed, *library)
    assert replayer(malformed, *library)


def test_what_a_program_accepts_has_the_shape():
    """No mutant that is accepted is beyond the schema."""
    library = [json.loads(json.dumps(certificate(all_theorems()["convolution-commutes"])))]
    for mutant in list(mutants(HONEST))[::20]:
        if not SHAPE.is_valid(mutant.data):
            assert builder(mutant.data, *library), mutant
