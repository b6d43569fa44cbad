"""Common nouns for people, bodies, places and buildings, and for documents that speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules import lexicon
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType

_PERSONS = (
    "accountant adjutant administrator admiral agronomist airman ambulanceman analyst apprentice arbiter "
    "archaeologist architect archivist assessor assistant astronomer auditor baker barrister beekeeper bishop "
    "bosun botanist broker brewer bricklayer brigadier builder buyer cadet captain caretaker carpenter cashier "
    "caterer chauffeur chef chemist choreographer cleaner clerk coachman collector collaborator colleague "
    "commandant commentator commissioner composer conductor conscript constable consul consultant contractor "
    "controller cook coordinator coroner correspondent councillor councilor counsel counsellor counterpart "
    "courier cousin crewman curator cyclist dancer deacon dealer defender delegate dentist deputy designer "
    "developer director diver docker doorman drummer educator electrician employer engineer epidemiologist "
    "examiner expert farmhand fireman firefighter fisher fisherman footballer foreman forester forger friar "
    "gardener geologist geographer goalkeeper governor grandfather grandmother grandson granddaughter grower "
    "guest guide hairdresser headmaster headmistress herder hiker hostess housekeeper hunter husband hydrologist "
    "immunologist innkeeper instructor insider insurer intern interpreter investor janitor jeweller journalist "
    "juror keeper kinsman labourer laborer landlady landlord lecturer leader lieutenant librarian lifeguard "
    "listener locksmith maid magistrate marshal mason master mate mathematician mechanic mediator merchant "
    "meteorologist midwife miner monk moderator motorist mourner musician naturalist negotiator neighbour "
    "neighbor neurologist newcomer niece notary novelist nun ombudsman ombudswoman onlooker operator opponent "
    "organiser organizer orphan osteopath outsider packer painter paramedic parishioner participant partner "
    "passer-by pathologist pensioner performer pharmacist photographer physician physicist pianist pilgrim "
    "planner playwright plumber poacher poet policewoman porter postman potter preacher priest principal producer "
    "programmer psychiatrist psychologist purser pastor receptionist recruit referee registrar repairman rescuer "
    "restorer retiree returnee reviewer rider runner sailor salesman saleswoman sculptor seaman seismologist "
    "seller sergeant serviceman settler shepherd shopkeeper skipper smuggler sociologist solicitor speaker "
    "specialist spectator staffer stationmaster stepfather stepmother stepson steward stewardess stonemason "
    "storekeeper stranger striker supervisor surgeon surveyor survivor swimmer tailor tanker teammate technician "
    "teller tenant theorist therapist thinker toddler trainee trainer translator trapper treasurer trustee tutor "
    "twin umpire undertaker undersecretary usher vendor verger veterinarian vet viewer virologist visitor "
    "volunteer waiter waitress warden watchman weaver welder whistleblower widow widower winemaker woodcutter "
    "youngster youth zookeeper zoologist adult baby infant teen bride groom heir fugitive captive convict "
    "intruder impostor culprit bystander co-author co-founder"
)
_GROUPS = (
    "children women men gentlemen ladies clergy villagers townspeople tellers jurors gunmen police officers elders"
)
_ORGANISATIONS = (
    "airline archive assembly authority brewery bureau brigade broadcaster cabinet chamber chapter charity clinic "
    "club college commission congregation conglomerate consortium contractor co-operative cooperative crew "
    "delegation directorate embassy faculty federation fund gallery garrison gendarmerie guild hospital hotel "
    "inspectorate insurer journal laboratory lab lender library management ministry mission monastery movement "
    "museum observatory orchestra outlet patrol pharmacy polytechnic prosecution registry regiment secretariat "
    "school squad staff start-up startup subsidiary syndicate team tribunal troupe trust undertaking unit utility "
    "weekly daily parish diocese coastguard choir"
)
_PLACES = "borough commune hamlet municipality suburb homeland mainland territory canton"
_AREAS = (
    "area basin bay beach border canyon cliff coast delta desert field fjord forest glacier gorge gulf gully hill "
    "islet hillside island lagoon lake marsh meadow mountain pan peak peninsula plain plateau reef ridge river "
    "riverbank sea shore slope strait stream swamp valley volcano west east north south"
)
_BUILDINGS = (
    "apartment barn barracks basement block cafe café canteen castle cemetery chapel church cinema clubhouse "
    "corridor courtroom courtyard cottage crossing dairy dam dock dormitory farm farmhouse flat forecourt garage "
    "gallery gate gatehouse greenhouse gym hall hangar harbor harbour house hut jetty kitchen loft market mill "
    "mine motorway pavilion pier pool pub quarry quay railway reactor restaurant rink road room route shed "
    "shelter shop site square stage stall store street studio supermarket temple tent terminal theatre theater "
    "tower track tunnel viaduct villa ward warehouse well workshop yard gymnasium"
)
DOCUMENTS: Final = words(
    "statement report notice letter note bulletin audit study survey post message email e-mail diary log manifest "
    "document documents memo memorandum indictment verdict ruling judgment petition communique communiqué filing "
    "paper papers article editorial tweet records register minutes transcript poll dossier certificate opinion "
    "valuation leaflet poster sign text release circular complaint affidavit summary review"
)
"""Nouns for what is written: no entities but where they are the source of a claim."""


def _nouns() -> tuple[dict[str, EntityType], frozenset[str]]:
    nouns: dict[str, EntityType] = {}
    lists: tuple[tuple[str, EntityType], ...] = (
        (_BUILDINGS, "FAC"), (_AREAS, "LOC"), (_PLACES, "GPE"), (_ORGANISATIONS, "ORG"), (_PERSONS, "PER"),
    )  # fmt: skip
    for listed, kind in lists:
        for word in listed.split():
            nouns[word] = nouns[_plural(word)] = kind
    nouns.update(dict.fromkeys(_GROUPS.split(), "PER"))
    nouns.update(dict.fromkeys(DOCUMENTS, "MISC"))
    nouns |= lexicon.NOUNS
    nouns.update(dict.fromkeys(words("hospital hospitals hotel hotels embassy embassies"), "ORG"))
    nouns.update(dict.fromkeys(words("island islands"), "LOC"))
    return nouns, lexicon.PLURALS | {_plural(word) for word in _PERSONS.split()} | set(_GROUPS.split())


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeo":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


NOUNS, PLURALS = _nouns()
"""Common nouns, singular and plural, with the type of what they refer to; and the plurals among those for people."""

FEMALE_NOUNS: Final = lexicon.FEMALE_NOUNS | words(
    "niece widow granddaughter grandmother stepmother bride landlady headmistress policewoman waitress nun "
    "ombudswoman businesswoman congresswoman madam madame miss signora señora doña mme mlle sra baroness duchess "
    "stewardess hostess abbess empress deaconess midwife aunt girlfriend"
)
MALE_NOUNS: Final = lexicon.MALE_NOUNS | words(
    "nephew widower grandson grandfather stepfather groom landlord headmaster policeman fisherman fireman monk "
    "friar priest monsieur herr signor señor don repairman watchman foreman businessman congressman boyfriend "
    "grandpa duke baron"
)
