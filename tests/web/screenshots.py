#!/usr/bin/env python3
"""screenshots.py BUILD: pictures of the main screens into docs/screenshots, of
the community that serendip-demo makes, after some weeks. By hand, not a test."""
import json
import os
import pathlib
import subprocess
import sys

from harness import runner
from harness.house import House

HERE = pathlib.Path(__file__).resolve().parent
WEEKS = 9
ANA = ("ana@example.org", "Ana Ferreira", {
    "domain": "agriculture/beekeeper", "languages": ["fr", "en", "pt"],
    "town": "annecy", "interests": ["opera", "mushrooms"],
    "offers": ["honey", "markets"], "seeks": ["bookkeeping", "carpentry"],
    "generation": "1980s",
    "free": [f"{day} 9-21" for day in "mon tue wed thu fri sat sun".split()]})
PITCH = ("I keep forty hives above Annecy. Ask me about bees, and about selling "
         "at markets; I look for someone who knows about books, of both kinds.")


def signed_in(house, address):
    someone = house.client()
    before = len(house.codes(address))
    attempt = someone.post("/v1/signin", {"email": address}).json["attempt"]
    someone.token = someone.post("/v1/signin/verify", {
        "attempt": attempt, "code": house.code(address, before)}).json["token"]
    return someone


def address_of(house, introduction, me):
    """A partner's, as the operator's own list of members has it."""
    return house.names[next(
        m["ref"] for group in house.groups(introduction["round"])[0]
        if group["introduction"] == introduction["id"]
        for m in group["members"] if m["id"] != me)]


def offered(ana):
    return [i for i in ana.get("/v1/me/introductions").json["introductions"]
            if i["state"] == "offered"]


def meet(house, ana, me):
    """Both say yes to this week's introduction, and meet; a week passes, and
    the calendar has its next round."""
    [one] = offered(ana)
    path = "/v1/introductions/" + one["id"]
    for who in (ana, signed_in(house, address_of(house, one, me))):
        who.post(path + "/response", {"accept": True})
    ana.post(path + "/outcome", {"met": "yes", "rating": 5})
    house.let_pass(days=7)
    runner.wait_for("the next introduction", lambda: offered(ana))


def main():
    build = os.path.abspath(sys.argv[1])
    tools = subprocess.run([HERE.parent / "harness/npm.sh", HERE, build],
                           capture_output=True, text=True, check=True)
    town = (runner.SOURCE / "docs/examples/town.yaml").read_text()
    house = House(build, community=town[town.index("attributes:"):],
                  web=build + "/web", start=False)
    house.config.write_text(house.config.read_text().replace(
        "The Test House", "La Passerelle"))
    house.start()
    demo = runner.new_folder()
    subprocess.run([house.program("serendip-demo"), "--seed", "1",
                    "--members", "300", "--dir", demo], check=True,
                   stdout=subprocess.DEVNULL)
    members = (demo / "members.csv").read_text()
    house.names = dict(line.split(",")[:2] for line in members.splitlines()[1:])
    house.import_people(members, (demo / "ties.csv").read_text())
    ana = house.join(*ANA, zone="Europe/Paris", pitch=PITCH)
    me = ana.get("/v1/me").json["id"]
    house.run_round()
    for _ in range(WEEKS):
        meet(house, ana, me)
    house.command("serendipctl", "members", "role", ANA[0], "operator")
    return subprocess.run(["node", HERE / "screenshots.mjs"], env={
        **os.environ, "TOOLS": tools.stdout.strip(), "TOKEN": ana.token,
        "HOUSE": json.dumps({"url": f"https://localhost:{house.port}",
                             "letters": "", "socket": "", "serendipctl": "",
                             "source": str(runner.SOURCE)})}).returncode


if __name__ == "__main__":
    sys.exit(main())
