#!/usr/bin/python3
"""What store/schema/generate refuses, and where it says it is."""
import os
import re
import shutil
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILE = "store/schema/person.schema"
failed = []

CONTRADICTIONS = [  # what is changed in FILE, into what; what is said
    ("merge:one forget:row tell:below ", "forget:row tell:below ", "is a person: merge: what?"),
    ("merge:moves forget:row tell:below", "merge:moves tell:below", "is a person: forget: what?"),
    ("merge:moves forget:row tell:program", "merge:moves forget:row", "is a person: tell: what?"),
    ("sealed optional forget:below", "sealed optional", "is sealed: forget: how?"),
    ("-> site optional", "-> sight optional", "no table 'sight'"),
    ("merge:one forget:below", "merge:moves forget:below", "cannot just move"),
    ("merge:moves forget:row", "merge:one forget:row", "part of no key"),
    ("forget last name phone", "forget last name", "names phone"),
    ("forget last name phone site_said", "forget last name phone site_said trade", "forget:below belongs here"),
    ("forget last --", "forget soon --", "forget: when?"),
    ("tell 20 name", "tell 30 name", "told already"),
    ("keep reveal", "keep revealed", "nothing keeps 'revealed'"),
    (":before limit", ":behind limit", ":behind is not known here"),
    ("select day(registered_at)", "select day(registred_at)", "no such column: registred_at"),
    ("= chat ", "= talk ", "'talk' is none of its words"),
    ("registered_at  moment", "registered_on  moment", "the name of a moment is at"),
    ("moment optional", "instant optional", "no type 'instant'"),
    ("-- first heard of", "", "Words after -- are missing"),
    ("keyed optional of unseal(name)", "keyed optional", "says of what"),
]


def generate(folder):
    return subprocess.run([folder + "/store/schema/generate", folder + "/out"], capture_output=True, text=True)


def check(what, good, why=""):
    print(f"{'ok' if good else 'not ok'} - {what}")
    if not good:
        failed.append(what)
        print("# " + why.replace("\n", "\n# "))


def refused(text, old, new, said):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(TOP + "/store/schema", folder + "/store/schema")
        at = text.index(old)
        line = text[:at].count("\n") + 1
        with open(f"{folder}/{FILE}", "w", encoding="utf-8") as f:
            f.write(text[:at] + new + text[at + len(old):])
        r = generate(folder)
        where = re.match(r"store/schema/\w+\.schema:(\d+): ", r.stderr)
        check(f"refused: {said}", r.returncode == 1 and said in r.stderr and where is not None,
              f"line {line}: {r.stderr}")


def main():
    text = open(f"{TOP}/{FILE}", encoding="utf-8").read()
    with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
        made = [subprocess.run([TOP + "/store/schema/generate", out], capture_output=True, text=True) for out in (a, b)]
        same = all(open(f"{a}/{n}").read() == open(f"{b}/{n}").read() for n in os.listdir(a))
        check("twice the same", made[0].returncode == 0 and same and len(os.listdir(a)) == 4, made[0].stderr)
    for old, new, said in CONTRADICTIONS:
        refused(text, old, new, said)
    print(f"1..{1 + len(CONTRADICTIONS)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
