#!/usr/bin/env python3
"""Ways in, as strangers try them: nobody locks another out, puts words into
another's profile, takes another's answer, or learns who is a member."""
import concurrent.futures
import hashlib
import math
import random
import statistics
import time
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

PROFILE = {"attributes": {"domain": "health/nurse", "languages": ["en"]},
           "consent": {"terms_version": "1", "of_age": True}}


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 100")

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster, start=False)
        self.addCleanup(self.house.kill)

    def configure(self, **limits):
        """The house with these limits instead of its own, started."""
        text = self.house.config.read_text()
        for name, value in limits.items():
            old = f"{name}: 100000"
            self.assertIn(old, text)
            text = text.replace(old, f"{name}: {value}")
        self.house.config.write_text(text)
        self.house.start()

    def sql(self, text):
        return self.house.sql(text)

    def sign_in(self, someone, address="m0001@example.org"):
        return someone.post("/v1/signin", {"email": address})


class Rates(Case):
    def setUp(self):
        super().setUp()
        self.configure(signins_per_quarter_hour=5, signins_per_address=20,
                       signups_per_day=5)
        self.house.import_people(people_csv(3))
        runner.wait_for("a quarter of an hour with time left in it",
                        lambda: time.time() % 900 < 800)
        self.evil = self.house.client(source="127.0.0.66")
        self.good = self.house.client(source="127.0.0.7")

    def exhaust(self):
        """All that the evil network may ask in a quarter of an hour."""
        asked = [self.sign_in(self.evil, f"nobody{i % 4}@example.org").status
                 for i in range(20)]
        self.assertEqual(asked, [202] * 20)

    def test_a_network_over_its_limit_spends_nobody_elses(self):
        self.exhaust()
        for _ in range(6):
            refused = self.sign_in(self.evil)
            self.assertEqual((refused.status, refused.code),
                             (429, "too_many_requests"), refused)
            self.assertLessEqual(1, int(refused.headers["retry-after"]))
            self.assertLessEqual(int(refused.headers["retry-after"]), 900)
        self.assertEqual(self.sign_in(self.good).status, 202)

    def test_a_network_spends_its_own_share_of_an_account(self):
        asked = [self.sign_in(self.evil).status for _ in range(20)]
        self.assertEqual(asked, [202] * 5 + [429] * 15)
        asked = [self.sign_in(self.good).status for _ in range(6)]
        self.assertEqual(asked, [202] * 5 + [429])

    def test_many_networks_do_not_flood_a_mailbox(self):
        asked = [self.sign_in(self.house.client(source=f"127.0.1.{i}")).status
                 for i in range(1, 26)]
        self.assertEqual(asked, [202] * 20 + [429] * 5)
        self.assertEqual(self.sign_in(self.good, "m0002@example.org").status,
                         202)

    def test_what_is_refused_leaves_nothing(self):
        self.exhaust()
        rows = self.sql("SELECT count(*) FROM limits")
        for i in range(50):
            self.assertEqual(self.sign_in(
                self.evil, f"junk{i}@example.org").status, 429)
        self.assertEqual(self.sql("SELECT count(*) FROM limits"), rows)


class Proposals(Case):
    """What a sign-up says counts once its own code comes back, not before."""

    def setUp(self):
        super().setUp()
        self.house.start()
        self.vic, self.evil = self.house.client(), self.house.client()

    def sign_up(self, someone, name, address="vic@example.org"):
        asked = someone.post("/v1/signup", {
            "email": address, "name": name, **PROFILE})
        self.assertEqual(asked.status, 202, asked)
        return asked.json["attempt"]

    def verify(self, someone, attempt, code, status=201):
        done = someone.post("/v1/signin/verify",
                            {"attempt": attempt, "code": code})
        self.assertEqual(done.status, status, done)
        if status == 201:
            someone.token = done.json["token"]
        return someone.get("/v1/me").json

    def test_nobody_writes_into_anothers_sign_up(self):
        attempt = self.sign_up(self.vic, "Vic")
        code = self.house.code("vic@example.org")
        self.sign_up(self.evil, "Rude Name")
        self.house.code("vic@example.org", after=1)
        self.assertEqual(self.verify(self.vic, attempt, code)["name"], "Vic")
        # Nor into the profile that there is by now.
        other = self.sign_up(self.evil, "Ruder Name")
        code = self.house.code("vic@example.org", after=2)
        self.assertEqual(self.verify(self.house.client(), other, code)["name"],
                         "Vic")
        self.assertEqual(self.sql("SELECT name, state FROM members"),
                         [["Vic", "active"]])

    def test_the_consent_is_of_the_day_it_was_given(self):
        attempt = self.sign_up(self.vic, "Vic")
        code = self.house.code("vic@example.org")
        self.sql("UPDATE signups SET consented_at = '2026-01-02 03:04Z'")
        self.verify(self.vic, attempt, code)
        self.assertEqual(self.sql(
            "SELECT terms_version, to_us(consented_at) = to_us("
            "'2026-01-02 03:04Z') FROM members"), [["1", "t"]])
        self.assertEqual(self.sql("SELECT count(*) FROM signups"), [["0"]])

    def test_a_sign_up_holds_no_address(self):
        attempt = self.sign_up(self.evil, "Squatter", "m0001@example.org")
        self.assertEqual(self.house.operator.get(
            "/v1/operator/status").json["unverified"], 1)
        code = self.house.code("m0001@example.org")
        done = self.house.import_people(people_csv(3))
        self.assertEqual(done["members_added"], 3)
        # Whoever reads that mailbox is the imported member.
        self.assertEqual(self.verify(self.vic, attempt, code)["name"],
                         "Person 1")
        self.assertEqual(self.house.operator.get(
            "/v1/operator/status").json["unverified"], 0)

    def test_two_sign_ups_confirmed_at_the_same_moment(self):
        for n in range(10):
            address = f"two{n}@example.org"
            asked = []
            for k in range(2):
                someone = self.house.client()
                attempt = self.sign_up(someone, f"Name {k}", address)
                asked.append((someone, attempt,
                              self.house.code(address, after=k)))
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                names = list(pool.map(
                    lambda a: self.verify(*a)["name"], asked))
            self.assertEqual(names[0], names[1])
        self.assertEqual(self.sql("SELECT count(*) FROM members"), [["10"]])

    def test_a_wrong_code_makes_no_member(self):
        attempt = self.sign_up(self.vic, "Vic")
        self.house.code("vic@example.org")
        for _ in range(6):
            self.verify(self.evil, attempt, "0000-0000", status=401)
        self.verify(self.vic, attempt, self.house.code("vic@example.org"),
                    status=401)
        self.assertEqual(self.sql("SELECT count(*) FROM members"), [["0"]])

    def test_the_suspended_stay_outside(self):
        self.verify(self.vic, self.sign_up(self.vic, "Vic"),
                    self.house.code("vic@example.org"))
        asked = self.vic.post("/v1/signin", {"email": "vic@example.org"})
        code = self.house.code("vic@example.org", after=1)
        self.sql("UPDATE members SET state = 'suspended'")
        self.verify(self.vic, asked.json["attempt"], code, status=401)
        self.assertEqual(self.sql("SELECT count(*) FROM sessions"), [["1"]])
        # Neither way brings them another letter.
        self.sign_up(self.vic, "Vic")
        self.sign_in(self.vic, "vic@example.org")
        runner.wait_for("the letters to nobody to go", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        self.assertEqual(len(self.house.codes("vic@example.org")), 2)


class Keys(Case):
    """Idempotency-Key of those who are not signed in."""

    def ask(self, someone, key):
        return someone.post("/v1/signin", {"email": "m0001@example.org"},
                            headers={"Idempotency-Key": key})

    def test_nobody_gets_anothers_answer(self):
        self.house.start()
        key = "0123456789abcdefABCDEF"
        mine = self.house.client(source="127.0.0.7")
        first = self.ask(mine, key)
        self.assertEqual(self.ask(mine, key).json, first.json)
        theirs = self.ask(self.house.client(source="127.0.0.66"), key)
        self.assertEqual(theirs.status, 202)
        self.assertNotEqual(theirs.json["attempt"], first.json["attempt"])
        self.assertNotIn("idempotency-replayed", theirs.headers)

    def kept(self, house):
        """What a dump says of the one request that was asked."""
        return self.cluster.sql(
            "SELECT encode(key, 'hex'), encode(request, 'hex') "
            "FROM serendip.idempotency", house.database)[0]

    def test_a_dump_does_not_tell_who_asked_what(self):
        """Its hashes are made with the secret: nobody tries addresses on
        them, or networks."""
        other = House(self.build, cluster=self.cluster, start=False)
        self.addCleanup(other.kill)
        hashes = []
        for house in (self.house, other):
            house.start()
            self.ask(house.client(source="127.0.0.7"), "x" * 22)
            hashes += self.kept(house)
        self.assertEqual(len(set(hashes)), 4, hashes)
        self.assertNotIn(hashlib.sha256(
            b'{"email": "m0001@example.org"}').hexdigest(), hashes)

    def test_a_key_that_might_be_guessed_is_refused(self):
        self.house.start()
        reply = self.ask(self.house.client(), "x" * 21)
        self.assertEqual((reply.status, reply.code), (400, "bad_request"))
        self.assertEqual(self.sql("SELECT count(*) FROM signins"), [["0"]])


class Timing(Case):
    """A known address cannot be told from an unknown one by the clock, neither
    by its answer nor by what the daemon is busy with after it."""
    EACH = 200

    def setUp(self):
        super().setUp()
        self.house.start()
        self.house.import_people(people_csv(2 * self.EACH))
        self.client = self.house.client()

    def time(self, ask):
        began = time.perf_counter()
        reply = ask()
        self.assertLess(reply.status, 300, reply)
        return (time.perf_counter() - began) * 1000

    def check(self, path, **more):
        order = [(kind, i) for kind in "mz" for i in range(self.EACH)]
        random.Random(7).shuffle(order)
        asked, after = {"m": [], "z": []}, {"m": [], "z": []}
        for kind, i in [("z", self.EACH + i) for i in range(10)] + order:
            asked[kind].append(self.time(lambda k=kind, n=i: self.client.post(
                path, {"email": f"{k}{n:04}@example.org", **more},
                keep=False)))
            after[kind].append(self.time(lambda: self.client.get(
                "/v1/about", keep=False)))
        for what, times in (("answer", asked), ("request after", after)):
            known, unknown = times["m"], times["z"][10:]
            medians = [statistics.median(t) for t in (known, unknown)]
            p = mann_whitney(known, unknown)
            print("{} {}: known {:.2f} ms, unknown {:.2f} ms, p = {:.3f}"
                  .format(path, what, *medians, p))
            # By chance alone, once in 100,000 runs.
            self.assertGreater(p, 1e-5, (path, what, medians))

    def test_sign_in(self):
        self.check("/v1/signin")

    def test_sign_up(self):
        self.check("/v1/signup", name="Bo", **PROFILE)


def mann_whitney(a, b):
    """The chance that samples of one and the same law differ as these do."""
    both = sorted([(x, 0) for x in a] + [(x, 1) for x in b])
    rank = sum(i + 1 for i, (_, which) in enumerate(both) if which == 0)
    n, m = len(a), len(b)
    u = rank - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


class ManyPools(Case):
    def test_a_new_member_joins_all_pools_that_one_joins_by_oneself(self):
        count = 100
        house = House(self.build, cluster=self.cluster, community="""
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
pools:
""" + "".join(f"""
  pool{i}: {{every: week, at: Monday 10:00, zone: UTC, reveal: at_once,
    auto_join: true, require: [differ domain level 1]}}
""" for i in range(count)))
        pools = house.join("ana@example.org").get("/v1/pools").json["pools"]
        self.assertEqual(sum(p["member"] for p in pools), count)


if __name__ == "__main__":
    runner.main(Case)
