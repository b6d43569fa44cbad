"""The invented story as a CAS of UIMA, made with cassis."""

from __future__ import annotations

import warnings
from functools import cache

from cassis import Cas, TypeSystem  # type: ignore[import-untyped]

from fuzz import invented

_CORE = "de.tudarmstadt.ukp.dkpro.core.api"
_NAMED = f"{_CORE}.ner.type.NamedEntity"
_LINK = f"{_CORE}.coref.type.CoreferenceLink"
_CHAIN = f"{_CORE}.coref.type.CoreferenceChain"
_EVENT = "webanno.custom.Event"
_SLOT = "webanno.custom.EventWhoLink"
_ANNOTATION = "uima.tcas.Annotation"
_STRING = "uima.cas.String"

LABELS = {
    "entities": {"PER": "PER", "ORG": "ORG", "GPE": "GPE", "Coreference.referenceType=person": "PER"},
    "dates": {"DATE": "DATE"},
    "events": {"custom.Event.kind=suit": "Justice.Sue", "custom.Event": "Unknown"},
    "roles": {"plaintiff": "Plaintiff", "custom.Event.who": "Defendant"},
}
"""A map of labels for its layers."""


def _types() -> TypeSystem:
    types = TypeSystem()
    for name, parent, features in (
        (_NAMED, _ANNOTATION, {"value": _STRING, "identifier": _STRING}),
        (_LINK, _ANNOTATION, {"referenceType": _STRING}),
        (_CHAIN, "uima.cas.AnnotationBase", {"first": _LINK}),
        (_SLOT, "uima.cas.TOP", {"role": _STRING, "target": _ANNOTATION}),
        (_EVENT, _ANNOTATION, {"kind": _STRING}),
    ):
        made = types.create_type(name, parent)
        for feature, kind in features.items():
            types.create_feature(made, feature, kind)
    types.create_feature(types.get_type(_LINK), "next", _LINK)
    types.create_feature(types.get_type(_EVENT), "who", "uima.cas.FSArray", _SLOT)
    return types


@cache
def cas_files() -> tuple[bytes, bytes, bytes]:
    """Return the XMI, the type system, and the JSON of the first telling."""
    text = invented.TEXTS["a"]
    with warnings.catch_warnings(action="ignore"):
        types = _types()
        cas = Cas(types, sofa_string=text)

        def place(words: str) -> dict[str, int]:
            return {"begin": text.index(words), "end": text.index(words) + len(words)}

        ada = types.get_type(_NAMED)(**place("Ada Brill"), value="PER", identifier="http://x/1")
        koto = types.get_type(_NAMED)(**place("Koto"), value="ORG")
        monday = types.get_type(_NAMED)(**place("Monday"), value="DATE")
        she = types.get_type(_LINK)(**place("she"), referenceType="person")
        first = types.get_type(_LINK)(**place("the mayor of Orm"), referenceType="person", next=she)
        chain = types.get_type(_CHAIN)(first=first)
        slots = [types.get_type(_SLOT)(role=role, target=target) for role, target in (("plaintiff", ada), (None, koto))]
        event = types.get_type(_EVENT)(**place("sued"), kind="suit")
        event.who = types.get_type("uima.cas.FSArray")(elements=slots)
        cas.add_all([ada, koto, monday, she, first, chain, event])
        return cas.to_xmi().encode(), types.to_xml().encode(), cas.to_json().encode()
