"""test_tour.py - docs/tour.md says what the bot says."""
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main():
    program = os.environ.get("XIAODENG", os.path.join(TOP, "build", "xiaodeng"))
    run = subprocess.run([os.path.join(TOP, "tests", "tour"), program], capture_output=True, text=True)

    print("1..1")
    print("ok 1 - the tour is what its stories tell" if run.returncode == 0
          else "not ok 1 - the tour is what its stories tell (`make tour` prints it anew)")
    for line in (run.stdout + run.stderr).splitlines():
        print("# " + line)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
