"""The words that name events, with the type of each and the roles of its subject and object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twicetold_baselines.rules.inflection import inflections
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import EventType, Role
    from twicetold_baselines.rules.inflection import Form


class Frame(NamedTuple):
    """An event type with the roles of a verb's subject and object, and of a noun's possessor."""

    type: EventType
    subject: Role | None
    object: Role | None
    possessor: Role | None


class Trigger(NamedTuple):
    """A word or phrase that names an event. `rest` are the words after the first; no form: a noun."""

    frame: Frame
    lemma: str
    rest: tuple[str, ...] = ()
    form: Form | None = None


# Frame (type, subject, object, possessor), then verbs, then nouns; "_" joins the words of a phrase.
_ENTRIES: tuple[tuple[tuple[EventType, Role | None, Role | None, Role | None], str, str], ...] = (
    (("Business.Start", "Agent", "Organization", "Organization"), "found co-found set_up",
     "startup founding"),
    (("Business.End", "Organization", None, "Organization"),
     "go_bankrupt file_for_bankruptcy collapse_into_bankruptcy shut_down close_down",
     "bankruptcy insolvency liquidation closure"),
    (("Business.End", "Agent", "Organization", "Organization"), "liquidate dissolve", ""),
    (("Conflict.Attack", "Attacker", "Target", "Attacker"), """
        attack storm assault bomb shell raid ambush invade shoot stab strike torch besiege bombard assail
        clash fight open_fire fire_on fire_at set_fire_to hit_back
    """, """
        attack attacks assault assaults bombing bombings shelling raid raids ambush invasion shooting
        shootings stabbing airstrike airstrikes airstrike offensive fighting battle battles clash clashes
        gunfire bombardment violence war hostilities siege unrest explosion_attack air_strike air_strikes
        drone_strike drone_strikes terror_attack
    """),
    (("Conflict.Coup", "Agent", "Target", "Agent"), "overthrow topple", """
        coup coups putsch coup_d'etat coup_d\u2019etat coup_d'état coup_d\u2019état mutiny takeover
        overthrow
    """),
    (("Conflict.Demonstrate", "Participant", None, "Participant"),
     "protest demonstrate riot rally march take_to_the_streets go_on_strike walk_out", """
        protest protests demonstration demonstrations riot riots rally rallies march marches sit-in
        walkout strike strikes uprising rioting hunger_strike
    """),
    (("Conflict.Seize", "Agent", "Target", "Agent"), """
        seize capture occupy overrun take_control_of take_control retake recapture hijack take_over
        take_hostage
    """, "seizure occupation capture hijacking"),
    (("Contact.Meet", "Participant", "Participant", "Participant"),
     "meet confer interview negotiate hold_talks phone telephone visit speak_to speak_with", """
        meeting meetings talks summit summits interview interviews phone_call negotiations conversation
        conversations conference consultations phone_interview visit visits
    """),
    (("Contest.Play", "Participant", "Participant", "Participant"), "play_against face_off compete", """
        match matches game games race tournament final semifinal semi-final fixture kick-off playoff
        playoffs
    """),
    (("Contest.Win", "Winner", "Loser", "Winner"), "defeat thrash trounce outscore beat",
     "victory victories triumph"),
    (("Contest.Win", "Winner", "Competition", "Winner"), "win clinch", "win wins"),
    (("Disaster.Damage", "Cause", "Target", "Target"),
     "destroy damage wreck devastate flatten burn_down demolish ravage level engulf",
     "damage destruction devastation"),
    (("Disaster.Occur", None, "Affected", "Affected"),
     "flood erupt explode derail capsize crash collapse sink", """
        flood floods flooding earthquake earthquakes quake tremor aftershock storm storms hurricane
        typhoon tornado tornadoes cyclone blizzard tsunami wildfire wildfires bushfire fire fires blaze
        crash crashes explosion explosions blast eruption landslide landslides mudslide avalanche drought
        famine heatwave disaster catastrophe derailment collapse shipwreck accident spill meltdown
    """),
    (("Disaster.Rescue", "Agent", "Person", "Person"), "rescue evacuate save",
     "rescue evacuation evacuations"),
    (("Economy.Change", "Subject", "Amount", "Subject"), """
        rise fall soar plunge surge slump tumble climb slip skyrocket shrink grow drop decline decrease
        plummet rebound dip rally_back
    """, """
        increase rise jump spike drop decline surge slump inflation recession downturn hike slowdown
        rebound plunge upturn depreciation
    """),
    (("Economy.Change", "Agent", "Subject", "Subject"),
     "raise lower slash hike devalue increase reduce cut", "cut cuts devaluation"),
    (("Government.Agreement", "Participant", "Participant", "Participant"),
     "agree sign_a_deal reach_a_deal reach_an_agreement sign_an_agreement strike_a_deal", """
        agreement agreements deal deals treaty treaties ceasefire cease-fire truce accord pact armistice
        memorandum settlement
    """),
    (("Government.Decree", "Agent", "Measure", "Agent"), """
        decree ban outlaw legalise legalize sanction impose enact ratify veto lift repeal prohibit
        declare_a_state_of_emergency approve
    """, """
        decree decrees law legislation ban sanctions curfew lockdown embargo state_of_emergency moratorium
        ruling amendment executive_order
    """),
    (("Government.Election", "Participant", "Position", "Organization"), "vote go_to_the_polls", """
        election elections vote votes referendum ballot polls by-election runoff primary primaries
        plebiscite
    """),
    (("Health.Outbreak", "Victim", "Disease", "Disease"), "contract infect fall_ill",
     "outbreak outbreaks epidemic pandemic infection infections"),
    (("Health.Treat", "Agent", "Patient", "Patient"),
     "treat vaccinate hospitalise hospitalize inoculate operate_on",
     "treatment surgery vaccination vaccinations transplant hospitalisation hospitalization"),
    (("Justice.Acquit", "Court", "Defendant", "Defendant"), "acquit exonerate", "acquittal exoneration"),
    (("Justice.Appeal", "Agent", None, "Agent"), "appeal", "appeal_against"),
    (("Justice.ArrestJail", "Agent", "Person", "Person"), """
        arrest detain jail imprison apprehend incarcerate capture_alive take_into_custody round_up
    """, "arrest arrests detention detentions imprisonment"),
    (("Justice.ChargeIndict", "Agent", "Defendant", "Defendant"), "indict charge arraign",
     "indictment indictments charges"),
    (("Justice.Convict", "Court", "Defendant", "Defendant"), "convict find_guilty",
     "conviction convictions"),
    (("Justice.Convict", "Defendant", None, "Defendant"), "plead_guilty", "guilty_plea"),
    (("Justice.Investigate", "Agent", "Defendant", "Agent"), "investigate probe",
     "investigation investigations probe inquiry inquiries enquiry"),
    (("Justice.Release", "Agent", "Person", "Person"), "free parole pardon release",
     "amnesty parole pardon release"),
    (("Justice.Sentence", "Court", "Defendant", "Defendant"), "sentence", "sentencing"),
    (("Justice.Sue", "Plaintiff", "Defendant", "Plaintiff"), "sue file_suit", "lawsuit lawsuits suit"),
    (("Justice.TrialHearing", "Court", "Defendant", "Defendant"), "prosecute try stand_trial",
     "trial trials hearing hearings prosecution retrial court-martial"),
    (("Life.Die", "Agent", "Victim", "Victim"),
     "kill murder assassinate execute slay behead massacre lynch", """
        killing killings murder murders assassination execution executions massacre genocide homicide
    """),
    (("Life.Die", "Victim", None, "Victim"), "die perish drown", "death deaths suicide"),
    (("Life.Injure", "Agent", "Victim", "Victim"), "wound injure maim hurt", "injury injuries"),
    (("Movement.Transport", "Passenger", "Destination", "Passenger"),
     "flee arrive travel migrate go_abroad return_to depart emigrate fly leave_for",
     "departure arrival exodus deportation trip flight journey"),
    (("Movement.Transport", "Passenger", "Origin", "Passenger"), "leave", ""),
    (("Movement.Transport", "Agent", "Passenger", "Passenger"),
     "deport expel deploy transport airlift withdraw extradite", "deployment withdrawal extradition"),
    (("Personnel.Elect", "Agent", "Person", "Person"), "elect reelect re-elect vote_in",
     "re-election reelection"),
    (("Personnel.EndPosition", "Person", "Position", "Person"), """
        resign step_down retire stand_down leave_office quit lose_his_post lose_her_post lose_his_job
        lose_her_job give_up_power give_up_the_presidency
    """, "resignation resignations ouster dismissal retirement departure_from removal purge"),
    (("Personnel.EndPosition", "Agent", "Person", "Person"),
     "sack dismiss oust fire depose impeach unseat remove lay_off", "impeachment firing sacking layoffs"),
    (("Personnel.Nominate", "Agent", "Person", "Person"), "nominate", "nomination nominations"),
    (("Personnel.StartPosition", "Agent", "Person", "Person"),
     "appoint inaugurate hire swear_in install reinstate promote",
     "appointment inauguration swearing-in accession"),
    (("Personnel.StartPosition", "Person", "Position", "Person"),
     "take_office assume_office succeed take_the_helm take_power come_to_power assume_power", ""),
    (("Publication.Release", "Agent", "Work", "Agent"), "publish unveil launch premiere",
     "publication premiere launch"),
    (("Science.Discover", "Agent", "Finding", "Agent"), "discover invent detect",
     "discovery discoveries breakthrough"),
    (("Transaction.TransferMoney", "Giver", "Recipient", "Giver"),
     "pay donate bribe fund lend reimburse fine loan bail_out",
     "payment payments donation donations bailout ransom loan bribe bribes funding"),
    (("Transaction.TransferOwnership", "Buyer", "Artifact", "Buyer"), "buy acquire purchase steal loot",
     "acquisition purchase theft merger"),
    (("Transaction.TransferOwnership", "Seller", "Artifact", "Seller"), "sell auction hand_over",
     "sale privatisation privatization"),
)  # fmt: skip

# Base forms that are more often another noun, adjective or verb than the event.
_NOT_AS_BASE = words("found free level try contract rally top shell storm bomb strike fire wound charge save")


def _triggers() -> dict[str, list[Trigger]]:
    triggers: dict[str, list[Trigger]] = {}
    for roles, verbs, nouns in _ENTRIES:
        frame = Frame(*roles)
        for verb in verbs.split():
            head, *rest = verb.split("_")
            for word, form in inflections(head).items():
                if rest or word not in _NOT_AS_BASE:
                    triggers.setdefault(word, []).append(Trigger(frame, verb, tuple(rest), form))
        for noun in nouns.split():
            head, *rest = noun.split("_")
            triggers.setdefault(head, []).append(Trigger(frame, noun.removesuffix("s"), tuple(rest)))
    for choices in triggers.values():
        choices.sort(key=lambda trigger: -len(trigger.rest))  # the longest phrase first
    return triggers


TRIGGERS: Final = _triggers()
"""What the first word of a trigger can begin, phrases before single words."""

PREPOSITION_ROLES: Final[dict[str, tuple[Role, ...]]] = {
    "by": ("Agent", "Attacker", "Participant", "Winner", "Court", "Buyer", "Giver"),
    "with": ("Participant",),
    "between": ("Participant",),
    "on": ("Target", "Affected", "Topic", "Subject"),
    "upon": ("Target", "Affected"),
    "against": ("Target", "Loser", "Defendant", "Affected", "Topic"),
    "over": ("Topic", "Crime", "Loser"),
    "about": ("Topic",),
    "for": ("Crime", "Topic", "Position"),
    "as": ("Position",),
    "from": ("Origin", "Seller", "Giver", "Organization"),
    "to": ("Destination", "Recipient", "Penalty"),
    "into": ("Destination", "Defendant"),
    "of": ("Crime",),
    "among": ("Participant", "Victim"),
}
"""What role the noun phrase after a preposition plays: the first that the event's type has."""
