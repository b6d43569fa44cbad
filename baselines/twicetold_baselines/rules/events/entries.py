"""The words that name events, by type: verbs and nouns that an editor would expect there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from twicetold.ontology import EntityType, EventType, Role

Topic = Literal["arms", "elections", "medicine", "sport", "state power"]
Matter = Literal["agreements", "measures", "money", "offices", "prices"]


class Entry(NamedTuple):
    """Words of one type whose roles fall alike.

    `subject` and `object` are the roles of a verb's, `possessor` that of whom a noun is "of". "_" joins the words of a
    phrase; before a colon stand the words of which one must come before. An entry holds with `needs` only if one of
    these roles is filled, with `kinds` only by a mention of such an entity; with a `topic` only in a text on it, with
    a matter that it is `about` only where a word for that is near.
    """

    type: EventType
    subject: Role | None
    object: Role | None
    possessor: Role | None
    verbs: str = ""
    nouns: str = ""
    needs: tuple[Role, ...] = ()
    kinds: tuple[EntityType, ...] = ()
    topic: Topic | None = None
    about: Matter | None = None


ENTRIES: Final = (
    Entry("Business.End", "Organization", None, "Organization", """
        collapse_into_bankruptcy file_for_bankruptcy go_bankrupt go_bust go_into_liquidation go_out_of_business
        go_under
    """, "bankruptcy insolvency liquidation receivership"),
    Entry("Business.End", "Agent", "Organization", "Organization", "disband dissolve liquidate wind_up",
          "dissolution", needs=("Organization",)),
    Entry("Business.Start", "Agent", "Organization", "Organization", "co-found establish found incorporate set_up",
          needs=("Organization",)),
    Entry("Business.Start", "Agent", "Organization", "Organization", nouns="founding"),
    Entry("Conflict.Attack", "Attacker", "Target", "Attacker", """
        ambush assail assault attack batter beat_up besiege blow_up bomb bombard clash detonate fight fire
        firebomb gun_down hit_back invade molest open_fire punch raid ransack rape retaliate return_fire riot
        set_fire_to shell shoot shoot_down stab storm strafe torch vandalise vandalize
    """, """
        aggression air_raid airstrike ambush arson assault atrocity attack battle bloodshed bombardment bombing
        clash crossfire fighting gunfire gunshot hostility invasion offensive onslaught raid riot rioting
        shelling shooting siege stabbing air|drone|military|missile|retaliatory|rocket:strike unrest violence
        war
    """),
    Entry("Conflict.Attack", "Attacker", "Target", "Attacker", "hit strike", needs=("Target",), topic="arms"),
    Entry("Conflict.Attack", None, "Target", "Target", "explode", "blast explosion fire", topic="arms"),
    Entry("Conflict.Coup", "Agent", "Target", "Agent", "overthrow topple", """
        coup coup_d'etat coup_d'état coup_d\u2019etat coup_d\u2019état coups_d'état coups_d\u2019état mutiny
        overthrow putsch
    """),
    Entry("Conflict.Coup", "Agent", "Target", "Agent", nouns="takeover", topic="state power"),
    Entry("Conflict.Demonstrate", "Participant", None, "Participant", """
        demonstrate down_tools go_on_strike march picket protest rally stop_work take_to_the_streets walk_out
    """, """
        demonstration march protest rally sit-in stoppage strike uprising walkout
    """),
    Entry("Conflict.Seize", "Agent", "Target", "Agent", """
        abduct capture commandeer confiscate hijack hold_hostage impound kidnap occupy overrun recapture retake
        seize take_captive take_control take_control_of take_hostage take_over take_prisoner
    """, "abduction capture hijacking kidnapping occupation seizure"),
    Entry("Conflict.Seize", "Agent", "Target", "Agent", "hold", needs=("Target",), kinds=("FAC",)),
    Entry("Contact.Meet", "Participant", "Participant", "Participant", """
        brief confer convene hold_talks interview negotiate visit
    """, """
        briefing call news|press:conference consultation conversation gathering interview meeting negotiation
        session sitting summit talks visit
    """),
    Entry("Contact.Meet", "Participant", "Participant", "Participant", "meet phone ring telephone",
          needs=("Participant",)),
    Entry("Contest.Play", "Participant", "Participant", "Participant", "compete face_off play_against", """
        bout derby fixture match playoff qualifier quarter-final quarterfinal semi-final semifinal
    """),
    Entry("Contest.Play", "Participant", "Competition", "Participant", "play race replay",
          "final game heat replay stage", topic="sport"),
    Entry("Contest.Win", "Winner", "Loser", "Winner", "beat defeat outscore thrash trounce", "triumph victory"),
    Entry("Contest.Win", "Winner", "Competition", "Winner", "clinch win", "win"),
    Entry("Contest.Win", "Winner", "Score", "Winner", "draw lose score", "goal", topic="sport"),
    Entry("Crime.Theft", "Agent", "Artifact", "Artifact", "embezzle loot pilfer pocket shoplift steal",
          "embezzlement looting theft"),
    Entry("Crime.Theft", "Agent", "Victim", "Victim", "burgle cheat con defraud mug rob swindle",
          "break-in burglary fraud heist mugging robbery swindle"),
    Entry("Disaster.Damage", "Cause", "Target", "Target", """
        char crush damage deface demolish destroy devastate dismantle engulf flatten gut ravage raze ruin
        scorch shatter smash tear_down wreck
    """, "damage demolition destruction devastation"),
    Entry("Disaster.Damage", "Target", None, "Target", "collapse", "collapse"),
    Entry("Disaster.Occur", "Affected", None, "Affected", """
        break_down capsize catch_fire collide crash derail erupt explode leak malfunction overturn run_aground
        short-circuit sink tip_over
    """, """
        accident aftershock avalanche blackout blast blaze blizzard breakdown bushfire catastrophe collision
        crash power:cut cyclone derailment disaster drought earthquake eruption explosion engine|power:failure
        famine fire flood flooding hailstorm heatwave hurricane inferno landslide leak malfunction meltdown
        mishap mudslide outage pile-up quake rainstorm rockslide shipwreck short_circuit sinking slide
        snowstorm spill stampede storm thunderstorm tornado tremor tsunami typhoon wildfire
    """),
    Entry("Disaster.Occur", "Cause", "Affected", "Affected", "burn burn_down flood inundate submerge"),
    Entry("Disaster.Rescue", "Agent", "Person", "Person", "pull_from pull_out rescue", "rescue"),
    Entry("Disaster.Rescue", "Agent", "Person", "Person", "save", needs=("Person",), kinds=("PER",)),
    Entry("Economy.Change", "Subject", "Amount", "Subject", """
        climb decline decrease depreciate dip double drop ease fall grow halve jump plummet plunge rally
        rebound rise shrink skyrocket slide slip slump soar spike surge treble triple tumble weaken
    """, """
        decline decrease downturn drop fall growth hike increase jump plunge rebound recession reduction rise
        slowdown slump spike surge upturn
    """, about="prices"),
    Entry("Economy.Change", "Agent", "Subject", "Subject", """
        bring_down cut devalue double halve hike increase lift lower put_up raise reduce slash trim
    """, "cut depreciation devaluation inflation", about="prices"),
    Entry("Government.Agreement", "Participant", "Topic", "Participant", nouns="""
        accord agreement armistice cease-fire ceasefire deal memorandum pact settlement signing treaty truce
    """),
    Entry("Government.Agreement", "Participant", "Topic", "Participant", "agree co-sign initial ratify sign",
          about="agreements"),
    Entry("Government.Decree", "Agent", "Measure", "Agent", """
        annul approve authorise authorize ban bar decree decriminalise decriminalize enact forbid invalidate
        legalise legalize nullify order outlaw overrule overturn prohibit quash repeal rescind revoke rule
        sanction strike_down uphold veto void
    """, """
        annulment approval ban curfew decision decree embargo executive_order injunction invalidation lockdown
        moratorium ruling sanctions state_of_emergency veto
    """),
    Entry("Government.Decree", "Agent", "Measure", "Agent", "adopt block grant impose issue lift pass reject suspend",
          about="measures"),
    Entry("Government.Election", "Participant", None, "Organization", "go_to_the_polls vote", """
        by-election election plebiscite poll polling recount referendum run-off runoff vote voting
    """),
    Entry("Government.Election", "Participant", None, "Organization", nouns="ballot count counting", topic="elections"),
    Entry("Health.Outbreak", "Cause", "Victim", "Disease", "contract fall_ill infect sicken take_ill",
          "epidemic infection outbreak pandemic"),
    Entry("Health.Outbreak", None, "Victim", "Disease", nouns="case", topic="medicine"),
    Entry("Health.Treat", "Agent", "Patient", "Patient", """
        amputate hospitalise hospitalize immunise immunize inoculate treat vaccinate
    """, """
        chemotherapy dialysis hospitalisation hospitalization immunisation immunization inoculation surgery
        transplant treatment vaccination
    """),
    Entry("Health.Treat", "Agent", "Patient", "Patient", "operate", "operation", topic="medicine"),
    Entry("Justice.Acquit", "Court", "Defendant", "Defendant", "acquit exonerate find_not_guilty",
          "acquittal exoneration"),
    Entry("Justice.Acquit", "Court", "Defendant", "Defendant", "clear", needs=("Crime",)),
    Entry("Justice.Appeal", "Agent", None, "Agent", "appeal petition", "appeal"),
    Entry("Justice.ArrestJail", "Agent", "Person", "Person", """
        apprehend arrest detain handcuff imprison incarcerate intern jail remand round_up
    """, "arrest custody detention imprisonment jailing"),
    Entry("Justice.ArrestJail", "Agent", "Person", "Person", "hold", needs=("Person",), kinds=("PER",)),
    Entry("Justice.ChargeIndict", "Agent", "Defendant", "Defendant", "arraign indict",
          "arraignment charges indictment"),
    Entry("Justice.ChargeIndict", "Agent", "Defendant", "Defendant", "charge", needs=("Defendant",)),
    Entry("Justice.Convict", "Court", "Defendant", "Defendant", "convict find_guilty", "conviction"),
    Entry("Justice.Investigate", "Agent", "Defendant", "Agent",
          "audit examine inspect investigate probe scan search", """
        audit autopsy enquiry inquiry inspection investigation post-mortem probe
    """),
    Entry("Justice.Pardon", "Agent", "Defendant", "Defendant", "pardon reprieve", "amnesty clemency pardon reprieve"),
    Entry("Justice.Release", "Agent", "Person", "Person", "bail parole",
          "hostage|prisoner:exchange parole hostage|prisoner:swap"),
    Entry("Justice.Release", "Agent", "Person", "Person", "free release",
          "release", needs=("Person",), kinds=("NORP", "PER")),
    Entry("Justice.Sentence", "Court", "Defendant", "Defendant", "disqualify fine reinstate sentence",
          "disqualification fine sentencing"),
    Entry("Justice.Sentence", "Court", "Defendant", "Defendant", "ban exclude suspend",
          "suspension", needs=("Defendant",), kinds=("PER",)),
    Entry("Justice.Sue", "Plaintiff", "Defendant", "Plaintiff", "file_suit go_to_court sue", "lawsuit suit"),
    Entry("Justice.TrialHearing", "Court", "Defendant", "Defendant", "prosecute stand_trial",
          "court-martial hearing inquest retrial trial"),
    Entry("Justice.TrialHearing", "Court", "Defendant", "Defendant", "try", needs=("Defendant",), kinds=("PER",)),
    Entry("Life.Die", "Agent", "Victim", "Victim", """
        assassinate behead execute gas kill lynch massacre murder shoot_dead slay stab_to_death strangle
    """, """
        assassination execution genocide homicide killing massacre murder slaying
    """),
    Entry("Life.Die", "Victim", None, "Victim", "die drown perish", "dead death drowning fatality suicide"),
    Entry("Life.Injure", "Agent", "Victim", "Victim", "hurt injure maim mutilate wound", "injury"),
    Entry("Movement.Transport", "Passenger", None, "Passenger", nouns="""
        arrival crossing departure evacuation exodus journey return trip voyage
    """),
    Entry("Movement.Transport", "Agent", "Artifact", "Artifact", """
        bring carry collect deliver drive export fetch fly import move return send ship take transport
    """, needs=("Destination", "Origin")),
    Entry("Movement.Transport", "Passenger", "Destination", "Passenger", """
        come cross drive enter fly go move reach return ride sail walk
    """, needs=("Destination", "Origin")),
    Entry("Movement.Transport", "Passenger", "Origin", "Passenger", "leave", needs=("Destination", "Origin")),
    Entry("Movement.Transport", "Passenger", "Destination", "Passenger", """
        arrive depart emigrate flee migrate set_sail travel
    """),
    Entry("Movement.Transport", "Agent", "Passenger", "Passenger", "airlift deploy deport evacuate expel extradite",
          "deployment deportation expulsion extradition"),
    Entry("Movement.Transport", "Agent", "Artifact", "Artifact", "smuggle", "delivery shipment smuggling"),
    Entry("Operation.Start", "Agent", "Artifact", "Artifact", """
        come_into_effect come_into_force come_online go_into_effect go_live launch open reopen restart resume
        take_effect unlock
    """, "launch opening reopening resumption"),
    Entry("Operation.Suspend", "Agent", "Artifact", "Artifact", """
        abandon adjourn axe block call_off cancel close close_down discontinue freeze ground halt interrupt
        pause postpone put_off recall scrap shelve shut shut_down shut_off stop suspend switch_off turn_off
    """, """
        adjournment blockade cancellation closing closure halt interruption postponement recall shutdown
        suspension
    """),
    Entry("Personnel.Elect", "Agent", "Person", "Person", "elect re-elect reelect", "re-election reelection"),
    Entry("Personnel.Elect", "Person", None, "Person", "beat defeat win", "victory win", topic="elections"),
    Entry("Personnel.EndPosition", "Person", "Position", "Person", """
        give_up_power leave_office quit resign retire stand_down step_aside step_down
    """, "departure_from resignation retirement"),
    Entry("Personnel.EndPosition", "Agent", "Person", "Person", """
        demote depose dismiss impeach lay_off make_redundant oust sack unseat vote_out
    """, """
        dismissal firing impeachment layoff ouster purge redundancy removal sacking
    """),
    Entry("Personnel.EndPosition", "Person", "Position", "Person", "give_up leave lose", about="offices"),
    Entry("Personnel.EndPosition", "Agent", "Person", "Person", "fire remove", needs=("Person",), kinds=("ORG", "PER")),
    Entry("Personnel.Nominate", "Agent", "Person", "Person", "nominate put_forward", "candidacy nomination"),
    Entry("Personnel.Nominate", "Person", "Position", "Person", "run_for stand_for"),
    Entry("Personnel.StartPosition", "Agent", "Person", "Person", """
        appoint hire inaugurate install promote reappoint swear_in
    """, "accession appointment inauguration reappointment swearing-in"),
    Entry("Personnel.StartPosition", "Person", "Position", "Person", """
        assume_office assume_power come_to_power succeed take_office take_power take_the_helm
    """),
    Entry("Personnel.StartPosition", "Person", "Position", "Person", "become return", about="offices"),
    Entry("Personnel.StartPosition", "Agent", "Person", "Person", "name", needs=("Person",), about="offices"),
    Entry("Personnel.StartPosition", "Person", "Organization", "Person", "join",
          needs=("Organization",), kinds=("ORG",)),
    Entry("Publication.Release", "Agent", "Work", "Agent", """
        broadcast circulate distribute go_online hand_out issue launch leak post premiere print publish release
        unveil upload
    """, "premiere publication release"),
    Entry("Science.Discover", "Agent", "Finding", "Agent", "detect discover find invent recover spot turn_up unearth",
          "breakthrough discovery find invention"),
    Entry("Transaction.TransferMoney", "Giver", "Recipient", "Giver", """
        bail_out bribe compensate donate fund lend loan pay refund reimburse repay subsidise subsidize
    """, """
        bailout bribe contribution donation funding grant loan payment ransom refund repayment subsidy
    """),
    Entry("Transaction.TransferMoney", "Giver", "Recipient", "Giver", "contribute give hand send spend",
          needs=("Amount",), about="money"),
    Entry("Transaction.TransferMoney", "Recipient", "Amount", "Recipient", "earn receive",
          needs=("Amount",), about="money"),
    Entry("Transaction.TransferOwnership", "Buyer", "Artifact", "Buyer", """
        acquire bid_for buy inherit merge nationalise nationalize purchase
    """, """
        acquisition bid merger nationalisation nationalization purchase takeover
    """),
    Entry("Transaction.TransferOwnership", "Seller", "Artifact", "Seller", """
        auction auction_off hand_over privatise privatize resell sell
    """, "auction privatisation privatization sale"),
)  # fmt: skip
"""Where a word stands in several entries, one that needs something is tried before one that does not."""

TOPICS: Final[dict[Topic, str]] = {
    "arms": """
        airstrike airstrikes army artillery attackers bomb bomber bombers bombs ceasefire conscript drone drones grenade
        gunmen insurgents militants military militia missile missiles mortar mortars rebels rocket rockets shell
        shelling shells soldiers terrorist troops war
    """,
    "elections": """
        ballot ballots by-election candidate candidates election elections mayor-elect poll polls presidential recount
        turnout vote voter voters votes
    """,
    "medicine": """
        clinic disease diseases doctor doctors hospital hospitals infected infection infections intensive medical nurse
        nurses outbreak patient patients surgeon surgeons surgery symptoms virus ward
    """,
    "sport": """
        championship club coach cup game goal goals league match medal player players race referee riders season squad
        stadium striker team teammates teams tournament
    """,
    "state power": "coup dictator exile junta loyalists military overthrow presidency putsch regime soldiers",
}
"""Words of which several tell that a text is on a topic."""

MATTERS: Final[dict[Matter, str]] = {
    "agreements": """
        accord agreement armistice ceasefire contract contracts deal deals memorandum merger pact peace protocol
        settlement treaty truce
    """,
    "measures": """
        amendment ban bill budget certificate certificates curfew decree embargo law laws legislation licence licences
        license licenses lockdown measure measures permission permit permits resolution restrictions rules sanctions
        tariffs verdict
    """,
    "money": "$ £ ¥ € billion cents dollars euros francs kroner million pesos pounds roubles rubles rupees yen yuan",
    "offices": """
        cabinet chair chairman chairmanship chief director governor job leadership mayor minister office party post
        premiership presidency president prime role seat speaker
    """,
    "prices": """
        budget cents cost costs currency debt deficit demand dollar earnings economy euro exports fares fuel gas gdp
        growth imports income index inflation interest jobs market markets oil output payrolls percent pound price
        prices production profit profits rate rates rents revenue revenues rouble ruble salaries sales share shares
        spending stock stocks supply tariff tariffs tax taxes unemployment wage wages yen yuan $ % £ €
    """,
}
"""Words of which one must stand near a verb that is about the matter."""
