"""textacy: its quotations, as claims."""

from __future__ import annotations

from tools.parsing import parsed
from tools.trying import extracted
from twicetold.model import text_of
from twicetold_baselines.tools import Textacy
from twicetold_baselines.tools.textacy import program

SAID = parsed("""
    "      PUNCT  punct    7
    _Go    VERB   ccomp    7
    _"     PUNCT  punct    7
    the    DET    det      5
    old    ADJ    amod     5
    keeper NOUN   nsubj    7
    had    AUX    aux      7
    said   VERB   ROOT     7 say
    _,     PUNCT  punct    7
    "      PUNCT  punct    7
    _now   ADV    advmod   7
    _"     PUNCT  punct    7
    who    PRON   nsubj    13
    left   VERB   relcl    5 leave
""")


def test_parts_of_a_quotation_are_parts_of_a_claim() -> None:
    [claim] = program.claims_of([([SAID[5]], [SAID[6], SAID[7]], SAID[0:3])], 100)
    places = {part: [(each["start"] - 100, each["end"] - 100) for each in claim[part]] for part in ("source", "cue")}
    assert {part: SAID.text[slice(*place)] for part, [place] in places.items()} == {
        "source": "the old keeper",
        "cue": "had said",
    }
    assert claim["content"] == [{"start": 100, "end": 104}]
    assert (claim["mode"], claim["stance"]) == ("DIRECT", "ASSERTS")


def test_quotations_with_one_cue_are_one_content_in_pieces() -> None:
    [claim] = program.claims_of([([SAID[5]], [SAID[7]], SAID[0:3]), ([SAID[5]], [SAID[7]], SAID[9:12])], 0)
    assert [SAID.text[each["start"] : each["end"]] for each in claim["content"]] == ['"Go"', '"now"']


def test_a_cue_is_the_run_of_words_that_ends_with_it() -> None:
    assert [token.text for token in program.last_run([SAID[1], SAID[6], SAID[7]])] == ["had", "said"]


def test_a_relative_clause_is_outside_the_source() -> None:
    assert [token.text for token in program.phrase([SAID[5]])] == ["the", "old", "keeper"]


def test_textacy_answers_with_places_in_code_points() -> None:
    text = '😀 A lamp was lit.\n\n"The orb is bright tonight," the keeper said.\n\n"It is an unclosed one.'
    [claim] = extracted(Textacy, text, "2022-01-10").claims
    assert (text_of(claim.source, text), text_of(claim.cue, text)) == ("the keeper", "said")
    assert text_of(claim.content, text) == '"The orb is bright tonight,"'
