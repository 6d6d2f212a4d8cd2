#!/usr/bin/python3
"""Every figure of the report, counted by the program and once more by tests/figures.sql, agrees after stories of
all subjects; TEST_LONG: after every story there is."""
import glob
import os
import subprocess

from gateway import BINARY, LONG, main

HERE = os.path.dirname(os.path.abspath(__file__))
STORIES = ("s33", "s35", "s37", "report-", "visits", "task-done", "ride-to", "onsite", "window", "publicity", "quiz-answers",
           "meeting-day", "case-withdrawn", "case-staff-merges")


def test_figures_agree_with_the_script():
    where = os.path.join(HERE, "..", "stories")
    long = LONG
    files = [f for f in sorted(glob.glob(os.path.join(where, "**", "*.story"), recursive=True)) if long or os.path.basename(f).startswith(STORIES)]
    assert len(files) > 30, files
    r = subprocess.run([BINARY, "stories", "--figures", os.path.join(HERE, "..", "figures.sql")] + files,
                       capture_output=True, text=True)
    assert r.returncode == 0, "\n".join(line for line in r.stdout.splitlines() if not line.startswith("ok"))


if __name__ == "__main__":
    main(dict(globals()))
