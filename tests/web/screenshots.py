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


REPORTS = (
    ("spam", "A leaflet came with the first message, before we had met."),
    ("no_show", "I waited for forty minutes at the station, and wrote twice."),
    ("impersonation", "The pitch says nurse. On the telephone it was somebody "
     "who sells insurance, and asked what my mother has."))


def signed_in(house, address):
    # Thousands of letters leave here, and the code is in the newest.
    for letter in (house.folder / "letters").glob("*.eml"):
        letter.unlink()
    someone = house.client()
    attempt = someone.post("/v1/signin", {"email": address}).json["attempt"]
    someone.token = someone.post("/v1/signin/verify", {
        "attempt": attempt, "code": house.code(address)}).json["token"]
    return someone


def members_of(house, introduction):
    """As the operator's own list of members has them."""
    return next(group["members"]
                for group in house.groups(introduction["round"])[0]
                if group["introduction"] == introduction["id"])


def offered(someone):
    return [i for i in someone.get("/v1/me/introductions").json[
        "introductions"] if i["state"] == "offered"]


def said(answer):
    if answer.status >= 300:
        raise RuntimeError(answer)


def meet(house, ana, me):
    """All say yes to this week's introduction, and meet; a week passes, and
    the calendar has its next round."""
    [one] = offered(ana)
    path = "/v1/introductions/" + one["id"]
    said(ana.post(path + "/response", {"accept": True}))
    for m in members_of(house, one):
        if m["id"] != me:
            said(signed_in(house, house.names[m["ref"]]).post(
                path + "/response", {"accept": True}))
    said(ana.post(path + "/outcome", {"met": "yes", "rating": 5}))
    house.let_pass(days=7)
    runner.wait_for("the next introduction", lambda: offered(ana))


def report(house, ana, me):
    """What three members of this week's round report; one report is decided
    on already."""
    groups = house.groups(offered(ana)[0]["round"])[0]
    others = [group["members"] for group in groups
              if all(m["id"] != me for m in group["members"])]
    for (first, *_), category, text in zip(others, *zip(*REPORTS)):
        someone = signed_in(house, house.names[first["ref"]])
        [one] = offered(someone)
        said(someone.post("/v1/reports", {
            "introduction": one["id"], "category": category, "text": text,
            "handle": one["partners"][0]["handle"]}))
    newest, *_, oldest = house.operator.get(
        "/v1/operator/reports").json["reports"]
    said(house.operator.post(
        f"/v1/operator/reports/{oldest['id']}/decision", {
            "action": "dismiss", "words": "One leaflet is no harm. Please "
            "keep business for when somebody asks."}))
    return newest["id"]


def counted(house, operator):
    """Once the daemon has counted who met."""
    runner.wait_for("the community to be counted", lambda: [
        step for step in operator.get("/v1/operator/community").json[
            "steps"][-1:] if step["links"] >= WEEKS])


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
    met = [p for p in ana.get("/v1/me/diversity").json["people"]
           if p["tie"] == "met"]
    if len(met) < WEEKS:
        raise RuntimeError(f"{len(met)} met")
    eve = house.join("eve@example.org", "Eve Okoro", {
        "domain": "law/judge", "languages": ["en"]}, zone="Europe/Paris")
    house.command("serendipctl", "members", "role", "eve@example.org",
                  "operator")
    counted(house, eve)
    before = {"member": ana.token, "operator": eve.token,
              "round": offered(ana)[0]["round"],
              "report": report(house, ana, me)}
    return subprocess.run(["node", HERE / "screenshots.mjs"], env={
        **os.environ, "TOOLS": tools.stdout.strip(),
        "HOUSE": json.dumps({"url": f"https://localhost:{house.port}",
                             "letters": "", "socket": "", "serendipctl": "",
                             "source": str(runner.SOURCE),
                             "before": before})}).returncode


if __name__ == "__main__":
    sys.exit(main())
