"""Members who were introduced to each other propose hours, answer them, and get
letters and calendars of it."""
import datetime
import json
import subprocess
import unittest

from . import runner
from .house import House

THEMES = ["places", "beginnings", "play"]
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
  interests: {type: tags}
  gives: {type: tags}
  wants: {type: tags, same-words-as: gives}
  secret: {type: tags, shown: false}
  free: {type: hours}
pools:
  weekly:
    reveal: at_once
    themes: [%s]
    require: [differ domain level 1, complement gives wants]
  slow:
    require: [differ domain level 1]
  wide:
    size: 3
    reveal: at_once
    require: [differ domain level 1]
  many:
    size: 12
    reveal: at_once
""" % ", ".join(THEMES)


def utc(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Meetings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY)
        cls.count = 0

    def member(self, place, name, pool="weekly", **more):
        type(self).count += 1
        attributes = {"domain": ("health/nurse", "arts/musician",
                                 "building/carpenter")[place],
                      "languages": ["en"], "gives": ["bees", "sums"],
                      "wants": ["bees", "sums"], **more.pop("attributes", {})}
        client = self.house.join(f"m{self.count}@example.org", name,
                                 attributes, **more)
        client.address = f"m{self.count}@example.org"
        if pool:
            joined = client.put(f"/v1/pools/{pool}/membership", {})
            self.assertEqual(joined.status, 200, joined)
        return client

    def pair(self, pool="weekly", **more):
        """Two members of a pool of their own time, and their introduction."""
        ana = self.member(0, "Ana", pool, zone="Europe/London", **more)
        bo = self.member(1, "Bo", pool, zone="Europe/Paris", language="fr",
                         **more)
        return ana, bo, self.introduce(pool, ana, bo)

    def introduce(self, pool, *members):
        self.house.run_round(pool)
        for member in members:  # nobody else of the pool's is drawn again
            member.delete(f"/v1/pools/{pool}/membership")
        return members[0].get("/v1/me/introductions").json[
            "introductions"][0]["id"]

    def see(self, member, id_):
        reply = member.get("/v1/introductions/" + id_)
        self.assertEqual(reply.status, 200, reply)
        return reply.json

    def propose(self, member, id_, hours=50, **more):
        at = datetime.datetime.now(datetime.timezone.utc).replace(
            second=0, microsecond=0) + datetime.timedelta(hours=hours)
        return member.put(f"/v1/introductions/{id_}/meeting", {
            "starts_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **more})

    def answer(self, member, id_, accept, **more):
        return member.post(f"/v1/introductions/{id_}/meeting/answer",
                           {"accept": accept, **more})

    def state(self, member, id_):
        meeting = self.see(member, id_)["meeting"]
        return meeting and meeting["state"]

    def letters(self, member, id_, count):
        """Letters about the hour, once there are so many."""
        def look():
            texts = [(letter, letter.get_body(("plain",)).get_content()
                      .replace("\r\n", "\n"))
                     for letter in self.house.letters(member.address)]
            found = [letter for letter, text in texts if id_ in text
                     and "serendip intros\n" not in text]
            return found if len(found) >= count else None
        return runner.wait_for(f"{count} letters", look)

    def told(self, member, id_):
        """Kinds of the letters about the introduction, as they were made, but for
        the one that tells of it."""
        return [kind for kind, in self.house.sql(
            f"SELECT kind FROM outbox WHERE member = '{self.id_of(member)}' "
            f"AND strpos(key, '{id_}') > 0 ORDER BY id")]

    def judge(self, ics):
        judges = subprocess.run(
            [runner.SOURCE / "tests/harness/npm.sh",
             runner.SOURCE / "tests/api/openapi", self.build],
            capture_output=True, text=True)
        if judges.returncode != 0:
            self.skipTest("ical.js is not to be had")
        read = subprocess.run(
            ["node", runner.SOURCE / "tests/api/calendar.mjs",
             judges.stdout.strip()], input=ics, capture_output=True, text=True)
        self.assertEqual(read.returncode, 0, read.stderr)
        return json.loads(read.stdout)

    def invited(self, letter, method, sequence, status, member, says):
        """What a letter tells a calendar, with nobody's address but of whom it
        goes to."""
        part = [p for p in letter.walk()
                if p.get_content_type() == "text/calendar"][0]
        self.assertEqual(part.get_param("method"), method)
        read = self.judge(part.get_content())
        event = read["events"][0]
        self.assertEqual((read["method"], event["sequence"], event["status"]),
                         (method, sequence, status))
        self.assertEqual(event["attendees"],
                         [["mailto:" + member.address, says]])
        self.assertEqual(event["organizer"], "mailto:house@localhost")
        return event

    def id_of(self, member):
        return member.get("/v1/me").json["id"]
