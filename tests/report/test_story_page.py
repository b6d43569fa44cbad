"""The page of a story without a browser: its data as the scripts read it, its text, its time line, all escaped."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from lxml import html  # type: ignore[import-untyped] # publishes no types

from twicetold.measures.errors import errors
from twicetold.model import (
    Article,
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Linking,
    Links,
    Member,
    Mention,
    Prediction,
    Relation,
    Story,
    span,
    to_json,
)
from twicetold.report.site import calendar
from twicetold.report.site.calendar import found_in, told_apart, told_by
from twicetold.report.site.gathering import Run, by_story
from twicetold.report.site.plots.shapes import markup, shape
from twicetold.report.site.plots.time_line import time_line
from twicetold.report.site.story import SCRIPTS, write_prediction, write_stories
from twicetold.report.site.story_data import in_order, label_of
from twicetold.scoring import case_batch
from twicetold.timex import Interval, interval

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
TEXT = "👩‍🚒 Ada Brill said on Monday that the mill burnt.\n\nIt burnt for two days, she said."


def where(words: str, text: str = TEXT, *, nth: int = 0) -> tuple[Any, ...]:
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return span(start, start + len(words))


def gold() -> Extraction:
    return Extraction(
        entities=(Entity("e1", "PER", (Mention(where("Ada Brill")), Mention(where("she"), level="PRO"))),),
        dates=(
            Date("d1", where("Monday"), "DATE", "2024-03-04"),
            Date("d2", where("two days"), "DURATION", "P2D"),
        ),
        events=(Event("v1", "Disaster.Damage", (where("burnt"), where("burnt", nth=1))),),
        claims=(
            Claim("c1", where("said"), where("the mill burnt"), where("Ada Brill"), "e1"),
            Claim("c2", where("said", nth=1), where("It burnt for two days"), where("she"), "e1"),
        ),
    )


def found() -> Extraction:
    """Gold with a mention too long, a date missed, and a stance wrong."""
    right = gold()
    longer = span(right.entities[0].mentions[0].span[0].start, right.entities[0].mentions[0].span[0].end + 5)
    entity = msgspec.structs.replace(right.entities[0], mentions=(Mention(longer), right.entities[0].mentions[1]))
    claims = (right.claims[0], msgspec.structs.replace(right.claims[1], stance="DENIES"))
    return msgspec.structs.replace(right, entities=(entity,), dates=right.dates[:1], claims=claims)


def story(*, title: str = "The mill", headline: str = "Mill burns", outlet: str = "The Weir") -> Story:
    def members(name: str) -> tuple[Member, Member]:
        return Member("mill/a", name), Member("mill/b", name)

    links = Links((Cluster(members("e1")),), (Cluster(members("v1")),), (Relation("CONTRADICT", *members("c2")),))
    articles = (
        Article(f"mill/{letter}", TEXT, "2024-03-05T08:00:00Z", outlet, headline, "wire", gold=gold())
        for letter in "ab"
    )
    return Story("mill", title, tuple(articles), "disaster-weather", "dev", links)


def run_in(folder: Path, told: Story, *, title: str = "some system") -> Run:
    folder.mkdir()
    lines = [to_json(Prediction(article.id, found())) for article in told.articles]
    lines.append(to_json(Linking(told.id, told.links)))
    (folder / "predictions.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    return Run("sys", title, folder, None, cast("Any", SimpleNamespace(signature="gold:mine|articles:2")))


def data_of(path: Path) -> tuple[str, Any]:
    content = path.read_text(encoding="utf-8")
    match = re.fullmatch(r'twicetold\.receive\("([^"]+)", (.*)\);\n', content, re.DOTALL)
    assert match
    return match[1], json.loads(match[2])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    told = story()
    run = run_in(tmp_path / "run", told)
    write_stories([run], [told], {"mill": "mill"}, tmp_path)
    (predicted,) = by_story(run, [told])
    write_prediction(run, predicted, "mill", tmp_path)
    return tmp_path


def test_the_data_of_a_story_is_its_text_gold_and_links(site: Path) -> None:
    key, value = data_of(site / "data" / "stories" / "mill.js")
    assert key == "stories/mill"
    assert value.keys() == {"id", "title", "topic", "split", "phenomena", "articles", "links"}
    first = value["articles"][0]
    assert (first["letter"], first["text"]) == ("a", TEXT)
    assert msgspec.convert(first["gold"], Extraction) == gold()
    assert value["links"]["entities"] == [{"members": [["a", "e1"], ["b", "e1"]], "phenomena": []}]
    assert value["links"]["claims"] == [
        {"label": "CONTRADICT", "first": ["a", "c2"], "second": ["b", "c2"], "phenomena": []}
    ]


def test_offsets_in_the_data_count_code_points(site: Path) -> None:
    value = data_of(site / "data" / "stories" / "mill.js")[1]
    place = value["articles"][0]["gold"]["entities"][0]["mentions"][0]["span"][0]
    assert TEXT[place["start"] : place["end"]] == "Ada Brill"


def test_the_data_of_a_prediction_has_the_errors_in_the_order_of_the_text(site: Path) -> None:
    key, value = data_of(site / "data" / "predictions" / "sys" / "mill.js")
    assert key == "predictions/sys/mill"
    of_a = value["articles"]["a"]
    assert msgspec.convert(of_a["extraction"], Extraction) == found()
    assert [(each["layer"], each["kind"]) for each in of_a["errors"]] == [
        ("entities", "boundary"), ("dates", "missed"), ("claims", "wrong stance"),
    ]  # fmt: skip
    boundary, missed, stance = of_a["errors"]
    assert (boundary["gold"], boundary["predicted"], boundary["label"]) == ("e1", "e1", "PER")
    assert boundary["span"] == boundary["gold_span"] != boundary["predicted_span"]
    assert (missed["predicted"], missed["predicted_span"]) == (None, None)
    assert stance["label"] == "ASSERTS → DENIES"


def test_the_data_of_a_prediction_has_what_is_wrong_in_its_links(tmp_path: Path) -> None:
    told = story()
    crossed = Cluster((Member("mill/a", "v1"), Member("mill/b", "v1")))
    both = (Member("mill/a", "c2"), Member("mill/b", "c2"))
    first = (Member("mill/a", "c1"), Member("mill/b", "c1"))
    links = Links((), (crossed,), (Relation("AGREE", *both), Relation("ELABORATE", *first)))
    run = run_in(tmp_path / "run", msgspec.structs.replace(told, links=links))
    (predicted,) = by_story(run, [told])
    write_prediction(run, predicted, "mill", tmp_path)
    value = data_of(tmp_path / "data" / "predictions" / "sys" / "mill.js")[1]

    def ends(name: str) -> list[list[str]]:
        return [["a", name], ["b", name]]

    assert value["link_errors"] == [
        {
            "layer": "entities", "kind": "missed", "gold": {"ends": ends("e1"), "label": "PER"}, "predicted": None,
            "stand_for": [None, None], "label": "PER",
        },
        {
            "layer": "claims", "kind": "wrong label", "gold": {"ends": ends("c2"), "label": "CONTRADICT"},
            "predicted": {"ends": ends("c2"), "label": "AGREE"}, "stand_for": ends("c2"),
            "label": "CONTRADICT → AGREE",
        },
        {
            "layer": "claims", "kind": "spurious", "gold": None,
            "predicted": {"ends": ends("c1"), "label": "ELABORATE"}, "stand_for": ends("c1"), "label": "ELABORATE",
        },
    ]  # fmt: skip


def test_what_is_wrong_is_what_the_measures_say(tmp_path: Path) -> None:
    told = story()
    (predicted,) = by_story(run_in(tmp_path / "run", told), [told])
    expected = errors(case_batch(told.articles, predicted.extractions))
    shown = [error for article in told.articles for error in in_order(predicted.errors[article.id])]
    assert sorted(map(label_of, shown)) == sorted(map(label_of, expected))


def test_the_text_stands_in_the_page_in_paragraphs(site: Path) -> None:
    page = html.parse(str(site / "stories" / "mill.html"))
    tellings = page.xpath('//article[contains(@class, "telling")]')
    assert [telling.get("data-letter") for telling in tellings] == ["a", "b"]
    for telling in tellings:
        assert [each.text_content() for each in telling.xpath('.//div[@class="text"]/p')] == TEXT.split("\n\n")


def test_relations_stand_in_the_page_with_sign_and_word(site: Path) -> None:
    page = html.parse(str(site / "stories" / "mill.html"))
    (meeting,) = page.xpath('//ol[@id="meetings"]/li')
    assert " ".join(meeting.text_content().split()).count("she said It burnt for two days") == 2
    assert "≠ contradict" in " ".join(meeting.text_content().split())


def test_the_page_knows_its_data_and_loads_its_scripts_in_order(site: Path) -> None:
    page = html.parse(str(site / "stories" / "mill.html"))
    assert page.xpath('//*[@id="viewer"]/@data-key') == ["stories/mill"]
    assert page.xpath('//select[@id="run"]/option/@data-key') == ["predictions/sys/mill"]
    own = [source for source in page.xpath("//script/@src") if "/viewer/" in source]
    assert own == [f"../static/viewer/{name}.js" for name in SCRIPTS]


def test_nothing_in_the_page_is_inline(site: Path) -> None:
    page = html.parse(str(site / "stories" / "mill.html"))
    assert not page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    told = story(title=HOSTILE, headline=HOSTILE, outlet=HOSTILE)
    write_stories([run_in(tmp_path / "run", told, title=HOSTILE)], [told], {"mill": "mill"}, tmp_path)
    content = (tmp_path / "stories" / "mill.html").read_text(encoding="utf-8")
    page = html.fromstring(content)
    assert not page.xpath("//img | //script[not(@src)]")
    assert page.xpath("string(//h1)") == HOSTILE
    assert "</script>" not in (tmp_path / "data" / "stories" / "mill.js").read_text(encoding="utf-8")


def test_a_page_without_runs_shows_the_gold(tmp_path: Path) -> None:
    write_stories([], [story()], {"mill": "mill"}, tmp_path)
    page = html.parse(str(tmp_path / "stories" / "mill.html"))
    assert not page.xpath('//select[@id="run"]/option')
    assert not (tmp_path / "data" / "predictions").exists()


def test_equal_values_of_a_telling_are_one_point_and_durations_have_no_place() -> None:
    text = "Monday, and again Monday, for two days in 1998."
    dates = (
        Date("d1", where("Monday", text), "DATE", "2024-03-04"),
        Date("d2", where("Monday", text, nth=1), "DATE", "2024-03-04"),
        Date("d3", where("two days", text), "DURATION", "P2D"),
        Date("d4", where("1998", text), "DATE", "1998"),
    )
    told = told_by(Article("mill/a", text, "2024-03-05", gold=Extraction(dates=dates)))
    assert [(each.ids, each.label) for each in told] == [
        (("d4",), "1998"),
        (("d1", "d2"), "2024-03-04"),
        (("d3",), "P2D"),
    ]
    assert [each.interval is None for each in told] == [False, False, True]


def calendar_of(*values: str) -> list[Interval]:
    return [place for value in values if (place := interval(value))]


def test_a_longer_stretch_has_a_slot_of_its_own_only_where_no_other_lies_inside() -> None:
    slots = calendar.slots(calendar_of("2024-03-04T10:00", "2024-03-04", "2024-03", "2023", "2023-10"))
    assert [calendar.heading(slot) for slot in slots] == ["Oct 2023", "4 Mar"]


def test_a_night_belongs_to_the_day_it_begins_in() -> None:
    assert [calendar.heading(slot) for slot in calendar.slots(calendar_of("2024-03-04TNI"))] == ["4 Mar"]


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("2024-03-04T07:30", "07:30"), ("2024-03-04TEV", "evening"), ("2024-03", "Mar 2024"), ("199", "1990s"),
        ("2024-SU", "summer 2024"), ("2024-Q2", "Q2 2024"), ("2024-W07", "week 07"),
    ],
)  # fmt: skip
def test_values_are_shown_as_they_are_read(value: str, label: str) -> None:
    dates = (Date("d1", where("Monday"), "DATE", value),)
    (told,) = told_by(Article("mill/a", TEXT, "2024-03-05", gold=Extraction(dates=dates)))
    assert told.label == label


def test_the_last_day_of_the_calendar_has_no_place() -> None:
    dates = (Date("d1", where("Monday"), "TIME", "9999-12-31T10:00"),)
    (told,) = told_by(Article("mill/a", TEXT, "2024-03-05", gold=Extraction(dates=dates)))
    assert told.interval is None


def test_the_time_line_has_a_lane_for_each_telling_and_marks_publication() -> None:
    told = story()
    drawn = html.fragment_fromstring(str(markup(time_line(told, {each.id: told_by(each) for each in told.articles}))))
    assert [each.text for each in drawn.xpath('//*[@class="title"]')] == ["A  The Weir", "B  The Weir"]
    assert len(drawn.xpath('//*[@class="chip published"]')) == 2
    assert drawn.xpath("//a/@data-dates") == ["a:d1", "b:d1"]
    assert drawn.xpath("//a/@aria-label") == ["“Monday”: 2024-03-04"] * 2


def test_chips_of_a_lane_do_not_lie_over_one_another() -> None:
    text = " ".join(f"t{number:02}" for number in range(20))
    dates = tuple(
        Date(f"d{number}", where(f"t{number:02}", text), "TIME", f"2024-03-04T{number:02}:00") for number in range(20)
    )
    article = Article("mill/a", text, "2024-03-04", gold=Extraction(dates=dates))
    drawn = html.fragment_fromstring(
        str(markup(time_line(Story("mill", "", (article,)), {"mill/a": told_by(article)})))
    )
    corners = [(float(box.get("x")), float(box.get("y"))) for box in drawn.xpath("//rect")]
    assert len(set(corners)) == len(dates) + 1
    width, _ = float(drawn.get("width")), drawn.get("height")
    assert all(x + float(box.get("width")) <= width for (x, _), box in zip(corners, drawn.xpath("//rect"), strict=True))


def test_a_drawing_is_the_same_as_markup_and_as_data() -> None:
    drawn = shape("a", shape("title", HOSTILE), "text", class_="told", data_dates="a:d1", x=1.5)
    element = html.fragment_fromstring(str(markup(drawn)))
    name, attributes, content = json.loads(msgspec.json.encode(drawn))
    assert (element.tag, dict(element.attrib)) == (name, {key: str(value) for key, value in attributes.items()})
    assert content == [["title", {}, [HOSTILE]], "text"]
    assert element.xpath("string(title)") == HOSTILE


WHEN = "On Monday, and at noon, and in 1998, and last week."
IN_GOLD = (
    Date("d1", where("Monday", WHEN), "DATE", "2024-03-04"),
    Date("d2", where("noon", WHEN), "TIME", "2024-03-04T12:00"),
    Date("d3", where("1998", WHEN), "DATE", "1998"),
)
FOUND = (
    Date("x1", where("On Monday", WHEN), "DATE", "2024-03-04"),
    Date("x2", where("noon", WHEN), "TIME", "2024-03-05T12:00"),
    Date("x3", where("last week", WHEN), "DATE", "2024-W09"),
)


def compared() -> tuple[Article, Extraction, list[Any]]:
    article = Article("mill/a", WHEN, "2024-03-05", gold=Extraction(dates=IN_GOLD))
    found = Extraction(dates=FOUND)
    return article, found, errors(case_batch([article], {article.id: found}))


def test_what_was_found_has_a_time_line_of_its_own() -> None:
    article, found, _ = compared()
    told = found_in(article, found)
    assert [(each.side, each.ids, each.value) for each in told] == [
        ("predicted", ("x3",), "2024-W09"), ("predicted", ("x1",), "2024-03-04"),
        ("predicted", ("x2",), "2024-03-05T12:00"),
    ]  # fmt: skip
    drawn = html.fragment_fromstring(str(markup(time_line(Story("mill", "", (article,)), {"mill/a": told}))))
    assert set(drawn.xpath("//a/@data-side")) == {"predicted"}
    assert drawn.xpath("//a/@href")[0] == "#item=a:x3&side=predicted"


def test_the_difference_has_each_date_where_gold_and_where_the_system_places_it() -> None:
    told = told_apart(*compared())
    assert [(each.side, each.ids, each.standing and each.standing.state) for each in told] == [
        ("gold", ("d3",), "missed"), ("predicted", ("x3",), "spurious"), ("gold", ("d1",), "right"),
        ("gold", ("d2",), "wrong"), ("predicted", ("x2",), "wrong"),
    ]  # fmt: skip
    assert [each.name for each in told[-2:]] == [
        "“noon”: 2024-03-04T12:00, wrong: found 2024-03-05T12:00",
        "“noon”: 2024-03-05T12:00, found; gold has 2024-03-04T12:00",
    ]


def test_states_on_the_time_line_differ_by_sign_and_class() -> None:
    article, *_ = compared()
    told = told_apart(*compared())
    drawn = html.fragment_fromstring(str(markup(time_line(Story("mill", "", (article,)), {"mill/a": told}))))
    shown = {(chip.get("class"), chip.xpath("string(text)")) for chip in drawn.xpath("//a/g")}
    assert shown == {
        ("chip stretch missed", "○ 1998"), ("chip stretch spurious", "✗ week 09"), ("chip day right", "✓ ●"),
        ("chip time wrong", "≠ 12:00"), ("chip time wrong found", "≠ 12:00 found"),
    }  # fmt: skip
