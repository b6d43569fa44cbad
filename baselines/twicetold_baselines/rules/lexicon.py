"""Common words: what a noun phrase is made of, and nouns that refer to people, groups and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.inflection import plural
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType

DETERMINERS: Final = words(
    "the a an this these those some any no every each both several many his her their its my our your "
    "another two three four five six seven eight nine ten dozens hundreds thousands all most"
)
DEFINITE: Final = frozenset({"the", "this", "these", "those"})
PREPOSITIONS: Final = words(
    "about above across after against along alongside amid among around as at before behind below "
    "beneath beside between beyond by despite down during except for from in inside into like near of "
    "off on onto out outside over past per since than through throughout to toward towards under until "
    "till up upon via with within without including following"
)
AUXILIARIES: Final = words(
    "is are was were be been being am has have had having do does did will would can could may might "
    "must shall should 's 're 've 'll isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't "
    "didn't won't wouldn't can't couldn't cannot shouldn't"
)
BE: Final = words("is are was were be been being am 's 're isn't aren't wasn't weren't got gets get")
NEGATIONS: Final = words(
    "not never no n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't "
    "wouldn't can't couldn't cannot shouldn't neither nor without"
)
MODALS: Final = words("will would can could may might must shall should 'll won't wouldn't")
CONJUNCTIONS: Final = words("and or but nor yet so if because although though while whereas whether unless")
RELATIVES: Final = words("who whom whose which that")
POSSESSIVE: Final = frozenset({"'s", "\u2019s"})
PERSONAL: Final = words("he she they it we you i him them us me himself herself themselves itself")
FUNCTION_WORDS: Final = (
    PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | RELATIVES | PERSONAL | NEGATIONS
    | words(
        "there here then when where why how what also too only just still even however meanwhile once "
        "ago now soon more less very much such other none nothing nobody anyone everyone someone "
        "something everything today yesterday tomorrow tonight last next first second"
    )
)  # fmt: skip
CAPITALISED_COMMONLY: Final = (
    FUNCTION_WORDS | DETERMINERS
    | words(
        "former late former earlier later recently currently separately similarly multiple authorities "
        "government police officials people critics experts analysts one neither either part perhaps "
        "maybe yes according photo photograph image file video read watch image source editor update "
        "breaking live dear new old early monday tuesday wednesday thursday friday saturday sunday "
        "january february march april june july august september october november december mon tue tues "
        "wed thu thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec i'm i've i'll i'd "
        "it's he's she's we're they're that's let let's given asked speaking another most least until "
        "following having being despite additionally furthermore moreover instead"
    )
)  # fmt: skip
"""Words whose capital, at the beginning of a sentence, tells nothing."""

NOUN_MODIFIERS: Final = words(
    "intelligence security opposition finance foreign interior defense defence health education justice "
    "trade energy prime vice party news site army navy police former ex state union peace rights top de "
    "facto ex-prime"
)
"""Nouns that often describe the noun for a person or group after them."""

NAME_CUES: Final[dict[str, EntityType]] = {
    **dict.fromkeys(
        words(
            "ministry council university inc corp co ltd plc llc gmbh organization organisation bank "
            "party department agency committee commission court union association institute company group "
            "corporation army navy force forces guard congress parliament senate assembly government "
            "police bureau foundation fund times post journal news tribune herald gazette telegraph press "
            "airlines airways airline motors systems technologies industries holdings partners college "
            "school academy society federation league club united fc alliance coalition movement front "
            "brigade authority administration board office service services network television tv radio "
            "church command treasury exchange energy petroleum oil airforce nations studios entertainment "
            "laboratory laboratories pharmaceuticals ministries cabinet secretariat observatory watch "
            "international centre center reserve democrats republicans"
        ), "ORG",
    ),
    **dict.fromkeys(
        words(
            "airport stadium bridge hospital street avenue road square palace prison tower station "
            "arena theatre theater museum hotel mosque cathedral temple jail building hall park dam "
            "highway railway plaza monument embassy barracks airfield base camp terminal"
        ), "FAC",
    ),
    **dict.fromkeys(
        words(
            "river sea ocean mountain mountains mount island islands gulf lake valley desert peninsula "
            "strait bay coast canyon glacier volcano forest basin delta region north south east west "
            "cape heights strip canal"
        ),
        "LOC",
    ),
    **dict.fromkeys(words("city county province state republic kingdom district emirates oblast prefecture"), "GPE"),
    **dict.fromkeys(
        words(
            "prize award awards cup act war games championship championships olympics accord agreement "
            "pact day festival summit conference convention marathon trophy bill protocol operation "
            "revolution covid-19 covid bible koran grammys oscars open series medal"
        ), "MISC",
    ),
}  # fmt: skip
"""Words of a name that tell its type."""

TITLES: Final = words(
    "president minister premier chancellor king queen prince princess emperor pope senator congressman "
    "congresswoman representative governor mayor ambassador secretary general admiral colonel major "
    "captain lieutenant sergeant commander judge justice professor doctor sheikh ayatollah imam bishop "
    "archbishop cardinal rabbi chairman chairwoman chief director spokesman spokeswoman spokesperson "
    "leader attorney deputy vice prime sir lord lady dame mr mrs ms dr prof gen lt col maj capt sgt "
    "cmdr sen rep gov rev coach officer detective inspector sheriff executive ceo dictator"
)
"""Words that stand before the name of a person."""

_PERSONS = (
    "president minister premier chancellor king queen prince princess emperor pope senator lawmaker "
    "legislator deputy representative governor mayor ambassador diplomat envoy secretary general admiral "
    "colonel captain commander soldier officer judge prosecutor lawyer attorney professor doctor nurse "
    "teacher scientist researcher economist analyst expert historian activist journalist reporter editor "
    "author writer artist actor actress singer director producer player coach manager executive chairman "
    "chairwoman chief head boss leader ruler dictator founder owner chancellor spokesman spokeswoman "
    "spokesperson official aide adviser advisor ally opponent rival foe enemy critic supporter loyalist "
    "follower rebel militant terrorist insurgent gunman attacker bomber suspect defendant victim survivor "
    "witness hostage prisoner detainee inmate refugee migrant immigrant resident citizen voter protester "
    "protestor demonstrator rioter striker worker employee customer consumer investor trader shareholder "
    "farmer student pupil child boy girl man woman person wife husband son daughter father mother brother "
    "sister relative parent uncle nephew friend neighbor neighbour successor predecessor candidate "
    "contender patient passenger driver pilot tourist traveller fighter paramilitary villager civilian "
    "politician oligarch billionaire businessman businesswoman entrepreneur member figure source observer "
    "inspector investigator policeman guard thief killer murderer assailant hacker athlete champion "
    "winner teenager"
)
_GROUPS = "people police troops family mob crowd couple opposition personnel staff youths clergy elders elite"
_ORGANISATIONS = (
    "government cabinet ministry parliament congress senate council court party coalition agency company "
    "firm corporation bank airline newspaper magazine broadcaster channel website university college "
    "school union association organization organisation committee commission panel board department "
    "administration regime junta army navy military militia group gang team club league alliance bloc "
    "institute watchdog regulator charity manufacturer carmaker automaker retailer supplier maker "
    "operator startup publisher jury authority service body"
)
_PLACES = "country nation city town village capital province region state district county republic island kingdom"
_BUILDINGS = (
    "airport building house home hospital prison jail palace station factory plant bridge embassy hotel "
    "church mosque stadium office headquarters compound camp base port mine refinery school-building "
    "courthouse checkpoint bunker"
)


def typed_nouns(*lists: tuple[str, EntityType]) -> dict[str, EntityType]:
    """Return the nouns of lists, singular and plural, with the type of the last list that they are of."""
    return {form: kind for listed, kind in lists for word in listed.split() for form in (word, plural(word))}


NOUNS: Final[dict[str, EntityType]] = {
    **typed_nouns((_BUILDINGS, "FAC"), (_PLACES, "GPE"), (_ORGANISATIONS, "ORG"), (_PERSONS, "PER")),
    **dict.fromkeys(words(f"{_GROUPS} families mobs crowds"), "PER"),
    **dict.fromkeys(words("authorities forces police opposition army military"), "ORG"),
    **dict.fromkeys(words("region regions area areas river sea border coast"), "LOC"),
}
"""Common nouns, singular and plural, with the type of what they refer to."""
PLURALS: Final = frozenset(plural(word) for word in _PERSONS.split()) | frozenset(_GROUPS.split()) | {"mobs", "crowds"}
MALE_NOUNS: Final = words("mr man boy king prince father son brother husband uncle nephew sir lord")
FEMALE_NOUNS: Final = words(
    "mrs ms woman girl queen princess mother daughter sister wife lady dame actress spokeswoman chairwoman"
)
