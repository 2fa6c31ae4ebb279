#!/usr/bin/env python3
"""run.py BUILD NAME: NAME.mjs in a browser, against a house of its own that
serves the web client of the build."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from harness import runner
from harness.house import House, people_csv
from harness.steering import Steering

from before import BEFORE

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true,
    title: {en: What I do, fr: Ce que je fais}}
  languages: {type: tags, values: iso-639, required: true,
    title: {en: Languages I speak, fr: Langues que je parle}}
  interests: {type: tags, ideas: everyday,
    title: {en: What I like, fr: Ce que j’aime}}
  offers: {type: tags, ideas: everyday,
    title: {en: What I can give, fr: Ce que j’apporte}}
  seeks: {type: tags, title: {en: What I look for, fr: Ce que je cherche},
    same-words-as: offers}
  generation: {type: scale, shown: false, values: [1960s, 1980s, 2000s],
    title: {en: Born in the, fr: Né ou née dans les années}}
  free: {type: hours, title: {en: When I am free, fr: Quand je suis libre}}
pools:
  weekly:
    title: {en: Someone new every Monday, fr: Une rencontre chaque lundi}
    every: week
    at: Monday 10:00
    zone: Europe/Paris
    reveal: on_accept
    remind: none
    auto_join: true
    require: [differ domain level 1, share languages, unacquainted,
      rested 26 weeks]
"""


def main():
    build, name = os.path.abspath(sys.argv[1]), sys.argv[2]
    if shutil.which("chromium") is None or not os.path.isdir(build + "/web"):
        print("there is no chromium, or the web client is not built")
        return SKIPPED
    tools = subprocess.run([HERE.parent / "harness/npm.sh", HERE, build],
                           capture_output=True, text=True)
    if tools.returncode != 0:
        print(tools.stderr or "there is no npm")
        return tools.returncode
    web = runner.new_folder() / "web"  # its own: a test may change it
    shutil.copytree(build + "/web", web)
    house = House(build, community=COMMUNITY, web=web)
    house.import_people(people_csv(6))
    before = BEFORE.get(name, lambda _: None)(house)
    return subprocess.run(
        ["node", HERE / (name + ".mjs")], cwd=house.folder, env={
            **os.environ, "TOOLS": tools.stdout.strip(),
            "HOUSE": json.dumps({
                "url": f"https://localhost:{house.port}",
                "letters": str(house.folder / "letters"),
                "socket": str(house.folder / "operator.sock"),
                "serendipctl": house.program("serendipctl"),
                "config": str(house.config), "folder": str(house.folder),
                "steering": str(Steering(house).path),
                "web": str(web), "pid": house.process.pid,
                "source": str(runner.SOURCE), "before": before})}).returncode


if __name__ == "__main__":
    sys.exit(main())
