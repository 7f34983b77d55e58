"""The kind of work is noted for staff, and only where it is the person's own."""

import pytest

from actions.knowledge import Knowledge
from actions.response import Response
from actions.sector import with_sector
from actions.turn_view import TurnView
from helpline.domain.effects import Effect
from tests.actions.conftest import turn

DOMESTIC = (Effect("set_sector", {"sector": "domestic_work"}),)


def noted(known: Knowledge, said: TurnView) -> tuple[Effect, ...]:
    return with_sector(known, said, Response()).effects


@pytest.mark.parametrize("name", ["maid", "عاملة المنزلية", "femme de menage"])
def test_what_is_named_is_noted(known: Knowledge, name: str) -> None:
    assert noted(known, turn(f"I am {name}", entities=(("country", "Qatar"), ("sector", name)))) == DOMESTIC


def test_what_is_known_is_not_noted_again_and_can_be_corrected(known: Knowledge) -> None:
    said = (("sector", "maid"),)
    assert noted(known, turn("I am a maid", entities=said, sector="domestic_work")) == ()
    assert noted(known, turn("no, a maid", entities=said, sector="driving")) == DOMESTIC


@pytest.mark.parametrize("text", ["I am an employer, my maid has no papers", "the maid ran away"])
def test_an_employers_worker_is_not_the_employer(known: Knowledge, text: str) -> None:
    role = "" if "employer" in text else "employer"
    assert noted(known, turn(text, entities=(("sector", "maid"),), role=role)) == ()


def test_without_a_name_nothing_changes(known: Knowledge) -> None:
    response = Response(effects=(Effect("set_role", {"role": "worker"}),))
    assert with_sector(known, turn("no pay"), response) is response
