#!/usr/bin/python3
"""xiaodeng replay: two packs over the same messages."""
import os
import shutil
import subprocess
import tempfile

from gateway import BINARY, ROOT, main


class Desk:
    """Two packs and a file of messages in a folder of their own."""

    def __enter__(self):
        self.dir = tempfile.mkdtemp()
        self.write("config.ini", "[bot]\npack = old\n")
        self.pack("old", "充电", "station.find")
        self.pack("new", "充电|换电", "station.find")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir)

    def write(self, name, text):
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def pack(self, folder, rule, name):
        self.write(folder + "/a.ini",
                   "[pack]\nname = 小灯\n[slot service]\ncharging = 充电 换电\n[intent %s]\nwhere = GP\nslots = service\n"
                   "rule = %s\nexample = 充电\n" % (name, rule))

    def replay(self, lines, *more):
        self.write("said.txt", "".join(line + "\n" for line in lines))
        arguments = more or ("said.txt", "--pack", "new")
        return subprocess.run([BINARY, "replay", "-c", "config.ini", *arguments], cwd=self.dir, capture_output=True,
                              text=True, encoding="utf-8", timeout=60)


def test_plain_lines():
    with Desk() as d:
        r = d.replay(["哪里充电", "哪里换电", "", "# 换电", "G\t小灯 换电", "G\t换电"])
        assert r.returncode == 0, r
        assert r.stdout.splitlines() == [
            "changed\tnone\tstation.find service=charging\t哪里换电",
            "changed\tnone\tstation.find service=charging\t小灯 换电",
            "# 4 lines, 2 differ",
        ], r.stdout


def test_labelled_lines():
    with Desk() as d:
        r = d.replay(["station.find\tservice=charging\tP\t哪里换电", "station.find\t\tP\t哪里充电",
                      "station.find\t\tG\t换电"])
        assert r.returncode == 0, r
        assert [line.split("\t")[0] for line in r.stdout.splitlines()] == [
            "better", "better", "# 3 lines, 2 differ; of 3 labelled 1 were right, 3 are; 2 better, 0 worse"], r.stdout


def test_worse_fails():
    with Desk() as d:
        r = d.replay(["none\t\tP\t哪里换电", "none\t\tG\t换电"])
        assert r.returncode == 1, r
        assert r.stdout.splitlines()[0] == "worse\tnone\tstation.find service=charging\t哪里换电", r.stdout
        assert r.stdout.splitlines()[-1].endswith("0 better, 1 worse"), r.stdout


def test_slots_count():
    with Desk() as d:
        d.write("new/b.ini", "[slot other]\nas = service\nswap = 换电\n")
        d.write("new/a.ini", open(os.path.join(d.dir, "new/a.ini"), encoding="utf-8").read().replace(
            "charging = 充电 换电", "charging = 充电\nswap = 换电"))
        d.pack("old", "充电|换电", "station.find")
        r = d.replay(["station.find\tservice=charging\tP\t哪里换电"])
        assert r.returncode == 1 and r.stdout.startswith("worse\tstation.find service=charging\tstation.find service=swap\t")


def test_same_pack_says_nothing():
    r = subprocess.run([BINARY, "replay", "-c", "config.example.ini", "tests/understanding/own.tsv", "--pack",
                        "dialogs/zh-CN"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert r.returncode == 0 and r.stdout.count("\n") == 1 and " 0 differ" in r.stdout, r


def test_what_cannot_be():
    with Desk() as d:
        assert d.replay([], "said.txt").returncode == 2
        assert d.replay([], "--pack", "new").returncode == 2
        assert d.replay([], "nothing.txt", "--pack", "new").returncode == 1
        r = d.replay(["充电"], "said.txt", "--pack", "nowhere")
        assert r.returncode == 1 and "nowhere" in r.stderr, r
        d.write("new/a.ini", "[intent x]\nrule = (\n")
        r = d.replay(["充电"])
        assert r.returncode == 1 and "new/a.ini:2:" in r.stderr, r


if __name__ == "__main__":
    main(dict(globals()))
