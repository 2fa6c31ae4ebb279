#!/usr/bin/env python3
"""Every route of the API is asked once at least, and answers as it should."""
import datetime
import re

from harness import client, operations, runner
from harness.stream import Stream

CSV = {"content_type": "text/csv"}


class Routes(operations.Case):
    def suggestions(self):
        """Of two members; each is accepted, dismissed or withdrawn."""
        ana, operator = self.ana, self.operator
        path = "/v1/operator/suggestions"
        made = [ana.post("/v1/me/suggestions", {"people": [
            {"email": f"m{n:04}@example.org"},
            {"email": f"m{n + 1:04}@example.org"}]}).json["id"]
            for n in (1, 3, 5)]
        self.assertEqual([s["id"] for s in ana.get("/v1/me/suggestions").json[
            "suggestions"]], made[::-1])
        self.assertLessEqual({s["id"] for s in operator.get(path).json[
            "suggestions"]}, set(made))
        self.assertEqual(operator.post(
            f"{path}/{made[0]}/acceptance", {}).status, 201)
        self.assertEqual(operator.post(
            f"{path}/{made[1]}/dismissal").status, 204)
        self.assertEqual(ana.delete(
            "/v1/me/suggestions/" + made[2]).status, 204)

    def test_every_route_answers_as_it_should(self):
        house, ana, operator = self.house, self.ana, self.operator
        bo = house.join("bo@example.org", "Bo")  # signup, signin/verify
        about = self.guest.get("/v1/about").json
        self.assertEqual(about["name"], "The Test House")
        self.assertEqual(about["terms_url"],
                         "https://example.org/terms?version=1")
        self.assertEqual(self.guest.get(
            "/v1/vocabularies/languages?q=fra").json["words"][0]["word"], "fr")
        self.assertEqual(self.guest.post(
            "/v1/signin", {"email": "bo@example.org"}).status, 202)
        me = ana.get("/v1/me")
        self.assertEqual(ana.patch(
            "/v1/me", {"pitch": "I judge."},
            headers={"If-Match": me.headers["etag"]}).status, 200)
        self.assertEqual(ana.put("/v1/me/consent", {
            "terms_version": "1", "of_age": True}).status, 200)
        made = ana.post("/v1/me/invitations", {"email": "dora@example.org"})
        listed = ana.get("/v1/me/invitations").json["invitations"]
        self.assertIn(made.json["id"], [i["id"] for i in listed])
        self.assertEqual(ana.delete(
            "/v1/me/invitations/" + made.json["id"]).status, 204)
        letter = runner.wait_for(
            "the invitation", lambda: house.letters("dora@example.org"))[0]
        self.assertEqual(self.guest.post("/v1/invitations/refusals", {
            "token": re.search(r"sdr_[\w-]+", letter.get_body(
                ("plain",)).get_content()).group()}).status, 204)
        self.assertEqual(ana.patch(
            "/v1/me/letters", {"weekly_max": 100}).json,
            ana.get("/v1/me/letters").json)
        letter = runner.wait_for(
            "an introduction", lambda: [
                found for found in house.letters("ana@example.org")
                if found["List-Unsubscribe"]])[0]
        link = letter["List-Unsubscribe"].strip("<>").removeprefix(
            "https://localhost")
        self.assertEqual(self.guest.get(link).status, 200)
        self.assertEqual(self.guest.post(
            link, raw=b"List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded").status, 200)
        self.assertEqual(ana.get("/v1/pools").status, 200)
        joined = bo.put("/v1/pools/weekly/membership", {"skip_next": True})
        self.assertTrue(joined.json["skip_next"], joined)
        self.assertIsNone(bo.put("/v1/me/pause", {}).json["pause"]["until"])
        self.assertIsNone(bo.delete("/v1/me/pause").json["pause"])
        self.assertEqual(bo.delete("/v1/pools/weekly/membership").status, 204)
        intros = ana.get("/v1/me/introductions").json["introductions"]
        self.assertEqual(len(intros), 2)
        self.assertEqual(
            ana.get("/v1/introductions/" + intros[0]["id"]).json, intros[0])
        path = "/v1/introductions/" + intros[0]["id"]
        hour = (datetime.datetime.now(datetime.timezone.utc)
                + datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:00Z")
        self.assertEqual(ana.put(path + "/meeting", {
            "starts_at": hour}).json["meeting"]["state"], "proposed")
        self.house.cluster.sql(
            "UPDATE serendip.meetings m SET by = s.member "
            "FROM serendip.introduction_members s "
            "WHERE s.introduction = m.introduction AND s.member <> "
            f"'{me.json['id']}'", self.house.database)
        self.assertEqual(ana.post(path + "/meeting/answer", {
            "accept": True}).json["meeting"]["answer"], "yes")
        self.assertIn("VEVENT", ana.get(path + "/calendar.ics").body)
        self.assertEqual(ana.delete(path + "/meeting").status, 204)
        feed = ana.post("/v1/me/calendar").json
        self.assertIn("CANCELLED", self.guest.get(
            "/v1/me/calendar.ics?token=" + feed["token"]).body)
        self.assertEqual(ana.delete("/v1/me/calendar").status, 204)
        self.assertEqual(ana.post(
            path + "/response", {"accept": True}).json["answer"], "accepted")
        self.house.cluster.sql(
            "UPDATE serendip.introduction_members SET response = 'accepted', "
            "answered_at = now() WHERE introduction = "
            f"'{intros[0]['id']}'; UPDATE serendip.introductions SET "
            "state = 'accepted', accepted_at = now(), "
            "outcome_until = now() + interval '9 days' "
            f"WHERE id = '{intros[0]['id']}'", self.house.database)
        self.assertEqual(ana.post(path + "/outcome", {
            "met": "yes", "rating": 5}).json["state"], "met")
        said = ana.post(path + "/messages", {"text": "shall we?"})
        self.assertEqual(ana.get(path + "/messages").json["messages"],
                         [said.json])
        self.assertEqual(ana.put(path + "/read").status, 204)
        stream = Stream(self.house, ana.token)
        self.assertEqual(stream.next("hello")[0], "hello")
        client.replies.append({
            "method": "GET", "path": "/v1/events", "status": 200, "body": ":\n\n",
            "content_type": "text/event-stream", "headers": {
                "x-request-id": "x" * 22}})
        stream.cut()
        self.assertIsNone(ana.post("/v1/me/back").json["rest_since"])
        self.assertEqual(len(ana.get("/v1/me/rounds").json["rounds"]), 2)
        self.assertEqual(ana.get("/v1/me/diversity").json["own"], "law")
        self.people_and_reports(ana, operator, intros[0])
        self.assertEqual(bo.delete("/v1/session").status, 204)
        self.my_data()

        self.assertEqual(operator.get("/healthz").json["status"], "ok")
        self.assertEqual(operator.get("/readyz").json["status"], "ok")
        self.assertIn("# TYPE", operator.get("/metrics").body)
        status = operator.get("/v1/operator/status").json
        self.assertEqual(status["pools"][0]["last_round"]["id"],
                         self.rounds[1])
        self.assertIn("limits:", operator.get("/v1/operator/config").json[
            "text"])
        self.assertEqual(operator.post("/v1/operator/config/diff", {}).json,
                         {"errors": [], "changes": []})
        self.assertTrue(operator.post("/v1/operator/reload").json["reloaded"])
        role = {"member": me.json["id"], "role": "operator"}
        self.assertEqual(operator.put("/v1/operator/roles", role).status, 200)
        self.assertEqual(operator.get("/v1/operator/roles").json["roles"],
                         [dict(role, name="Ana")])
        made = operator.post("/v1/operator/invitations", {"uses": 3}).json
        self.assertIn(made["id"], [i["id"] for i in operator.get(
            "/v1/operator/invitations").json["invitations"]])
        self.assertEqual(operator.delete(
            "/v1/operator/invitations/" + made["id"]).status, 204)
        begun = operator.post("/v1/operator/imports", {"pool": "weekly"})
        path = "/v1/operator/imports/" + begun.json["id"]
        self.assertEqual(operator.post(
            path + "/members", raw=b"id,name\nzed,Zed\n", **CSV).json["good"],
            1)
        self.assertEqual(operator.post(
            path + "/ties", raw=b"a,b,kind\nzed,m0001,knows\n",
            **CSV).json["good"], 1)
        counts = {"members_added": 1, "members_changed": 0,
                  "members_unchanged": 0, "members_erased": 0,
                  "ties_added": 1}
        self.assertEqual(operator.get(path).json, {**counts, "fields": []})
        self.assertEqual([c["name"] for c in operator.get(
            path + "/changes").json["changes"]], ["Zed"])
        done = operator.post(path + "/commit", {}).json
        self.assertEqual(done, {**counts, "skipped": 0})
        self.members(operator)
        other = operator.post("/v1/operator/imports", {}).json["id"]
        self.assertEqual(operator.delete(
            "/v1/operator/imports/" + other).status, 204)
        first = self.rounds[0]
        self.assertIn(first, [r["id"] for r in operator.get(
            "/v1/operator/rounds?pool=weekly").json["rounds"]])
        self.assertIn(operator.get(f"/v1/operator/rounds/{first}").json[
            "state"], ("published", "closed"))
        self.assertEqual(len(operator.get(
            f"/v1/operator/rounds/{first}/groups").json["groups"]), 5)
        self.assertGreater(operator.get(
            f"/v1/operator/rounds/{first}/report").json["report"]["groups"],
            0)
        planned = [r["id"] for r in operator.get(
            "/v1/operator/rounds?limit=100").json["rounds"]
            if r["state"] == "planned"][0]
        self.assertEqual(operator.post(
            f"/v1/operator/rounds/{planned}/cancellation").json["state"],
            "cancelled")
        house.sql(f"UPDATE rounds SET state = 'drawn', next_at = 'infinity', "
                  f"drawn_at = now() WHERE id = '{planned}'; INSERT INTO draws "
                  f"(round, seed, input, input_digest) SELECT '{planned}', 1, "
                  "input, input_digest FROM draws LIMIT 1")
        self.assertEqual(operator.post(
            f"/v1/operator/rounds/{planned}/redraw", {"seed": "1"}).status, 200)
        house.published(planned)
        house.sql(f"UPDATE rounds SET state = 'drawn', next_at = 'infinity' "
                  f"WHERE id = '{planned}'")
        self.assertEqual(operator.post(
            f"/v1/operator/rounds/{planned}/approval").status, 200)
        people = [row[0] for row in house.sql(
            "SELECT id FROM members WHERE state = 'active' LIMIT 2")]
        self.assertEqual(operator.post("/v1/operator/previews", {
            "pool": "weekly", "groups": True, "seed": "1"}).json["seed"],
            "0000000000000001")
        self.assertTrue(operator.post(
            f"/v1/operator/rounds/{first}/replay", {}).json["same"])
        self.assertEqual(len(operator.post("/v1/operator/explanations", {
            "a": people[0], "b": people[1], "round": first})
            .json["members"]), 2)
        pair = operator.post("/v1/operator/pairs", {
            "kind": "forbid", "a": people[0], "b": people[1],
            "reason": "A quarrel."})
        self.assertIn(pair.json["id"], [p["id"] for p in operator.get(
            "/v1/operator/pairs").json["pairs"]])
        self.assertEqual(operator.delete(
            "/v1/operator/pairs/" + pair.json["id"]).status, 204)
        self.suggestions()
        self.assertEqual(operator.get(
            f"/v1/operator/rounds/{first}/figures").json["round"], first)
        self.assertEqual(operator.get(
            "/v1/operator/community").json["attribute"], "domain")
        export = operator.post("/v1/operator/exports", {}).json["id"]
        self.assertGreaterEqual(len(operator.get(
            f"/v1/operator/exports/{export}/rounds").json["rows"]), 2)
        self.assertEqual(len(operator.get(
            "/v1/operator/mixing").json["steps"]), 3)
        self.experiments(operator)
        self.assertEqual(operator.get(
            "/v1/operator/letters?state=sent").status, 200)
        self.assertGreater(len(operator.get(
            "/v1/operator/audit?action=joined").json["lines"]), 0)
        self.assertIsNone(operator.get(
            "/v1/operator/audit/verification").json["broken"])
        simulated = self.house.simulate(["share languages"], rounds=2)
        self.assertEqual(
            simulated["result"]["proposed"]["sum"]["rounds"], 2)
        self.assertEqual(operator.delete(
            "/v1/operator/simulations/" + simulated["id"]).status, 204)

        self.webhooks(operator)

        asked = {(r["method"], r["path"], r["status"])
                 for r in client.replies}
        for path, method, operation in self.operations:
            good = int(min(operation["responses"]))
            shape = re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$")
            self.assertTrue(
                any(m == method and s == good and shape.match(p)
                    for m, p, s in asked),
                f"{method} {path} was never answered with {good}")

    def members(self, operator):
        self.assertEqual(operator.post(
            "/v1/operator/invitation-batches", raw=b"email\nx@example.org\n",
            **CSV).json["invited"], 1)
        path = "/v1/operator/members"
        zed = operator.get(path + "?q=zed").json["members"][0]["id"]
        why = {"reason": "a try"}
        self.assertEqual(operator.post(path + "/show", {
            "member": zed, **why}).json["name"], "Zed")
        self.house.import_people("id,name\nzed2,Zed\n")
        twin = operator.get(path + "?q=zed2").json["members"][0]["id"]
        self.assertEqual(operator.post(f"{path}/{twin}/merge", {
            "into": zed, **why}).status, 204)
        for what in ("suspend", "reinstate", "rest", "erase"):
            self.assertEqual(operator.post(
                f"{path}/{zed}/{what}", why).status, 204, what)

    def webhooks(self, operator):
        """One that nobody is behind."""
        with open(self.house.config, "a", encoding="utf-8") as config:
            config.write("\nwebhooks: {talk: {url: 'https://127.0.0.1:1/', "
                         "format: slack, events: [round.published]}}\n")
        self.assertIn("reloaded", self.house.hang_up())
        path = "/v1/operator/webhooks"
        found, = runner.wait_for("the webhook", lambda: operator.get(
            path).json["webhooks"])
        self.assertEqual((found["name"], found["host"], found["events"]),
                         ("talk", "127.0.0.1:1", ["round.published"]))
        self.assertFalse(operator.post(path + "/talk/test").json["arrived"])
        self.assertEqual(operator.post(path + "/talk/enabling").status, 204)

    def experiments(self, operator):
        text = self.house.config.read_text()
        self.house.config.write_text(text.replace(
            "  weekly:\n", "  weekly:\n    experiment: {name: chance, arms: "
            "{usual: {}, chance: {serendipity: 1}}}\n"))
        self.assertIn("reloaded", self.house.hang_up())
        found = runner.wait_for("the experiment", lambda: operator.get(
            "/v1/operator/experiments?pool=weekly").json["experiments"])[0]
        path = "/v1/operator/experiments/" + found["id"]
        told = operator.get(path).json
        self.assertEqual(told["experiment"], found)
        self.assertIsNone(told["met"]["difference"])
        self.assertEqual(operator.delete(path).status, 204)

    def my_data(self):
        """Sessions, address, export and erasure of somebody else."""
        house = self.house
        eve = house.join("eve@example.org", "Eve")
        sessions = eve.get("/v1/me/sessions").json["sessions"]
        self.assertEqual(eve.delete("/v1/me/sessions").status, 204)
        self.assertEqual(eve.get("/v1/me/export").json["sessions"][0]["id"],
                         sessions[0]["id"])
        self.assertEqual(eve.post("/v1/me/email", {
            "email": "eva@example.org"}).status, 200)
        self.assertEqual(eve.post("/v1/me/email/confirmation", {
            "code": house.code("eva@example.org")}).json, eve.get(
                "/v1/me/email").json)
        self.assertEqual(eve.delete("/v1/me/email").status, 204)
        eve.post("/v1/me/email", {"email": "evi@example.org"})
        letter = runner.wait_for("letters to the address before", lambda: [
            x for x in house.letters("eve@example.org")
            if "another address" in x["Subject"]][1:])[0]
        self.assertEqual(self.guest.post("/v1/email/objections", {
            "token": re.search(r"sdo_[\w-]+", letter.get_body(
                ("plain",)).get_content()).group()}).status, 204)
        for address in ("eve", "eli"):
            dan = house.join(f"{address}2@example.org", "Dan")
            me = dan.get("/v1/me").json["id"]
            if address == "eve":
                self.assertEqual(dan.delete("/v1/me/sessions/" + dan.get(
                    "/v1/me/sessions").json["sessions"][0]["id"]).status, 204)
            else:
                self.assertEqual(
                    dan.delete("/v1/me?confirm=" + me).status, 204)

    def people_and_reports(self, ana, operator, intro):
        for address in ("x@example.org", "y@example.org", "z@example.org"):
            self.assertEqual(ana.post("/v1/me/ties", {
                "emails": [address]}).json["added"], 1)
        tie = ana.get("/v1/me/ties").json["ties"][0]
        self.assertEqual(ana.delete("/v1/me/ties/" + tie["id"]).status, 204)
        block = ana.post("/v1/me/blocks", {"email": "x@example.org"})
        self.assertEqual(ana.get("/v1/me/blocks").json["blocks"],
                         [block.json])
        self.assertEqual(ana.delete(
            "/v1/me/blocks/" + block.json["id"]).status, 204)
        about = {"introduction": intro["id"],
                 "handle": intro["partners"][0]["handle"]}
        sent = [ana.post("/v1/reports", dict(
            about, category="other", text=text)).json for text in "ab"]
        self.assertEqual(ana.get("/v1/me/reports").json["reports"],
                         sent[::-1])
        path = "/v1/operator/reports"
        self.assertEqual(len(operator.get(path).json["reports"]), 2)
        path += "/" + sent[0]["id"]
        self.assertEqual(operator.get(path).json["text"], "a")
        self.assertEqual(operator.post(path + "/decision", {
            "action": "dismiss", "words": "Nothing to see."}).status, 204)


if __name__ == "__main__":
    runner.main(Routes)
