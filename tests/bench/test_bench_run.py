"""The benchmarks: one that fails is told and the others still run; the same seed gives the same cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import cases, run
from packgen.case.load import load_case


def test_a_benchmark_that_fails_is_told_and_the_others_still_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit(3)", "utf-8")
    (tmp_path / "chatty.py").write_text("print('hello')", "utf-8")
    (tmp_path / "listed.py").write_text("print('[1]')", "utf-8")
    (tmp_path / "good.py").write_text("import json, sys; print(json.dumps({'words': sys.argv[1:]}))", "utf-8")
    results, failures = run.run_all(tmp_path, ("broken", "absent", "chatty", "listed", "good"))
    assert results == {"good": {"words": ["--json"]}}
    assert list(failures) == ["broken", "absent", "chatty", "listed"]
    assert failures["broken"] == "it ended with code 3"
    assert "chatty failed: it did not print one JSON object" in capsys.readouterr().out


@pytest.mark.parametrize(("failing", "code"), [(False, 0), (True, 1)])
def test_the_exit_code_says_whether_all_ran_and_what_was_found_is_kept(
    failing: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "build.py").write_text('print(\'{"milliseconds_a_case": {"1": 2.5, "10": 1.5}}\')', "utf-8")
    (tmp_path / "merge.py").write_text("raise SystemExit(1)" if failing else "print('{}')", "utf-8")
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr("sys.argv", ["run.py", "merge", "build"])
    with pytest.raises(SystemExit) as ended:
        run.main()
    assert ended.value.code == code
    assert ("merge failed" in capsys.readouterr().err) is failing
    assert json.loads((tmp_path / "results.json").read_text("utf-8"))["build"]["milliseconds_a_case"]["10"] == 1.5
    assert (tmp_path / "milliseconds_a_case.png").exists()


def test_the_same_seed_gives_the_same_cases_and_each_is_a_case_of_its_own(tmp_path: Path) -> None:
    first, second = cases.write_cases(tmp_path / "a", 12), cases.write_cases(tmp_path / "b", 12)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    loaded = [load_case(path).case for path in first]
    assert len({case.case.reference for case in loaded}) == 12
    assert len({case.meetings[0].date for case in loaded}) > 4
    other = cases.write_cases(tmp_path / "c", 12, seed=2)
    assert [path.read_bytes() for path in other] != [path.read_bytes() for path in first]
