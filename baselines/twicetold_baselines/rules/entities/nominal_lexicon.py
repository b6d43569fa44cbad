"""The common nouns that head mentions: those of `rules.lexicon`, many more, and documents that speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules import lexicon
from twicetold_baselines.rules.inflection import plural
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType

_PERSONS = (
    "accountant adjutant administrator agronomist airman ambulanceman apprentice arbiter archaeologist architect "
    "archivist assessor assistant astronomer auditor baker barrister beekeeper bishop bosun botanist broker brewer "
    "bricklayer brigadier builder buyer cadet caretaker carpenter cashier caterer chauffeur chef chemist "
    "choreographer cleaner clerk coachman collector collaborator colleague commandant commentator commissioner "
    "composer conductor conscript constable consul consultant contractor controller cook coordinator coroner "
    "correspondent councillor councilor counsel counsellor counterpart courier cousin crewman curator cyclist dancer "
    "deacon dealer defender delegate dentist designer developer diver docker doorman drummer educator electrician "
    "employer engineer epidemiologist examiner farmhand fireman firefighter fisher fisherman footballer foreman "
    "forester forger friar gardener geologist geographer goalkeeper grandfather grandmother grandson granddaughter "
    "grower guest guide hairdresser headmaster headmistress herder hiker hostess housekeeper hunter hydrologist "
    "immunologist innkeeper instructor insider insurer intern interpreter janitor jeweller juror keeper kinsman "
    "labourer laborer landlady landlord lecturer lieutenant librarian lifeguard listener locksmith maid magistrate "
    "marshal mason master mate mathematician mechanic mediator merchant meteorologist midwife miner monk moderator "
    "motorist mourner musician naturalist negotiator neurologist newcomer niece notary novelist nun ombudsman "
    "ombudswoman onlooker operator organiser organizer orphan osteopath outsider packer painter paramedic parishioner "
    "participant partner passer-by pathologist pensioner performer pharmacist photographer physician physicist "
    "pianist pilgrim planner playwright plumber poacher poet policewoman porter postman potter preacher priest "
    "principal programmer psychiatrist psychologist purser pastor receptionist recruit referee registrar repairman "
    "rescuer restorer retiree returnee reviewer rider runner sailor salesman saleswoman sculptor seaman seismologist "
    "seller sergeant serviceman settler shepherd shopkeeper skipper smuggler sociologist solicitor speaker specialist "
    "spectator staffer stationmaster stepfather stepmother stepson steward stewardess stonemason storekeeper stranger "
    "supervisor surgeon surveyor swimmer tailor tanker teammate technician teller tenant theorist therapist thinker "
    "toddler trainee trainer translator trapper treasurer trustee tutor twin umpire undertaker undersecretary usher "
    "vendor verger veterinarian vet viewer virologist visitor volunteer waiter waitress warden watchman weaver welder "
    "whistleblower widow widower winemaker woodcutter youngster youth zookeeper zoologist adult baby infant teen "
    "bride groom heir fugitive captive convict intruder impostor culprit bystander co-author co-founder"
)
_GROUPS = "children gentlemen ladies townspeople tellers jurors"
_ORGANISATIONS = (
    "archive assembly brewery bureau brigade chamber chapter clinic congregation conglomerate consortium contractor "
    "co-operative cooperative crew delegation directorate faculty federation fund gallery garrison gendarmerie guild "
    "inspectorate insurer journal laboratory lab lender library management mission monastery movement museum "
    "observatory orchestra outlet patrol pharmacy polytechnic prosecution registry regiment secretariat squad staff "
    "start-up subsidiary syndicate tribunal troupe trust undertaking unit utility weekly daily parish diocese "
    "coastguard choir"
)
_PLACES = "borough commune hamlet municipality suburb homeland mainland territory canton"
_AREAS = (
    "basin bay beach border canyon cliff coast delta desert field fjord forest glacier gorge gulf gully hill islet "
    "hillside lagoon lake marsh meadow mountain pan peak peninsula plain plateau reef ridge river riverbank sea shore "
    "slope strait stream swamp valley volcano west east north south"
)
_BUILDINGS = (
    "apartment barn barracks basement block cafe café canteen castle cemetery chapel cinema clubhouse corridor "
    "courtroom courtyard cottage crossing dairy dam dock dormitory farm farmhouse flat forecourt garage gallery gate "
    "gatehouse greenhouse gym hall hangar harbor harbour hut jetty kitchen loft market mill motorway pavilion pier "
    "pool pub quarry quay railway reactor restaurant rink road room route shed shelter shop site square stage stall "
    "store street studio supermarket temple tent terminal theatre theater tower track tunnel viaduct villa ward "
    "warehouse well workshop yard gymnasium"
)
_DOCUMENTS = words(
    "statement report notice letter note bulletin audit study survey post message email e-mail diary log manifest "
    "document documents memo memorandum indictment verdict ruling judgment petition communique communiqué filing "
    "paper papers article editorial tweet records register minutes transcript poll dossier certificate opinion "
    "valuation leaflet poster sign text release circular complaint affidavit summary review"
)
"""Nouns for what is written: no entities but where they are the source of a claim."""

ALL_NOUNS: Final[dict[str, EntityType]] = {
    **lexicon.typed_nouns(
        (_BUILDINGS, "FAC"), (_AREAS, "LOC"), (_PLACES, "GPE"), (_ORGANISATIONS, "ORG"), (_PERSONS, "PER")
    ),
    **dict.fromkeys(_GROUPS.split(), "PER"),
    **dict.fromkeys(_DOCUMENTS, "MISC"),
    **lexicon.NOUNS,
    **dict.fromkeys(words("hospital hospitals hotel hotels embassy embassies"), "ORG"),
    **dict.fromkeys(words("island islands"), "LOC"),
}
"""Common nouns, singular and plural, with the type of what they refer to."""
ALL_PLURALS: Final = lexicon.PLURALS | {plural(word) for word in _PERSONS.split()} | set(_GROUPS.split())
"""The plurals among those for people."""

ALL_FEMALE_NOUNS: Final = lexicon.FEMALE_NOUNS | words(
    "niece widow granddaughter grandmother stepmother bride landlady headmistress policewoman waitress nun "
    "ombudswoman businesswoman congresswoman madam madame miss signora señora doña mme mlle sra baroness duchess "
    "stewardess hostess abbess empress deaconess midwife aunt girlfriend"
)
ALL_MALE_NOUNS: Final = lexicon.MALE_NOUNS | words(
    "nephew widower grandson grandfather stepfather groom landlord headmaster policeman fisherman fireman monk "
    "friar priest monsieur herr signor señor don repairman watchman foreman businessman congressman boyfriend "
    "grandpa duke baron"
)
