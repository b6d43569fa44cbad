"""What means something in the files of each target, to be put anywhere else in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = tuple(
    b"e1 e2 d1 v1 c1 suit suit/a PER GPE DATE DURATION Justice.Sue Time Plaintiff NOM NEGATIVE DENIES 2024-03-04 PXD"
    b" id span start end type text gold quote Koto links scored extraction article mentions filler".split()
)
"""Of our own documents: names of properties, labels and ids."""

LAYER = (
    *b"[ ](e1) ](d1) ](v1) ](v1.Crime) ](c1.cue) ](c1.source) ](c1.content) | \\[ \\".split(),
    *b"anchor=d1 mod=APPROX in=c1 Person=e1 OTHER NEGATIVE - DIRECT DENIES e1 d1".split(),
    b"](e1 nom)",
    b" +a",
    b" #metonymy",
    b"\n----\n",
    b"\ne1  PER  Ada\n",
    b"allow trim Ada: so it is\n",
    b"# ",
)
"""Of marked text and its tables."""

STORY = (b"entities a:e1 b:e1\n", b"CONTRADICT a:c1 b:c1\n", b'id = "x"\n', b"[a]\n", b'topic = "sport"\n')
"""Of what else a story folder has."""

LABELS = (b"[dates]\n", b'= "ORG"\n', b"DATE", b"[[x]]\n", b"'", b"= {}")
"""Of maps of labels."""

TIMES = tuple(
    b"2024 - 03 W07 WE Q1 H2 SP T 09:30 :00 Z +01:00 P Y M D DE CE X XXXX PRESENT_REF PT H .5 199 TNI 24:00 9999-12-31"
    b" 0000".split()
)
"""Of values of times."""

_CAT = (
    *b'm_id="1" instance_id="X" CROSS_DOC_COREF REFERS_TO TIME_DATE TIMEX3 DCT TRUE HAS_PARTICIPANT'.split(),
    *b"&b; 1ecb , sentence".split(),
    b'<token_anchor t_id="3"/>',
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
)

FORMATS: Mapping[str, tuple[bytes, ...]] = {
    "twicetold": WORDS,
    "ecbplus": _CAT,
    "meantime": _CAT,
    "eventstoryline": _CAT,
    "timeml": tuple(
        b'<TEXT> </TEXT> TIMEX3 EVENT tid="t1" eid="e1" MAKEINSTANCE eiid DCT P1D anchorTimeID mod <![CDATA[ <!-- &amp;'
        b" <s> polarity 2024-03-04".split()
    ),
    "brat": (
        b"T1\tPER 0 9\tAda Brill\n",
        b"R1\tHead Arg1:T1 Arg2:T2\n",
        b"*\tEquiv T1 T2\n",
        b"A1\tLevel T1 NOM\n",
        b"#1\tAnnotatorNotes T1\t",
        b"N1\tReference T1 x:1\ty\n",
        b" 0 9;10 12\t",
        *b"T9 E1 ; T1 E2 : Content".split(),
    ),
    "polnear": (b"T1\tCue 0 3\tAda\n", b"E1\tAttribution:T4 Cue:T2\n", b" ", b"\t", *b"Source Content2 ; T9".split()),
    "wikievents": tuple(b"doc_id sentences tokens T0 entity_mentions Conflict.Attack clusters start".split()),
    "conll": (
        b"#begin document (x); part 000\n",
        b"#end document\n",
        b"# newdoc id = x\n",
        b"\n\n",
        b"\tB-PER",
        b"\tI-ORG",
        b"\tE-LOC",
        b"\tS-PER.NOM",
        b"\t(0)",
        b"\t(1|2)",
        *b"| (3 3) - O -DOCSTART- _".split(),
    ),
    "label-studio": tuple(b"labels choices from_name result start end meta e1 same relation".split()),
    "doccano": tuple(b"entities relations label start_offset end_offset from_id text data PER".split()),
    "inception": tuple(
        b"%TYPES %FEATURE_STRUCTURES %ID %TYPE %ELEMENTS @first @sofa begin xmi:id uima.cas.FSArray sofaString ^next"
        b" uima.tcas.Annotation members http://www.omg.org/XMI".split()
    ),
    "text": (b"\xef\xbb\xbf", b"\xff\xfe", b"<x>", b"{"),
}
"""By format."""
