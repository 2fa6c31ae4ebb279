#!/usr/bin/env python3
"""What an import changes of members who are there, what it leaves, and what the
audit log says of it."""
import unittest

from harness import runner
from harness.house import House, people_csv


class Imports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)

    def setUp(self):
        self.house.import_people(people_csv(3))
        self.me = self.house.client()
        # What the letters of other tests left is not the one that is asked for.
        before = len(self.house.letters("m0001@example.org"))
        asked = self.me.post("/v1/signin", {"email": "m0001@example.org"})
        session = self.me.post("/v1/signin/verify", {
            "attempt": asked.json["attempt"],
            "code": self.house.code("m0001@example.org", after=before)})
        self.me.token = session.json["token"]
        self.edit({"name": "My Own Name", "zone": "Europe/Paris",
                   "language": "fr", "pitch": "I sing.",
                   "attributes": {"domain": "arts/musician",
                                  "interests": ["domain", "name"]}})

    def sql(self, text):
        return self.house.sql(text)

    def edit(self, changes):
        tag = self.me.get("/v1/me").headers["etag"]
        done = self.me.patch("/v1/me", changes, headers={"If-Match": tag})
        self.assertEqual(done.status, 200, done)

    def profile(self):
        me = self.me.get("/v1/me").json
        return {k: me[k] for k in ("name", "zone", "language", "pitch",
                                   "email", "attributes")}

    def test_columns_that_are_not_there_change_nothing(self):
        before = self.profile()
        self.house.import_people("id\nm0001\n")
        self.assertEqual(self.profile(), before)
        self.house.import_people("id,email\nm0001,m0001@example.org\n")
        self.assertEqual(self.profile(), before)

    def test_columns_that_are_there_do(self):
        before = self.profile()
        self.house.import_people(
            "id,name,interests,generation\nm0001,Ann,chess,1980s\n")
        self.assertEqual(self.profile(), {**before, "name": "Ann",
                         "attributes": {**before["attributes"],
                                        "interests": ["chess"],
                                        "generation": "1980s"}})

    def test_an_empty_cell_takes_an_attribute_away_and_nothing_else(self):
        before = self.profile()
        self.house.import_people(
            "id,email,name,zone,language,pitch,interests\nm0001,,,,,,\n")
        del before["attributes"]["interests"]
        self.assertEqual(self.profile(), before)

    def test_the_erased_stay_erased(self):
        self.sql("""
            DELETE FROM member_attributes WHERE member =
                (SELECT id FROM members WHERE ref = 'm0002');
            DELETE FROM memberships WHERE member =
                (SELECT id FROM members WHERE ref = 'm0002');
            UPDATE members SET state = 'erased', name = 'A former member',
                email_sealed = NULL, email_index = NULL WHERE ref = 'm0002'""")
        look = """SELECT m.state, m.name, m.email_sealed IS NULL,
            (SELECT count(*) FROM member_attributes WHERE member = m.id),
            (SELECT count(*) FROM memberships WHERE member = m.id),
            (SELECT count(*) FROM ties WHERE m.id IN (low, high))
            FROM members m WHERE ref = 'm0002'"""
        before = self.sql(look)
        done = self.house.import_people(
            people_csv(3), "a,b,kind\nm0001,m0002,knows\nm0000,m0001,knows\n")
        self.assertEqual((done["members_added"], done["members_changed"],
                          done["ties_added"]), (0, 1, 1), done)
        self.assertEqual(self.sql(look), before)
        self.sql("DELETE FROM members WHERE ref = 'm0002'")

    def test_the_audit_log_says_what(self):
        begun = self.house.operator.post("/v1/operator/imports",
                                         {"pool": "weekly"}).json["id"]
        path = "/v1/operator/imports/" + begun
        kind = {"content_type": "text/csv"}
        self.house.operator.post(
            path + "/members", raw=b"id,zone\nm0001,UTC\nx1,\nx2,Nowhere\n",
            **kind)
        self.house.operator.post(
            path + "/ties", raw=b"a,b,kind\nx1,m0001,knows\n", **kind)
        done = self.house.operator.post(path + "/commit", {"skip_bad": True})
        self.assertEqual(done.status, 200, done)
        self.assertEqual(self.sql(
            "SELECT actor, detail FROM audit WHERE action = 'import' AND "
            f"subject = '{begun}'"),
            [["operator", "pool weekly: 2 members, 1 ties, 1 skipped"]])
        self.sql("DELETE FROM members WHERE ref = 'x1'")

    def test_the_audit_log_says_whose_address_changed(self):
        for address in ("old", "new", "new"):
            self.house.import_people(f"id,email\nx9,{address}@example.org\n")
        self.assertEqual(self.sql(
            "SELECT actor, ref FROM audit JOIN members m ON m.id = subject "
            "WHERE action = 'address imported'"), [["operator", "x9"]])
        self.sql("DELETE FROM members WHERE ref = 'x9'")


if __name__ == "__main__":
    runner.main(Imports)
