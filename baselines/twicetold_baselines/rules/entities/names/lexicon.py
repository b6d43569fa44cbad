"""The words that names are made of and that stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.rules.entities.nominal_lexicon import ALL_NOUNS
from twicetold_baselines.rules.lexicon import CAPITALISED_COMMONLY, NAME_CUES, TITLES
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EntityType

NOT_NAMES: Final = CAPITALISED_COMMONLY | words(
    "gmt utc cet cest bst est edt cst pst ist hz khz mhz ghz km kg mph kph pm am rs usd eur gbp year christmas "
    "easter ramadan eid diwali hanukkah passover thanksgiving whitsun lent day eve noon known asked replied "
    "answered told translated picture pictures photos video signal rule article section page chapter annex "
    "appendix exhibit bulletin lot item legionnaires no yes okay oh well so"
)
"""Words whose capital tells nothing: those that open sentences, calendar and clock, units, numbered things."""

PARTICLES: Final = words(
    "de van von der den del della di da do dos das du la le el al bin ibn abu ben ter ten y e op zu af dal"
)
OF_HEADS: Final = words(
    "ministry bank university department court council house board institute church republic kingdom bureau "
    "office academy gulf bay strait isle cape committee college organization organisation association union party "
    "army league commission secretary minister museum city state president chamber federation front centre center "
    "port battle order bill day war treaty declaration director governor general people's school society annals "
    "journal register guild friends amigos bishop archbishop forum agency authority convention community movement "
    "alliance faculty lake mount sea district county province isles island islands"
)
"""Capitalised words after which "of" or "for" can go on with the name."""

NAME_TITLES: Final = TITLES | words(
    "atty sra sr srta hon mme mlle cllr supt insp cpl pvt fr msgr amb pres cpt adm engr cdr miss madam madame "
    "monsieur herr frau signor signora señor señora don doña skipper councillor councilor commissioner "
    "superintendent constable corporal nurse sister brother father reverend chaplain honourable honorable "
    "clerk magistrate negotiator prosecutor emir sultan mullah tsar marshal brigadier ensign deacon deaconess"
)
"""Words that stand before the name of a person, in capitals or not."""

DEPARTMENTS: Final = words(
    "foreign interior home energy finance health defence defense justice education trade labour labor transport "
    "agriculture fisheries economy economic environment culture water lands land housing tourism information "
    "industry sports sport mining social deputy vice first acting results press news managing executive chief "
    "assistant senior junior general honourable honorable former ex"
)
"""Words before a title that belong to it ("Energy Minister")."""

_ORG_LAST = words(
    "hospital museum hotel monastery clinic polytechnic gallery theatre theater library infirmary hospice abbey "
    "convent orchestra choir ballet band register forum guild chamber trust collective cooperative co-operative "
    "syndicate consortium collection archive archives lines wire newswire agencies media films pictures records "
    "productions publishers publishing books magazine weekly review bulletin advertiser chronicle examiner enquirer "
    "observer courier echo mirror sun argus sentinel star globe mail express dispatch standard independent monitor "
    "research analytics consulting consultants engineering logistics shipping foods mining steel cement power water "
    "insurance securities capital ventures brewery bakery dairy farms mills works electric electronics robotics "
    "aerospace aviation biotech pharma hydro solar gas chemicals ceramics software labs telecom mobile buses rail "
    "railways cycles fm am sa ag as ab asa spa nv bv oy oyj kg se pty ltda srl kk bhd delegation inspectorate "
    "directorate constabulary gendarmerie tribunal diet bundestag cooperation corps regiment battalion squad section "
    "breweries queens kings tigers lions eagles rangers hotspur faculty rovers wanderers athletic list bloc caucus "
    "lobby branch"
)
_LOC_LAST = words(
    "isles pan fjord reef creek falls hills hill ridge plain plains plateau pass marsh swamp lagoon sound channel "
    "archipelago shoal cliff beach moor fen gorge wood woods park point spit headland estuary"
)
LAST_CUES: Final[dict[str, EntityType]] = {
    **NAME_CUES,
    **dict.fromkeys(_ORG_LAST, "ORG"),
    **dict.fromkeys(
        words(
            "lane boulevard house quay harbour harbor pier lock locks stores store mall market chapel castle fort "
            "mill mine reactor plant refinery cemetery tunnel viaduct ring pavilion rink pool courthouse cinema line "
            "ground grounds oval fairground racecourse velodrome"
        ), "FAC",
    ),
    **dict.fromkeys(_LOC_LAST, "LOC"),
    **dict.fromkeys(words("region village town"), "GPE"),
    **dict.fromkeys(
        words(
            "treaty constitution charter law plan classic tour rally regatta race derby vase shield biennale fair "
            "carnival feast album directive statute memorandum programme program project initiative scheme"
        ), "MISC",
    ),
}  # fmt: skip
"""Words that end a name and tell its type: NAME_CUES, with some of another type here, and more."""

FIRST_CUES: Final[dict[str, EntityType]] = {
    **dict.fromkeys(
        words(
            "radio banco banca banque clube club museu musée museo galeria galerie galería hotel hôtel université "
            "universidad universität universidade institut instituto cycles groupe grupo gruppo diario diário "
            "jornal journal buses transportes cooperativa fundación fundação college real atlético sporting inter "
            "partido amigos team constructora canal télé tv agencia agence agenzia agentur cervecería empresa "
            "compañía companhia compagnie société sociedad sociedade gesellschaft verein bayerische sindicato "
            "syndicat sindacato federación fédération fondation fondazione consejo ayuntamiento mairie ministerio "
            "ministère ministério minera petróleos banka bankas"
        ), "ORG",
    ),
    **dict.fromkeys(
        words(
            "lake mount cape salar laguna bahía baie playa costa punta pico valle col lac lago monte río rio isla "
            "ilha île gulf strait sierra cerro val northern southern eastern western central upper cabo"
        ),
        "LOC",
    ),
    **dict.fromkeys(words("port san santa santo são saint-jean los las fort puerto porto ciudad"), "GPE"),
    **dict.fromkeys(
        words(
            "camping calle rua rue via piazza plaza praça place jalan avenida avenue estadio stade puente ponte "
            "estación gare puerta palacio palais palazzo castillo château schloss villa"
        ),
        "FAC",
    ),
    **dict.fromkeys(words("typhoon hurricane cyclone tropical operation storm rms hms uss ss mv"), "MISC"),
}  # fmt: skip
"""Words that begin a name of several words and tell its type, where its end tells none."""

_SHIPS = words(
    "ship ferry steamer tug trawler vessel tanker yacht frigate submarine freighter schooner cruiser boat "
    "satellite probe rocket spacecraft typhoon hurricane cyclone storm novel film opera painting panel album song "
    "play festival race tournament competition app model drug vaccine"
)
BEFORE: Final[dict[str, EntityType]] = {
    **ALL_NOUNS,
    **dict.fromkeys(_SHIPS, "MISC"),
    **dict.fromkeys(
        words("river lake mount islet isle island islands valley strait mountain peak volcano glacier fjord"), "LOC"
    ),
    **dict.fromkeys(words("town village city port hamlet municipality suburb borough capital"), "GPE"),
    **dict.fromkeys(
        words(
            "weekly daily newspaper channel broadcaster site website outlet portal firm group bank club builder "
            "maker contractor carrier airline insurer brewer fund party watchdog startup lender union tabloid "
            "operator consultancy paper magazine journal quarterly"
        ), "ORG",
    ),
}  # fmt: skip
"""Common nouns before a name ("the ferry X") and before "of" and a name ("the town of X"), with its type."""

AFTER: Final[dict[str, EntityType]] = {
    **dict.fromkeys(words("river lake valley basin mountains hills coast islands island plateau peninsula"), "LOC"),
    **dict.fromkeys(words("party union team club company group bank radio newspaper council ministry"), "ORG"),
    **dict.fromkeys(words("protocol treaty accord agreement act bill cup prize trophy festival tournament"), "MISC"),
    **dict.fromkeys(words("bridge cinema hotel dam airport stadium station street road prison mine"), "FAC"),
    **dict.fromkeys(words("family brothers sisters"), "PER"),
}  # fmt: skip
"""Common nouns after a name that belong to it ("the X party"), with the type of the whole."""

PLACE_THINGS: Final = words(
    "airport parliament government president minister ministry capital army delegation border mayor governor "
    "council police port harbour harbor hospital streets residents people population prime foreign interior "
    "finance defence defense energy water health ambassador king queen leader rulers troops forces coast north "
    "south east west independence constitution citizens outskirts suburbs city town economy trawlers fleet "
    "embassy territory elections ruling supreme central state national jury court registry station quay market "
    "time villagers farmers voters"
)
"""What a place has: nouns after "X's" that make X a country or town."""
BODY_THINGS: Final = words(
    "shares spokesman spokeswoman spokesperson plant board boss employees chief customers profits profit revenue "
    "sales shareholders headquarters website chairman chairwoman management counsel statement lawyers owner "
    "owners founder workers factory branch bid offer engineers technicians technician manager notice staff "
    "newsroom counters site logo software fleet subsidiary share"
)
"""What a body has: nouns after "X's" or "X" that make X an organisation."""
PERSON_THINGS: Final = words(
    "wife husband mother father brother sister son daughter family friend friends body funeral uncle aunt nephew "
    "niece cousin parents children death life career hand hands mouth face voice lawyer house home predecessor "
    "successor deputy colleagues late"
)
"""What a person has: nouns after "X's" that make X a person."""
COMMON_VERBS: Final = words(
    "made make makes met meet meets has have had gave give gives left leave leaves saw see sees won took take "
    "takes put puts became become becomes brought sent held meant went came got found kept lost paid led ran sold "
    "bought"
)
"""Verbs that stand before a name and are no part of its description."""
COMPASS: Final = words(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-east north-west south-east south-west "
    "north-eastern north-western south-eastern south-western upper lower inland coastal"
)
"""Words before the name of a place that make it a part of that place."""
PUBLIC_CUES: Final = words(
    "court council university police hospital parliament assembly ministry government department school college "
    "museum library airport tribunal constabulary board authority polytechnic clinic hotel theatre union "
    "association club federation party office command delegation"
)
"""Last words of bodies that are called after their place, not the place after them."""
STAFF: Final = words(
    "editor owner owners founder manager foreman employee employees spokesman spokeswoman spokesperson director "
    "executive counsel chairman chairwoman engineer engineers technician analyst partner shareholder worker "
    "workers member members secretary boss co-founder lawyer mechanic consultant customers reporter correspondent"
)
"""People of a body: before "of", "for", "at", "with", "from" and its name."""
INTO_PLACES: Final = words(
    "in at near outside towards toward into around across via off inside leave left reach reached"
)
"""Words before the name of a place."""
PERSON_SUFFIXES: Final = (
    "ist", "ian", "man", "woman", "eer", "grapher", "maker", "keeper", "worker", "leader", "owner", "officer",
    "manager", "driver", "player", "dealer", "writer", "holder", "seller", "trainer", "grower", "commissioner",
    "medic", "chief", "clerk", "founder", "director", "doctor", "editor", "professor",
)  # fmt: skip
"""Endings of nouns for people by what they do."""
