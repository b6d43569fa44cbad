"""The commands, as they are typed."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import twicetold
from twicetold import schema
from twicetold.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed"
ARTICLES = sum(len(story.articles) for story in twicetold.load("train"))
TEST_ARTICLES = sum(len(story.articles) for story in twicetold.load("test") or twicetold.load())


@pytest.fixture(scope="module")
def run_of_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the rules on train."""
    folder = tmp_path_factory.mktemp("rules") / "r"
    assert main(["run", "rules", "--split", "train", "-o", str(folder)]) == 0
    return folder


@pytest.fixture
def r(run_of_rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lay a run of the rules on train into the folder where a test works, as `r`."""
    shutil.copytree(run_of_rules, "r")
    capsys.readouterr()


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def test_run_scores_and_leaves_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rules", "--split", "train"]) == 0
    shown = capsys.readouterr()
    for words in ("entities", "dates", "events", "claims", "argument.class", f"{ARTICLES} articles", "gold:"):
        assert words in shown.out
    folder = Path(shown.err.strip().rpartition("run folder: ")[2])
    assert folder.match("runs/rules-2-*")
    assert sorted(path.name for path in folder.iterdir() if path.name != ".lock") == [
        "predictions.jsonl",
        "run.json",
        "scores.json",
    ]
    assert main(["validate", str(folder / "run.json"), str(folder / "predictions.jsonl")]) == 0


def test_score_gives_the_numbers_of_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "rules", "--split", "train", "-o", "r", "--json"])
    ran = json.loads(out(capsys))
    assert ran == json.loads(Path("r/scores.json").read_text())
    assert main(["score", "r", "--split", "train", "--json"]) == 0
    assert json.loads(out(capsys)) == ran
    assert main(["score", "r/predictions.jsonl", "--split", "train", "--by", "type"]) == 0
    assert "Justice.ArrestJail" in out(capsys)


@pytest.mark.usefixtures("r")
def test_errors_are_written_item_by_item(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "r", "--split", "train", "--errors", "e.jsonl"]) == 0
    assert "wrong role" in out(capsys)
    errors = [json.loads(line) for line in Path("e.jsonl").read_text().splitlines()]
    texts = {article.id: article.text for story in twicetold.load("train") for article in story.articles}
    for error in errors:
        for side in ("gold", "predicted"):
            parts = error.get(side, {}).get("span", [])
            words = " ".join(texts[error["article"]][part["start"] : part["end"]] for part in parts)
            assert words == error.get(side, {}).get("text", "")
    assert main(["score", "r", "--errors", "no/such/folder/e.jsonl"]) == 3


def test_tallies_are_written_article_by_article(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "rules", "--split", "dev", "-o", "r"])
    capsys.readouterr()
    assert main(["score", "r", "--split", "dev", "--tallies", "t.jsonl", "--json"]) == 0
    scores = json.loads(out(capsys))
    rows = [json.loads(line) for line in Path("t.jsonl").read_text().splitlines()]
    for name, found in scores["measures"].items():
        own = [row["tally"] for row in rows if row["measure"] == name and not row["facet"]]
        assert found.get("tally", [0] * 4) == [math.fsum(row[place] for row in own) for place in range(4)]
    assert {row["unit"] for row in rows} >= {
        article.id for story in twicetold.load("dev") for article in story.articles
    }


@pytest.mark.usefixtures("r")
def test_slices_say_what_they_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "r", "--split", "train", "--by", "length"]) == 0
    assert "250 to 499 words" in out(capsys)
    main(["score", "r", "--split", "train", "--by", "phenomenon"])
    assert "gold is restricted to what shows it" in out(capsys)


@pytest.mark.usefixtures("r")
def test_resampling_is_in_the_signature(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--resamples", "50", "--seed", "7", "--interval", "bca"]
    assert main(["score", "r", "--split", "train", *options]) == 0
    assert "resamples:50|seed:7|interval:bca" in out(capsys)
    assert main(["score", "r", "--split", "train", "--singletons", "removed", "--all"]) == 0
    assert "singletons:removed" in out(capsys)
    assert main(["score", "r", "--resamples", "0"]) == 3


@pytest.mark.usefixtures("r")
def test_compare_tests_two_systems(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.jsonl").write_text('{"article": "kazakhstan-2022/a", "extraction": {}}\n')
    capsys.readouterr()
    assert main(["compare", "r", "p.jsonl", "--split", "train"]) == 0
    shown = out(capsys)
    assert "r  against  p.jsonl" in shown
    assert f"p.jsonl: {ARTICLES - 1} articles without a prediction" in shown
    assert main(["compare", "r", "r", "--split", "train", "--json"]) == 0
    assert json.loads(out(capsys))["dates.value"]["randomisation_p"] == 1


def test_an_article_without_a_prediction_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.jsonl").write_text('{"article": "kazakhstan-2022/a", "extraction": {}}\n')
    assert main(["score", "p.jsonl", "--split", "train"]) == 0
    assert f"{ARTICLES} articles, {ARTICLES - 1} without a prediction, counted as empty" in out(capsys)


def test_score_calls_a_file_as_validate_does(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.jsonl").write_text('{"article": "kazakhstan-2022/a", "extraction": {"dates": [1]}}\n')
    assert main(["validate", "p.jsonl"]) == 1
    (fault,) = out(capsys).splitlines()
    assert fault.startswith("p.jsonl:1: /extraction/dates/0: ")
    assert main(["score", "p.jsonl", "--split", "train"]) == 1
    assert capsys.readouterr().err == f"twicetold: {fault}\n"


def test_a_part_of_a_release_without_texts_is_no_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rules", "--corpus", str(twicetold.data_root() / "dataset" / "data" / "stories")]) == 3
    assert "give the folder that holds `articles` and `stories`" in capsys.readouterr().err


def test_predictions_for_other_stories_altogether_are_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.jsonl").write_text('{"article": "kazakhstan-2022/a", "extraction": {}}\n')
    assert main(["score", "p.jsonl", "--split", "dev"]) == 3
    assert "p.jsonl: predicts nothing for the articles of split dev; choose" in capsys.readouterr().err


def test_a_failing_system_makes_the_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.py").write_text("class Bad:\n name = version = 'bad'\n def extract(self, a): return {'x': 1}\n")
    assert main(["run", "bad.py:Bad", "--split", "train"]) == 1
    assert "failed: kazakhstan-2022/a: invalid extraction" in capsys.readouterr().err


def test_extract_prints_a_valid_extraction_of_ones_own_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.txt").write_text(
        "Police arrested Ada Byron in London last Wednesday, the government said.", encoding="utf-8"
    )
    assert main(["extract", "rules", "t.txt", "--published", "2022-01-10"]) == 0
    found = json.loads(out(capsys))
    assert list(schema.errors(found, "extraction")) == []
    assert found["dates"][0]["value"] == "2022-01-05"
    assert found["events"][0]["type"] == "Justice.ArrestJail"
    assert main(["extract", "rules", "t.txt", "--published", "Monday"]) == 3
    assert "write a date as 2022-01-10" in capsys.readouterr().err
    assert main(["extract", "rules", "t.txt", "--published", "2022-13-01"]) == 3
    assert "write a date as 2022-01-10" in capsys.readouterr().err
    assert main(["extract", "rules", "none.txt", "--published", "2022-01-10"]) == 3
    Path("bad.py").write_text("class Bad:\n name = version = 'bad'\n def extract(self, a): return 1 / 0\n")
    capsys.readouterr()
    assert main(["extract", "bad.py:Bad", "t.txt", "--published", "2022-01-10"]) == 3
    assert capsys.readouterr().err == "twicetold: text/a: ZeroDivisionError: division by zero\n"


@pytest.mark.skipif(not SEED.is_dir(), reason="the published report is not here")
def test_the_published_report(capsys: pytest.CaptureFixture[str]) -> None:
    (text,) = SEED.glob("*.txt")
    assert main(["extract", "rules", str(text), "--published", "2022-01-10"]) == 0
    found = json.loads(out(capsys))
    words = text.read_text(encoding="utf-8")

    def quoted(places: list[dict[str, int]]) -> str:
        return " ".join(words[place["start"] : place["end"]] for place in places)

    people = {entity["id"]: entity.get("name", "") for entity in found["entities"] if entity["type"] == "PER"}
    assert "Kassym-Jomart Tokayev" in people.values()
    assert {date["value"] for date in found["dates"] if quoted(date["span"]) == "last Wednesday"} == {"2022-01-05"}
    arrests = [event for event in found["events"] if event["type"] == "Justice.ArrestJail"]
    persons = {people[item["filler"]] for event in arrests for item in event["arguments"] if item["role"] == "Person"}
    assert "Karim Massimov" in persons
    sources = {people.get(claim.get("source_entity"), "") for claim in found["claims"]}
    assert "Akezhan Kazhegeldin" in sources
    assert main(["run", "rules", "--texts", str(SEED)]) == 0
    assert f"{TEST_ARTICLES + 1} articles" in out(capsys)


@pytest.mark.usefixtures("r")
def test_show_marks_gold_and_prediction(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "kazakhstan-2022/a", "--prediction", "r", "--layer", "entities"]) == 0
    shown = out(capsys)
    assert "entities: gold" in shown
    assert "entities: prediction" in shown
    assert "✗" in shown
    assert main(["show", "kazakhstan-2022"]) == 0
    both = out(capsys)
    assert "kazakhstan-2022/a" in both
    assert "kazakhstan-2022/b" in both
    assert "✗" not in both
    assert main(["show", "kazakhstan-2023"]) == 2
    assert "Did you mean 'kazakhstan-2022'?" in capsys.readouterr().err


def test_a_concordance_obeys_no_name_in_the_gold(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "stories", "stories")
    file = Path("stories/mayor/a/entities.txt")
    file.write_text(file.read_text().replace("PER  Ada Byron", "PER  Ada\x1b[31m Byron"))
    assert main(["gold", "concordance", "PER", "stories", "--label"]) == 0
    shown = out(capsys)
    assert "e1 PER NAM Ada\u241b[31m Byron" in shown
    assert "\x1b" not in shown


def test_systems_and_info(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["systems"]) == 0
    assert "the lower bound, in all layers" in out(capsys)
    assert main(["systems", "--json"]) == 0
    rules = next(each for each in json.loads(out(capsys)) if each["name"] == "rules")
    assert rules["object"] == "twicetold_baselines.rules:Rules"
    assert rules["package"] == "twicetold"
    assert rules["missing"] is None
    assert main(["info", "--json"]) == 0
    facts = json.loads(out(capsys))
    assert facts["twicetold"] == twicetold.__version__
    assert len(facts["gold sha256"]) == 64
    assert main(["info"]) == 0
    assert facts["gold sha256"] in out(capsys)


class TestValidate:
    def test_every_fault_is_printed_with_its_place(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("story.json").write_text(
            '{\n "id": "s",\n "articles": [\n  {"id": "s/a",\n   "published": "today"}\n ]\n}'
        )
        assert main(["validate", "story.json"]) == 1
        shown = capsys.readouterr()
        assert sorted(line.partition(": ")[0] for line in shown.out.splitlines()) == [
            "story.json:1",
            "story.json:4",
            "story.json:5",
        ]
        assert "story.json:5: /articles/0/published" in shown.out
        assert shown.err == "1 file: 3 faults\n"

    def test_sense_is_checked_against_the_text_where_it_is_known(self, capsys: pytest.CaptureFixture[str]) -> None:
        date = {"id": "d1", "type": "DATE", "value": "2022", "span": [{"quote": "no such words"}]}
        far = {**date, "span": [{"start": 0, "end": 10**6}]}
        lines = [
            {"article": "kazakhstan-2022/a", "extraction": {"dates": [date]}},
            {"article": "kazakhstan-2022/b", "extraction": {"dates": [far]}},
            {"article": "unknown/a", "extraction": {"dates": [date]}},
            {"article": "unknown/b", "extraction": {"dates": [{**far, "anchor": "d7"}]}},
        ]
        Path("p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        assert main(["validate", "p.jsonl", "--json"]) == 1
        found = {(item["line"], item["pointer"]) for item in json.loads(out(capsys))}
        assert found == {(1, "/extraction"), (2, "/extraction/dates/0/span/0"), (4, "/extraction/dates/0/anchor")}

    def test_gold_has_offsets(self, capsys: pytest.CaptureFixture[str]) -> None:
        gold = {"dates": [{"id": "d1", "type": "DATE", "value": "2022", "span": [{"quote": "x"}]}]}
        Path("a.json").write_text(json.dumps({"id": "s/a", "text": "x", "published": "2022-01-01", "gold": gold}))
        assert main(["validate", "a.json"]) == 1
        assert "gold has offsets, not quotations" in out(capsys)

    def test_a_file_that_is_not_there_or_not_text_is_an_input_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "none.json"]) == 3
        assert capsys.readouterr().err == "twicetold: none.json: No such file or directory\n"
        Path("b.json").write_bytes(b"\xff\xfe")
        assert main(["validate", "b.json"]) == 3


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run"], ["run", "rules", "--split", "all", "--nonsense"]])
def test_bad_usage_is_exit_code_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: twicetold")


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert name in out(capsys)


def test_output_into_a_closed_pipe_ends_quietly() -> None:
    program = f"{sys.executable} -m twicetold show kazakhstan-2022 | head -1"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kazakhstan-2022/a")
    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {
        **os.environ,
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "",
    }
    command = [sys.executable, "-m", "twicetold", "show", "kazakhstan-2022/b", "--layer", "dates"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "• On [Saturday]" in done.stdout.decode("utf-8")


def test_piped_output_has_no_colour_and_no_control_characters() -> None:
    done = subprocess.run([sys.executable, "-m", "twicetold", "info"], capture_output=True, text=True, check=True)
    assert "\x1b" not in done.stdout
