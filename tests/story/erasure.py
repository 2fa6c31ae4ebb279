#!/usr/bin/env python3
"""A member leaves: nothing of them is left but what has a reason, and what
others keep is a former member's."""
from harness import case, runner
from harness.house import House

SAID = {"pitch": "Quixotic-pitch-of-hers.", "attributes": {
    "domain": "law/judge", "languages": ["en"],
    "interests": ["zymurgy-of-hers"], "free": ["mon 12-14"]}}
# Where an erased member's id may still stand, and why.
KEPT = {
    ("audit", "actor"): "what happened, by ids that lead nowhere",
    ("audit", "subject"): "likewise",
    ("audit", "detail"): "likewise: to whom letters went",
    ("events", "member"): "that their streams are to end; seven days",
}


class Erasure(case.OwnHouse):
    def joins(self, address, name, domain="food/baker", **more):
        return self.house.join(address, name, {
            "domain": domain, "languages": ["en"]}, **more)

    def leaves(self, who):
        self.assertEqual(who.delete(
            "/v1/me?confirm=" + who.get("/v1/me").json["id"]).status, 204)

    def where(self, text):
        """Columns of all tables that hold the text."""
        columns = self.sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = 'serendip' AND table_type = 'BASE TABLE'")
        return {(table, column) for table, column in columns if self.sql(
            f'SELECT 1 FROM "{table}" WHERE strpos("{column}"::text, '
            f"'{text}') > 0 LIMIT 1")}

    def inputs(self):
        """What is stored of draws: as bytes, which no search finds."""
        return "".join(bytes.fromhex(row[0]).decode() for row in self.sql(
            "SELECT encode(input, 'hex') FROM draws WHERE input <> ''"))

    def test_nothing_is_left(self):
        house = self.house
        ana = house.join("ana-quokka@example.org", "Anaquokka", **SAID)
        bo = self.joins("bo@example.org", "Bo")
        me = ana.get("/v1/me").json
        house.run_round()
        intro = ana.get("/v1/me/introductions").json["introductions"][0]
        path = "/v1/introductions/" + intro["id"]
        self.assertIn("judge", str(bo.get(path).json["why"]).lower())
        for who in (ana, bo):
            self.assertEqual(who.post(path + "/response", {
                "accept": True}).status, 200)
            self.assertEqual(who.post(path + "/messages", {
                "text": f"A message of {who.get('/v1/me').json['name']}"})
                .status, 201)
        proposed = ana.put(path + "/meeting", {
            "starts_at": self.sql("SELECT to_char((clock() + interval "
                                  "'3 days') AT TIME ZONE 'UTC', "
                                  "'YYYY-MM-DD\"T\"HH24:MI:00\"Z\"')")[0][0],
            "where": "Quixotic-place"})
        self.assertEqual(proposed.status, 200, proposed)
        self.assertEqual(bo.post(path + "/meeting/answer", {
            "accept": True}).status, 200)
        self.assertEqual(ana.post(path + "/outcome", {
            "met": "yes", "learned": "Learned-quux"}).status, 200)
        ana.post("/v1/me/ties", {"emails": ["friend@example.org"]})
        ana.post("/v1/me/blocks", {"email": "foe@example.org"})
        ana.post("/v1/me/calendar", headers={"Idempotency-Key": "k" * 22})
        ana.post("/v1/me/invitations", {})
        ana.patch("/v1/me/letters", {"weekly_max": 50})
        ana.post("/v1/me/email", {"email": "ana-other@example.org"})
        house.client().post("/v1/signin", {"email": "ana-quokka@example.org"})
        # Reported by Bo, and reporting.
        for who in (ana, bo):
            partner = who.get(path).json["partners"][0]["handle"]
            self.assertEqual(who.post("/v1/reports", {
                "introduction": intro["id"], "handle": partner,
                "category": "other", "text": "Hm."}).status, 201)
        self.assertNotEqual(self.where(me["id"]), set())
        self.assertIn("zymurgy-of-hers", self.inputs())
        runner.wait_for("all letters", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE state IN ('pending', 'sending') "
            "AND next_at <= clock()") == [])
        self.leaves(ana)

        self.assertEqual(ana.get("/v1/me").status, 401)
        letter = runner.wait_for("the last letter", lambda: [
            found for found in house.letters("ana-quokka@example.org")
            if "erased" in found["Subject"]])[0]
        self.assertIn("Anaquokka",
                      letter.get_body(("plain",)).get_content())
        self.assertEqual({place for place in self.where(me["id"])}
                         - set(KEPT), set())
        runner.wait_for("no letter to hold an address", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE email_sealed IS NOT NULL "
            "AND kind = 'account_erased'") == [])
        dump = self.house.cluster.dump(self.house.database)
        for word in ("Anaquokka", "quokka", "Quixotic", "zymurgy-of-hers",
                     "Learned-quux", "mon 12"):
            self.assertNotIn(word, dump)
        self.assertEqual(self.inputs(), "")
        # Nor is anything sealed by her: none of the sealed columns but those
        # of Bo's, of reports, and of letters that are no secret.
        self.assertEqual(self.sql("SELECT count(*) FROM messages"), [("1",)])
        self.assertEqual(self.sql("SELECT count(*) FROM idempotency"),
                         [("0",)])
        self.assertEqual(self.sql("SELECT count(*) FROM known_people"),
                         [("0",)])

        # What Bo has of it.
        seen = bo.get(path).json
        partner = seen["partners"][0]
        self.assertEqual((partner["name"], partner["pitch"],
                          partner["attributes"]), ("a former member", "", {}))
        self.assertNotIn("email", partner)
        self.assertEqual(seen["why"], [])
        self.assertEqual(seen["meeting"]["state"], "cancelled")
        self.assertEqual(seen["meeting"]["where"], "")
        self.assertEqual([m["text"] for m in bo.get(
            path + "/messages").json["messages"]], ["A message of Bo"])
        self.assertEqual(bo.patch("/v1/me", {"language": "fr"}, headers={
            "If-Match": bo.get("/v1/me").headers["etag"]}).status, 200)
        self.assertEqual(bo.get(path).json["partners"][0]["name"],
                         "un ancien membre")
        self.assertEqual([p["name"] for p in bo.get(
            "/v1/me/diversity").json["people"]], [None])
        # Whoever left can still be reported.
        self.assertEqual(bo.post("/v1/reports", {
            "introduction": intro["id"], "handle": partner["handle"],
            "category": "spam", "text": "Still."}).status, 201)

    def test_reports_and_blocks_wait_for_whoever_comes_back(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", **SAID)
        bo = self.joins("bo@example.org", "Bo")
        house.run_round()
        intro = bo.get("/v1/me/introductions").json["introductions"][0]
        self.assertEqual(bo.post("/v1/reports", {
            "introduction": intro["id"], "category": "harassment",
            "handle": intro["partners"][0]["handle"], "text": "x",
            "block": True}).status, 201)
        self.leaves(ana)
        others = ("SELECT kind FROM ties WHERE NOT EXISTS (SELECT FROM members "
                  "WHERE id IN (low, high) AND state = 'erased')")
        self.assertEqual(self.sql(others), [])
        operators = house.operator.get("/v1/operator/reports").json["reports"]
        self.assertEqual((operators[0]["state"], operators[0]["reported"]),
                         ("open", None))
        again = house.client()
        attempt = again.post("/v1/signup", {
            "email": "Ana+x@example.org", "name": "Other",
            "attributes": SAID["attributes"],
            "consent": {"terms_version": "1", "of_age": True}})
        session = again.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": house.code("ana+x@example.org")})
        self.assertEqual(session.status, 201, session)
        self.assertEqual(self.sql(others), [("blocks",)])
        operators = house.operator.get("/v1/operator/reports").json["reports"]
        self.assertEqual(operators[0]["reported"]["name"], "Other")

    def test_two_accounts_of_one_person(self):
        """Both blocked somebody, and left; the person comes back."""
        two = [self.joins(f"ana+{n}@example.org", "Ana") for n in (1, 2)]
        for ana in two:
            self.assertEqual(ana.post("/v1/me/blocks", {
                "email": "foe@example.org"}).status, 200)
        for ana in two:
            self.leaves(ana)
        ana = self.joins("ana@example.org", "Ana")
        self.joins("foe@example.org", "Foe", "law/judge")
        self.assertEqual(self.sql("SELECT kind FROM ties"), [("blocks",)])
        mine = ana.get("/v1/me/blocks").json["blocks"]
        self.assertEqual(len(mine), 1)
        self.assertEqual(ana.delete(
            "/v1/me/blocks/" + mine[0]["id"]).status, 204)
        self.assertEqual(self.sql("SELECT kind FROM ties"), [])

    def test_the_last_who_was_reminded(self):
        """A place in an order: the one before takes it."""
        bo, ana = (self.joins(f"{name.lower()}@example.org", name)
                   for name in ("Bo", "Ana"))
        ids = [who.get("/v1/me").json["id"] for who in (bo, ana)]
        runner.wait_for("a planned round", lambda: self.sql(
            "SELECT 1 FROM rounds WHERE state = 'planned'"))
        self.sql(f"UPDATE rounds SET reminded_to = '{ids[1]}'")
        for who, last in ((ana, ids[0]), (bo, "")):
            self.leaves(who)
            self.assertEqual(self.sql(
                "SELECT coalesce(reminded_to::text, '') FROM rounds"),
                [(last,)])

    def test_an_offer(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", **SAID)
        bo = self.joins("bo@example.org", "Bo")
        house.run_round()
        self.leaves(ana)
        intro = bo.get("/v1/me/introductions").json["introductions"][0]
        self.assertEqual(intro["state"], "declined")
        runner.wait_for("a word to Bo", lambda: [
            found for found in house.letters("bo@example.org")
            if "will not be" in found["Subject"]])

    def test_an_input_of_others(self):
        """Draws that they had no part in can still be repeated."""
        ana = self.house.join("ana@example.org", "Ana", **SAID)
        self.joins("bo@example.org", "Bo")
        self.house.run_round()
        late = self.joins("cy@example.org", "Cy")
        self.leaves(late)
        self.assertIn("zymurgy-of-hers", self.inputs())
        # One that failed is not of any member yet: it looks again.
        self.sql("UPDATE rounds SET state = 'failed', published_at = NULL; "
                 "DELETE FROM round_members; DELETE FROM introductions")
        self.leaves(ana)
        self.assertEqual(self.inputs(), "")

    def test_erased_after_the_snapshot(self):
        """The draw has them; the publication finds them gone."""
        house = self.house
        ana = house.join("ana@example.org", "Ana", **SAID)
        bo = self.joins("bo@example.org", "Bo")
        house.stop()
        house.start({"SERENDIP_STOP_AT": "drawn"})
        round_ = house.begin_round()
        house.asleep()
        beside = House(self.build, beside=house)
        there = beside.client(ana.token)
        self.leaves(there)
        beside.kill()
        self.assertIn("zymurgy-of-hers", self.inputs())
        house.wake()
        house.published(round_)
        self.assertEqual(self.inputs(), "")
        bo = house.client(bo.token)
        self.assertEqual(
            bo.get("/v1/me/introductions").json["introductions"], [])
        self.assertEqual([r["outcome"] for r in bo.get(
            "/v1/me/rounds").json["rounds"]], ["sat_out"])

    def test_the_operators_list_does_not_bring_them_back(self):
        house = self.house
        text = ("id,email,name,domain,languages\n"
                "ref-77,ana@example.org,Ana,law/judge,en\n"
                "ref-78,bo@example.org,Bo,food/baker,en\n")
        house.import_people(text)
        ana = house.client()
        attempt = ana.post("/v1/signin", {"email": "ana@example.org"})
        ana.token = ana.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": house.code("ana@example.org")}).json["token"]
        self.leaves(ana)
        self.assertNotIn("ref-77", self.house.cluster.dump(house.database))
        done = house.import_people(text)
        self.assertEqual((done["members_added"], done["members_changed"],
                          done["members_unchanged"]), (0, 0, 1))

    def test_it_is_meant(self):
        ana = self.house.join("ana@example.org", "Ana")
        other = self.joins("bo@example.org", "Bo").get("/v1/me").json["id"]
        for query in ("", "?confirm=true", "?confirm=" + other):
            self.assertEqual(ana.delete("/v1/me" + query).status, 422)
        self.assertEqual(ana.get("/v1/me").status, 200)
        self.leaves(ana)
        self.assertEqual(ana.delete("/v1/me?confirm=" + other).status, 401)
        # And back, as somebody new.
        letters = len(self.house.codes("ana@example.org"))
        again = self.house.client()
        attempt = again.post("/v1/signup", {
            "email": "ana@example.org", "name": "Ana",
            "attributes": {"domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}})
        session = again.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": self.house.code("ana@example.org", letters)})
        self.assertEqual(session.status, 201)


if __name__ == "__main__":
    runner.main(Erasure)
