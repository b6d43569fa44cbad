"""From a story folder to the release and back; stand-off annotation; lint."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

import twicetold
from twicetold import corpus
from twicetold.cli import main
from twicetold.errors import InputError, MarkupError, UnknownNameError
from twicetold.gold import layers, link_lines
from twicetold.gold.build import CONFIGURATIONS, build, stale
from twicetold.gold.lint import lint
from twicetold.gold.prose import COPIED_RUN, runs
from twicetold.gold.source import Edition, read_edition, read_story, story_folders
from twicetold.ontology import ENTITY_TYPES, EVENT_TYPES, LAYERS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from twicetold.gold.lint import LintFinding

STORIES = Path(__file__).parents[1] / "dataset" / "stories"

SAMPLE = Path(__file__).parent / "data" / "stories"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a small gold set of one story, right in every layer."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "stories"))


def change(path: Path, edit: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


class TestSource:
    def test_a_folder_gives_a_story(self, folder: Path) -> None:
        story = read_story(folder / "mayor").story
        article = story.articles[0]
        assert (story.id, story.split, article.id, article.published) == ("mayor", "dev", "mayor/a", "2022-01-12")
        assert article.text == (SAMPLE / "mayor" / "a" / "text.txt").read_text(encoding="utf-8")
        assert article.gold is not None
        assert [twicetold.text_of(mention.span, article.text) for mention in article.gold.entities[0].mentions] == [
            "Mayor Ada Byron", "she", "she", "Byron",
        ]  # fmt: skip
        assert story.links.events[0].phenomena == ("granularity",)
        assert lint([read_story(folder / "mayor")]) == []

    def test_text_that_differs_is_refused(self, folder: Path) -> None:
        change(folder / "mayor" / "a" / "dates.txt", lambda source: source.replace("denied", "denyed"))
        with pytest.raises(InputError, match=r"dates.txt: .* differs at line 3: '.*denyed"):
            read_story(folder / "mayor")

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("entities a-e1 b:e1", "article:id"),
            ("same a:e1 b:e1", "'same' is none of"),
            ("AGREE a:c1", "joins two claims"),
            ("events a:v1 b:v1 #granular", "'granular' .*; it is one of relative-weekday, .*, granularity"),
            ("events a:v1 b:?", "Expected `str` matching"),
        ],
    )
    def test_a_faulty_link_is_shown_with_its_line(self, folder: Path, line: str, problem: str) -> None:
        (folder / "mayor" / "links.txt").write_text(f"\n{line}\n", encoding="utf-8")
        with pytest.raises(MarkupError, match=problem) as caught:
            read_story(folder / "mayor")
        assert caught.value.line == 2

    def test_faulty_metadata_is_refused_with_its_place(self, folder: Path) -> None:
        toml = folder / "mayor" / "story.toml"
        change(toml, lambda source: source.replace("2022-01-12T08:00:00Z", "yesterday"))
        with pytest.raises(InputError, match=r"story.toml: \[b\]: .*published"):
            read_story(folder / "mayor")
        toml.write_text("title = 3", encoding="utf-8")
        with pytest.raises(InputError, match=r"story.toml: needs an id"):
            read_story(folder / "mayor")
        toml.write_text("id = ", encoding="utf-8")
        with pytest.raises(InputError, match=r"story.toml"):
            read_story(folder / "mayor")

    def test_layers_that_are_missing_are_named_with_what_to_do(self, folder: Path) -> None:
        for layer in ("dates", "claims"):
            (folder / "mayor" / "b" / f"{layer}.txt").unlink()
        with pytest.raises(
            InputError, match=r"mayor: lacks b/dates.txt, b/claims.txt; a layer without marks is the text"
        ):
            read_story(folder / "mayor")

    def test_a_folder_without_stories_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"no story here; a story is a folder with a story.toml$"):
            story_folders(tmp_path)

    @pytest.mark.clone
    def test_a_story_that_is_given_by_its_name_is_told_to_be_a_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(STORIES.parents[1])
        with pytest.raises(InputError, match=r"a story is given as its folder, dataset/stories/kazakhstan-2022$"):
            story_folders(Path("kazakhstan-2022"))
        monkeypatch.chdir(tmp_path)
        with pytest.raises(InputError, match=f"a story is given as its folder, {STORIES}/kazakhstan-2022$"):
            story_folders(Path("kazakhstan-2022"))


class TestLint:
    def findings(self, folder: Path) -> list[LintFinding]:
        return lint([read_story(folder / "mayor")])

    @pytest.mark.parametrize(
        ("layer", "old", "new", "check", "words"),
        [
            ("entities", "[Mayor |Ada Byron|](e1) quit", "[Mayor |Ada Byron| ](e1)quit", "trim", "Mayor Ada Byron "),
            ("entities", "[she](e1 pro) said", "she said", "unmarked", "she"),
            ("entities", "[Mayor |Ada Byron|](e1) quit", "Mayor Ada [Byron](e1) quit", "unmarked", "Ada"),
            ("entities", "[she](e1 pro) said", "[she](e1) said", "head", "she"),
            ("entities", "[Mayor |Ada Byron|](e1)", "[Mayor Ada Byron](e1 nom)", "head", "Mayor Ada Byron"),
            ("dates", "on [Monday]", "[on Monday]", "preposition", "on Monday"),
            ("dates", "DATE  2022-01-10", "DATE  2022-01-11", "weekday", "Monday"),
            ("dates", "DATE  2022-01-10", "DATE  2022-01-03", "weekday", "Monday"),
            ("dates", "DATE  2022-01-10", "DATE  2022-1-10", "value", "Monday"),
            ("dates", "DATE  2022-01-10", "DURATION  2022-01-10", "value", "Monday"),
            ("dates", "DATE  2022-01-09", "DATE  2022-02-30", "value", "the day before"),
            ("claims", "[had denied](c3.cue) it", "had denied [it](c3.cue)", "cue", "denied"),
            ("claims", "c2  e1  DIRECT", "c2  e1  MIXED", "mode", "added"),
            ("claims", ',"](c2.content)', '](c2.content),"', "quotation", '"I am done with this town,"'),
            ("events", "Person=e1", "Person=d1", "sense", "v1"),
            ("dates", "  anchor=d1", "", "anchor", "the day before"),
            ("entities", "PER  Ada Byron", "PER  Ada Lovelace", "named", "Ada Lovelace"),
            ("events", "Person=e1  Time=d1", "Person=e1  Agent=e1  Time=d1", "argument", "quit"),
            (
                "events",
                "Mayor Ada Byron [quit]",
                "[Mayor Ada Byron](v1.Position) [quit]",
                "argument",
                "Mayor Ada Byron",
            ),
            ("events", "  Person=e1", "  Person=e1  #future-event", "tag", "quit"),
            ("claims", "c2  e1  DIRECT", "c2  -  DIRECT", "source", "she"),
            ("claims", "c3  e1  INDIRECT  DENIES", "c3  e1  INDIRECT  DENIES  in=c1", "nesting", "had denied"),
            ("entities", "[she](e1 pro) said", "[she](e1 pro #title-for-name) said", "tag", "she"),
        ],
    )
    def test_each_check_finds_what_it_is_for(
        self, folder: Path, layer: str, old: str, new: str, check: str, words: str
    ) -> None:
        change(folder / "mayor" / "a" / f"{layer}.txt", lambda source: source.replace(old, new))
        found = {(finding.check, finding.words) for finding in self.findings(folder)}
        assert (check, words) in found

    def test_a_name_marked_in_one_place_is_wanted_everywhere(self, folder: Path) -> None:
        path = folder / "mayor" / "a" / "entities.txt"
        change(path, lambda source: source.replace("[Mayor |Ada Byron|](e1)", "Mayor Ada Byron"))
        assert ("everywhere", "Byron") in {(finding.check, finding.words) for finding in self.findings(folder)}

    def test_a_trigger_marked_in_one_place_is_wanted_everywhere(self, folder: Path) -> None:
        for path in (folder / "mayor" / "a").iterdir():
            change(
                path,
                lambda source: (
                    source.replace("Byron](e1) had", "Byron](e1), who quit, had")
                    .replace("Byron had", "Byron, who quit, had")
                    .replace("[Byron](c3.source) [had", "[Byron](c3.source), who quit, [had")
                ),
            )
        assert [(finding.check, finding.words) for finding in self.findings(folder)] == [("everywhere", "quit")]

    def test_a_recorded_reason_answers_a_finding(self, folder: Path) -> None:
        path = folder / "mayor" / "a" / "claims.txt"
        change(path, lambda source: source.replace("c3  e1", "c3  -"))
        assert [finding.check for finding in self.findings(folder)] == ["source"]
        change(path, lambda source: source + "allow source Byron: a test\n")
        assert self.findings(folder) == []

    def test_spans_that_cross_are_found(self, folder: Path) -> None:
        change(
            folder / "mayor" / "a" / "dates.txt",
            lambda source: (
                source.replace("[Monday](d1), she said", "[Monday, [she](d3 +k)](d1)[ said](d3 +k)")
                + "d3  DATE  2022\n"
            ),
        )
        assert "crossing" in {finding.check for finding in self.findings(folder)}

    def test_words_copied_from_another_article_are_found(self, folder: Path) -> None:
        for letter in "ab":
            for path in (folder / "mayor" / letter).iterdir():
                change(path, lambda source: "All of these eight words are the same. " + source)
        assert {finding.check for finding in self.findings(folder)} == {"copied"}

    def test_what_has_neither_name_nor_role_nor_voice_is_found(self, folder: Path) -> None:
        change(
            folder / "mayor" / "b" / "entities.txt",
            lambda source: source.replace("a crowd", "[a |crowd|](e2 nom)") + "e2  PER  a crowd\n",
        )
        assert [(finding.check, finding.words) for finding in self.findings(folder)] == [("voice", "a crowd")]

    def test_a_source_that_holds_no_mention_of_its_entity_is_found(self, folder: Path) -> None:
        change(
            folder / "mayor" / "a" / "claims.txt",
            lambda source: source.replace(", [she](c1.source) [said]", ", she [said]").replace(
                "on Monday](c1.content)", "on](c1.content) [Monday](c1.source)"
            ),
        )
        assert ("source", "Monday") in {(finding.check, finding.words) for finding in self.findings(folder)}

    def test_a_claim_inside_another_says_so(self, folder: Path) -> None:
        path = folder / "mayor" / "b" / "claims.txt"
        inside = '["[Enough](c2.cue) is [enough for me](c2.content)."](c1.content)'
        change(path, lambda source: source.replace('["Enough is enough for me."](c1.content)', inside))
        change(path, lambda source: source + "c2  -  DIRECT  ASSERTS\n")
        assert [(finding.check, finding.words) for finding in self.findings(folder)] == [("nesting", "Enough")]
        change(path, lambda source: source.replace("c2  -  DIRECT  ASSERTS", "c2  -  DIRECT  ASSERTS  in=c1"))
        assert self.findings(folder) == []

    def test_an_answer_in_a_transcript_is_direct(self, folder: Path) -> None:
        for path in (folder / "mayor" / "b").iterdir():
            change(path, lambda source: "Ada: it rained.\n\n" + source)
        change(folder / "mayor" / "b" / "entities.txt", lambda source: source.replace("Ada: it", "[Ada](e1): it"))
        path = folder / "mayor" / "b" / "claims.txt"
        marked = "[Ada](c2.source)[:](c2.cue) [it rained.](c2.content)"
        change(path, lambda source: source.replace("Ada: it rained.", marked) + "c2  e1  DIRECT  ASSERTS\n")
        assert self.findings(folder) == []
        change(path, lambda source: source.replace("c2  e1  DIRECT", "c2  e1  INDIRECT"))
        assert [(finding.check, finding.words) for finding in self.findings(folder)] == [("mode", ":")]

    def test_a_date_that_a_recogniser_finds_is_wanted(self, folder: Path) -> None:
        def recognise(article: twicetold.Article) -> list[twicetold.Date]:
            places = (article.text.find(words) for words in ("Monday", "a"))
            return [twicetold.Date(f"d{at}", twicetold.span(at, at + 1), "DATE", "2022") for at in places]

        found = lint([read_story(folder / "mayor")], recognise)
        assert [(finding.check, finding.words) for finding in found] == [("recognised", "a")] * 2
        assert main(["gold", "lint", str(folder)]) == 0
        assert main(["gold", "lint", str(folder), "--recogniser", "none"]) == 0
        assert main(["gold", "lint", str(folder), "--recogniser", "nobody"]) == 2

    def test_a_contradiction_says_of_what_kind_it_is(self, folder: Path) -> None:
        links = folder / "mayor" / "links.txt"
        change(links, lambda source: source.replace("AGREE ", "CONTRADICT "))
        assert [(finding.check, finding.words) for finding in self.findings(folder)] == [("tag", "a:c1 b:c1")]
        change(links, lambda source: source.rstrip() + "  #contradiction-time\n")
        assert self.findings(folder) == []

    def test_linked_items_have_one_type(self, folder: Path) -> None:
        change(folder / "mayor" / "b" / "entities.txt", lambda source: source.replace("e1  PER", "e1  NORP"))
        assert "cluster" in {finding.check for finding in self.findings(folder)}

    def test_a_finding_is_written_with_file_and_line(self, folder: Path) -> None:
        change(folder / "mayor" / "a" / "dates.txt", lambda source: source.replace("2022-01-09", "soon"))
        (finding,) = self.findings(folder)
        assert str(finding).endswith("a/dates.txt:3: [value] 'the day before': soon is no value of a DATE")


class TestRelease:
    def test_the_release_in_this_checkout_is_fresh(self) -> None:
        sources = [read_story(path) for path in story_folders(STORIES)]
        stories = [source.story for source in sources]
        assert stale(stories, read_edition(STORIES), STORIES.parent / "data") == []
        assert lint(sources) == []

    def test_stories_come_back_from_parquet_as_they_went_in(self) -> None:
        sources = [read_story(path).story for path in story_folders(STORIES)]
        assert corpus.load() == sources
        assert corpus.gold_version().hash == corpus.content_hash(reversed(sources))

    def test_a_stale_release_is_noticed(self, folder: Path, tmp_path: Path) -> None:
        story = read_story(folder / "mayor").story
        build([story], Edition("1"), tmp_path / "data")
        assert stale([story], Edition("1"), tmp_path / "data") == []
        assert stale([story], Edition("2"), tmp_path / "data") == ["gold.json"]
        other = msgspec.structs.replace(story, title="Another")
        assert stale([other], Edition("1"), tmp_path / "data") == ["gold.json", "stories/dev-00000-of-00001.parquet"]
        moved = msgspec.structs.replace(story, split="test")
        assert "articles/dev-00000-of-00001.parquet" in stale([moved], Edition("1"), tmp_path / "data")
        build([moved], Edition("1"), tmp_path / "data")
        assert stale([moved], Edition("1"), tmp_path / "data") == []

    def test_an_edition_that_says_what_it_is_gets_a_croissant_file(self, folder: Path) -> None:
        about = 'canary = "a string that is nowhere else"\n[croissant]\nname = "mayors"\n'
        (folder / "about.toml").write_text(about, encoding="utf-8")
        assert main(["gold", "build", str(folder)]) == 0
        written = json.loads((folder.parent / "croissant.json").read_text(encoding="utf-8"))
        assert (written["name"], written["version"]) == ("mayors", "0")
        assert "nowhere else" in written["description"]
        assert "nowhere else" in (folder.parent / "data" / "gold.json").read_text(encoding="utf-8")
        assert main(["gold", "build", str(folder), "--check"]) == 0
        change(folder / "about.toml", lambda source: source.replace("mayors", "towns"))
        assert main(["gold", "build", str(folder), "--check"]) == 1
        (folder / "about.toml").write_text("canary = ", encoding="utf-8")
        assert main(["gold", "build", str(folder)]) == 3

    @pytest.mark.long
    @pytest.mark.filterwarnings("ignore")  # mlcroissant's own
    def test_croissant_is_valid_and_its_records_load(self) -> None:
        """As `mlcroissant validate` and `mlcroissant load` see it."""
        import mlcroissant  # noqa: PLC0415 - heavy

        dataset = mlcroissant.Dataset(jsonld=str(STORIES.parent / "croissant.json"))
        assert not dataset.metadata.issues.errors
        rows = {name: len(list(dataset.records(name))) for name in CONFIGURATIONS}
        stories = corpus.load()
        assert rows["stories"] == len(stories)
        assert rows["articles"] == sum(len(story.articles) for story in stories)
        golds = [article.gold for story in stories for article in story.articles if article.gold]
        assert rows["claims"] == sum(len(gold.claims) for gold in golds)

    def test_the_command_builds_and_checks_any_story_folders(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "VERSION").write_text("3.1\n", encoding="utf-8")
        assert main(["gold", "build", str(folder), "--check"]) == 1
        assert main(["gold", "build", str(folder)]) == 0
        assert main(["gold", "build", str(folder), "--check"]) == 0
        assert json.loads((folder.parent / "data" / "gold.json").read_text())["version"] == "3.1"
        assert main(["gold", "lint", str(folder)]) == 0
        capsys.readouterr()
        change(folder / "mayor" / "a" / "events.txt", lambda source: source.replace("Person=e1", "Person=e7"))
        assert main(["gold", "build", str(folder)]) == 1
        assert "e7" in capsys.readouterr().err
        assert main(["gold", "lint", str(folder), "--json"]) == 1
        assert json.loads(capsys.readouterr().out)[0]["check"] == "sense"

    def test_nothing_is_built_of_what_lint_finds_something_in(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change(folder / "mayor" / "a" / "claims.txt", lambda source: source.replace("c3  e1", "c3  -"))
        assert main(["gold", "build", str(folder)]) == 1
        shown = capsys.readouterr().err
        assert "1 finding; mend or allow what `twicetold gold lint` finds, then build" in shown
        assert "a/claims.txt:3: [source] 'Byron': is a mention of an entity, which is not given" in shown
        assert not (folder.parent / "data").exists()
        change(folder / "mayor" / "a" / "claims.txt", lambda source: source + "allow source Byron: a test\n")
        assert main(["gold", "build", str(folder)]) == 0


class TestStandoff:
    @pytest.fixture
    def detached(self, folder: Path) -> Path:
        toml = folder / "mayor" / "story.toml"
        for letter, headline in (("a", "She quits"), ("b", "Mayor out")):
            change(
                toml,
                lambda source, letter=letter, headline=headline: source.replace(  # type: ignore[misc]
                    f"[{letter}]", f'[{letter}]\nfile = "{letter}.txt"'
                ).replace(headline, "Byron"),
            )
        output = folder.parent / "mayor.json"
        assert main(["gold", "detach", str(folder / "mayor"), "-o", str(output)]) == 0
        return output

    @pytest.fixture
    def texts(self, folder: Path) -> Path:
        texts = folder.parent / "texts"
        texts.mkdir()
        for letter in "ab":
            shutil.copy(folder / "mayor" / letter / "text.txt", texts / f"{letter}.txt")
        return texts

    def test_no_text_is_in_it_and_with_the_text_it_is_the_story_again(
        self, detached: Path, texts: Path, folder: Path, tmp_path: Path
    ) -> None:
        assert "leaving" not in detached.read_text()
        assert "denied" not in detached.read_text()
        again = tmp_path / "again" / "mayor"
        assert main(["gold", "attach", str(detached), "--texts", str(texts), "-o", str(again)]) == 0
        before, after = read_story(folder / "mayor").story, read_story(again).story
        assert after == msgspec.structs.replace(before, links=twicetold.Links())
        assert main(["gold", "attach", str(detached), "--texts", str(texts), "-o", str(again)]) == 3

    def test_another_text_is_refused_with_the_reason(
        self, detached: Path, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (texts / "a.txt").write_bytes((texts / "a.txt").read_bytes().replace(b"\n", b"\r\n"))
        assert main(["gold", "attach", str(detached), "--texts", str(texts), "-o", str(tmp_path / "x")]) == 3
        assert "a.txt: not the text that was annotated: its SHA-256 is" in capsys.readouterr().err

    def test_a_headline_that_is_not_in_the_text_may_not_be_given_away(self, folder: Path, tmp_path: Path) -> None:
        assert main(["gold", "detach", str(folder / "mayor"), "-o", str(tmp_path / "x.json")]) == 3

    def test_the_project_holds_no_text_of_the_published_report(self) -> None:
        (story,) = corpus.standoff_stories()
        (article,) = story.articles
        assert article.gold.entities
        assert article.gold.claims
        names = [entity.name for entity in article.gold.entities]
        assert max(len(name.split()) for name in names) < 10

    def test_hydrating_wants_a_folder_with_the_text(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="holds none of the texts"):
            corpus.hydrate(tmp_path)
        with pytest.raises(InputError, match="not a folder"):
            corpus.hydrate(tmp_path / "nowhere")
        (story,) = corpus.standoff_stories()
        (tmp_path / story.articles[0].file).write_text("something else", encoding="utf-8")
        with pytest.raises(InputError, match="not the text that was annotated"):
            corpus.hydrate(tmp_path)

    def test_the_published_report_is_scored_where_its_text_is_at_hand(self) -> None:
        seed = twicetold.data_root().parent / "shared" / "seed"
        if not seed.is_dir():
            pytest.skip("the published report is not here")
        (story,) = corpus.hydrate(seed)
        (article,) = story.articles
        assert article.text[article.gold.dates[0].span[0].start :].startswith("Jan 10, 2022")  # type: ignore[union-attr]
        assert article.headline.startswith("Kazakhstan president")


def test_load_knows_its_splits() -> None:
    assert {story.split for story in corpus.load("train")} == {"train"}
    with pytest.raises(UnknownNameError, match="Did you mean 'train'"):
        corpus.load("trian")


def test_the_guidelines_define_every_type_and_role() -> None:
    guidelines = (STORIES.parent / "GUIDELINES.md").read_text(encoding="utf-8")
    for name in ENTITY_TYPES:
        assert f"| {name} |" in guidelines
    for event_type in EVENT_TYPES:
        roles = ROLES[event_type]
        (row,) = [line for line in guidelines.splitlines() if line.startswith(f"| {event_type} |")]
        named = {part.strip().partition(" ")[0] for part in row.split("|")[4].split("),")}
        assert named == set(roles) - {"Time", "Place"}, event_type


def test_both_raw_passes_are_kept_and_are_of_the_text_that_is_there_now() -> None:
    texts = {path.parent: path.read_text(encoding="utf-8") for path in STORIES.parent.glob("*/*/?/text.txt")}
    by_article = {(folder.parent.name, folder.name): text for folder, text in texts.items()}
    passes = [
        {
            (article.id.partition("/")[0], article.id.partition("/")[2]): article.text
            for folder in story_folders(STORIES.parent / "passes" / number)
            for article in read_story(folder).story.articles
        }
        for number in ("1", "2")
    ]
    for found in passes:
        assert {article: by_article[article] for article in found} == found
    for source in map(read_story, story_folders(STORIES)):
        for letter in source.articles:
            assert all((source.story.id, letter) in found for found in passes)


def test_no_two_articles_share_a_run_of_eight_words() -> None:
    seen: dict[tuple[str, ...], Path] = {}
    for path in sorted(STORIES.glob("*/?/text.txt")):
        for run in runs(path.read_text(encoding="utf-8"), COPIED_RUN):
            assert seen.setdefault(run, path) == path, run


def test_every_layer_file_is_in_its_normal_form() -> None:
    """As the harness writes it, so that a diff shows what was changed and nothing else."""
    for source in map(read_story, story_folders(STORIES)):
        for letter in source.articles:
            for name in LAYERS:
                path = source.folder / letter / f"{name}.txt"
                text = path.read_text(encoding="utf-8")
                layer = layers.read(name, text, path)
                assert layers.write(name, layer.text, layer.items, layer.allowances) == text, path
        text = (source.folder / "links.txt").read_text(encoding="utf-8")
        assert link_lines.tidied(text, {}) == text, source.folder
