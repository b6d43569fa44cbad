"""The page of a system, and the items behind each count of errors."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report import invented
from twicetold import scoring
from twicetold.predictions import Stored
from twicetold.report.site import errors_data, naming
from twicetold.report.site.confusion import confusion
from twicetold.report.site.error_items import LINKS
from twicetold.report.site.error_pages import groups, write_error_page
from twicetold.report.site.errors_data import ErrorFiles
from twicetold.report.site.gathering import by_story
from twicetold.report.site.system import slices

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from report.conftest import Small
    from twicetold.report.site.gathering import Run

STORY_OF = {article.id: story.id for story in invented.stories() for article in story.articles}
SLUGS = naming.slugs(story.id for story in invented.stories())


def counted(run: Run) -> Counter[tuple[str, str]]:
    with Stored(run.path) as stored:
        found = Counter((error["layer"], error["kind"]) for error in scoring.error_list(invented.stories(), stored))
    for predicted in by_story(run, invented.stories()):
        found.update((LINKS[error.layer], error.kind) for error in predicted.link_errors)
    return found


def test_each_count_of_errors_is_that_of_the_scorer_and_leads_to_its_items(small: Small) -> None:
    for run in small.runs:
        page, errors = small.page(naming.system(run.slug)), small.page(naming.errors(run.slug))
        links = page.xpath("//table[@class='taxonomy']//a")
        shown = {link.get("href").partition("#")[2]: int(link.text) for link in links}
        assert shown == {naming.error_group(*group): number for group, number in counted(run).items()}
        assert {link.get("href").partition("#")[0] for link in links} == {f"../{naming.errors(run.slug)}"}
        wanted = [group.fragment for group in groups(run.slug, counted(run))]
        assert errors.xpath("//details/@id")[: len(wanted)] == wanted


def test_data_files_hold_the_items_of_every_group(small: Small) -> None:
    run = small.runs[1]
    for layer, kind in counted(run):
        items = small.data(naming.error_data(run.slug, layer, kind, 1))
        assert len(items) == counted(run)[layer, kind]


def test_an_item_shows_its_words_with_a_little_of_the_text(small: Small) -> None:
    run = small.runs[1]
    first = small.data(naming.error_data(run.slug, "entities", "type", 1))[0]
    assert first["page"] == "stories/game-0.html"
    assert (first["gold"]["letter"], first["gold"]["id"]) == ("a", "e2")
    assert (first["gold"]["label"], first["predicted"]["label"]) == ("GPE", "ORG")
    (place,) = first["gold"]["places"]
    assert (place["before"], place["words"]) == ("Ada Brill of ", "Orm")
    assert place["after"] == " won game 0 on Monday, said Bo Lind. She was glad that the…"


def test_an_error_of_a_link_shows_the_words_at_both_ends(small: Small) -> None:
    run = small.runs[1]
    items = small.data(naming.error_data(run.slug, "entity links", "missed", 1))
    assert len(items) == len(invented.stories())
    assert items[0]["article"] == "game-0"
    assert "predicted" not in items[0]
    gold = items[0]["gold"]
    assert (gold["letter"], gold["id"], gold["label"]) == ("a", "e1", "PER")
    assert [(place["letter"], place["words"]) for place in gold["places"]] == [("a", "Ada Brill"), ("b", "Ada Brill")]


def test_the_number_of_an_error_is_that_of_the_viewer(small: Small) -> None:
    for run in small.runs:
        numbers: dict[str, list[int]] = {story.id: [] for story in invented.stories()}
        for layer, kind in counted(run):
            for item in small.data(naming.error_data(run.slug, layer, kind, 1)):
                name = item["article"].partition("/")[0]
                numbers[name].append(item["number"])
                told = small.data(naming.prediction_data(run.slug, name))
                listed = [error for each in told["articles"].values() for error in each["errors"]] + told["link_errors"]
                meant = listed[item["number"] - 1]
                assert (layer, kind) == (
                    LINKS[meant["layer"]] if "stand_for" in meant else meant["layer"],
                    meant["kind"],
                )
                if "stand_for" not in meant:
                    ids = [item[side]["id"] if side in item else None for side in ("gold", "predicted")]
                    assert ids == [meant["gold"], meant["predicted"]]
        assert all(sorted(own) == list(range(1, len(own) + 1)) for own in numbers.values())


def test_what_is_wrong_with_an_item_can_be_seen(small: Small) -> None:
    run = small.runs[1]
    date = small.data(naming.error_data(run.slug, "dates", "wrong value", 1))[0]
    assert (date["gold"]["label"], date["predicted"]["label"]) == ("DATE 2024-03-04", "DATE 2024-03-05")
    claim = small.data(naming.error_data(run.slug, "claims", "missed", 1))[0]
    assert claim["gold"]["label"] == "INDIRECT, ASSERTS, source: Bo Lind"


def test_a_quotation_that_is_not_in_the_text_stands_without_a_place(small: Small) -> None:
    run = small.runs[1]
    items = small.data(naming.error_data(run.slug, "entities", "spurious", 1))
    assert {place["words"] for item in items for place in item["predicted"]["places"]} == {invented.HOSTILE}
    assert {item["predicted"]["id"] for item in items} == {""}


def test_many_items_go_into_several_files(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (errors_data, "twicetold.report.site.error_pages"):
        monkeypatch.setattr(f"{module if isinstance(module, str) else module.__name__}.AT_A_TIME", 5)
    run = small.runs[1]
    errors = ErrorFiles(run, tmp_path)
    for predicted in by_story(run, invented.stories()):
        errors.take(predicted, SLUGS[predicted.story.id])
    faults = errors.finish()
    write_error_page(run, faults, tmp_path)
    for group in groups(run.slug, faults.counts):
        files = sorted((tmp_path / "data/errors" / run.slug).glob(f"{group.fragment}-[0-9]*.js"))
        assert len(files) == group.files == -(-group.number // 5)
    assert 'data-files="3"' in (tmp_path / naming.errors(run.slug)).read_text(encoding="utf-8")


def test_recall_by_phenomenon_is_that_of_the_scores(small: Small) -> None:
    for run in small.runs:
        found = slices(run.scores, STORY_OF)
        assert {each.measure for each in found} == {"entities.strict", "dates.value", "links.entities"}
        for each in found:
            for row in each.rows:
                tally = run.scores.by("phenomenon", each.measure)[row.name]
                assert (row.interval.estimate, row.gold) == (tally.recall, tally.recall_denominator)


def test_a_phenomenon_in_some_stories_has_an_interval(small: Small) -> None:
    (dates,) = (each for each in slices(small.runs[1].scores, STORY_OF) if each.measure == "dates.value")
    assert dates.rows[0].interval.estimate == 0.5
    assert dates.rows[0].interval.low is not None
    assert dates.rows[0].interval.low < 0.5


def test_a_table_of_types_adds_up_to_the_gold() -> None:
    counts = Counter({("A", "A"): 3, ("A", "B"): 1, ("A", ""): 2, ("B", "B"): 4, ("", "A"): 5, ("", "odd"): 9})
    found = confusion("entities", counts)
    assert found.types == ["A", "B"]
    rows = {name: [cell.number for cell in cells] for name, cells in found.rows}
    assert rows == {"A": [3, 1, 2], "B": [0, 4, 0], "": [5, 0]}
    assert [[cell.is_right for cell in cells] for _, cells in found.rows[:2]] == [
        [True, False, False],
        [False, True, False],
    ]


def test_a_cell_is_darker_the_greater_its_share_of_the_gold() -> None:
    counts = Counter({("A", "A"): 70, ("A", "B"): 29, ("A", ""): 1})
    (_, cells), *_ = confusion("entities", counts).rows
    assert cells[0].shade > cells[1].shade > cells[2].shade == 0


def test_types_that_are_mistaken_most_are_shown_where_there_are_many() -> None:
    counts = Counter({(f"T{n:02}", f"T{n:02}"): 100 for n in range(20)})
    counts["T03", "T17"] = 1
    found = confusion("events", counts)
    assert {"T03", "T17"} <= set(found.types)
    assert len(found.types) + found.left_out == 20


def test_places_taken_for_organisations_stand_in_the_page(small: Small) -> None:
    page = small.page(naming.system(small.runs[1].slug))
    table = page.xpath("//table[@class='confusion'][contains(caption, 'entities')]")[0]
    names = [cell.text_content() for cell in table.xpath("thead//th")]
    (row,) = (row for row in table.xpath("tbody/tr") if row.xpath("th")[0].text_content() == "GPE")
    cell = row.xpath("td")[names.index("ORG")]
    assert cell.text_content() == "12"
    assert cell.xpath("a/@href") == [
        f"../{naming.errors(small.runs[1].slug)}#entities-taken-for-another-type?gold=GPE&found=ORG"
    ]


def test_a_type_taken_for_another_has_its_items(small: Small) -> None:
    items = small.data(naming.error_data(small.runs[1].slug, "entities", errors_data.TAKEN, 1))
    assert [item["types"] for item in items] == [["GPE", "ORG"]] * 12
    assert [items[0][side]["id"] for side in ("gold", "predicted")] == ["e2", "e2"]
    (same,) = (
        item
        for item in small.data(naming.error_data(small.runs[1].slug, "entities", "type", 1))
        if (item["article"], item["gold"]["id"]) == (items[0]["article"], "e2")
    )
    assert items[0]["number"] == same["number"]


def test_failures_and_ungrounded_quotations_are_told(small: Small) -> None:
    text = small.page(naming.system(small.runs[1].slug)).text_content()
    assert invented.HOSTILE in text
    assert "game-0/a" in text
    assert "quotations not in the text12" in "".join(text.split("\n"))


def test_every_measure_has_its_row(small: Small) -> None:
    run = small.runs[0]
    rows = small.page(naming.system(run.slug)).xpath("//table[contains(@class, 'measures')]/tbody/tr/th/text()")
    assert rows == list(run.scores.numbers)
