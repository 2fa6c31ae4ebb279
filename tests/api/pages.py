#!/usr/bin/env python3
"""Lists come in pages: all of them, each row once, and wrong words refused."""
from harness import operations, runner
from harness.house import House, people_csv


class Pages(operations.Case):
    @classmethod
    def setUpClass(cls):
        """Two and more of everything that comes in pages."""
        super().setUpClass()
        cls.ana.post("/v1/me/ties", {"emails": [
            f"{name}@example.org" for name in "xyz"]})
        intro = cls.ana.get("/v1/me/introductions").json["introductions"][0]
        for text in "ab":
            cls.ana.post("/v1/me/invitations", {})
            cls.ana.post("/v1/reports", {
                "introduction": intro["id"], "category": "other",
                "handle": intro["partners"][0]["handle"], "text": text})

        for one in (1, 2):
            cls.ana.post("/v1/me/suggestions", {"people": [
                {"email": f"m{n:04}@example.org"} for n in (one, 3)]})
        a, *others = (row[0] for row in cls.house.sql(
            "SELECT id FROM members ORDER BY id LIMIT 3"))
        for b in others:
            cls.house.operator.post("/v1/operator/pairs", {
                "kind": "forbid", "a": a, "b": b, "reason": "because"})
        runner.wait_for("letters that are sent", lambda: cls.house.sql(
            "SELECT 1 FROM outbox WHERE state = 'sent'")[1:])
        cls.house.sql("UPDATE outbox SET state = 'dead', reason = 'x' "
                      "WHERE state = 'sent'")

    def test_pages(self):
        paged = [(p, self.asker(o)) for p, m, o in self.operations
                 if any(x.get("name") == "cursor"
                        for x in o.get("parameters", []))]
        self.assertEqual(len(paged), 18)
        for path, asker in paged:
            path = path.replace("{round}", self.rounds[0])
            if path.endswith(("/messages", "/experiments", "/{file}")):
                continue  # story.thread, story.experiments, story.figures_told
            key = {"/v1/operator/mixing": "steps",
                   "/v1/operator/audit": "lines"}.get(
                path, path.rsplit("/", 1)[1])
            whole = asker.get(path + "?limit=100")
            self.assertIsNone(whole.json["next"])
            found, cursor = [], ""
            while cursor is not None:
                page = asker.get(f"{path}?limit=1{cursor}").json
                self.assertLessEqual(len(page[key]), 1)
                found += page[key]
                cursor = page["next"] and "&cursor=" + page["next"]
            for line in found + whole.json[key]:
                line.pop("place", None)  # that the log gives it meanwhile
            self.assertEqual(found, whole.json[key])
            self.assertGreater(len(found), 1)
            for query, pointer, code in (
                    ("limit=0", "/limit", "out_of_range"),
                    ("limit=101", "/limit", "out_of_range"),
                    ("limit=-1", "/limit", "out_of_range"),
                    ("limit=99999999999999999999", "/limit", "out_of_range"),
                    ("limit=x", "/limit", "wrong_type"),
                    ("limit=", "/limit", "wrong_type"),
                    ("limit=1&limit=2", "/limit", "duplicate"),
                    ("limits=1", "/limits", "unknown"),
                    ("cursor=", "/cursor", "too_short"),
                    ("cursor=x", "/cursor", "malformed"),
                    ("cursor=" + "A" * 21, "/cursor", "malformed"),
                    ("cursor=" + "A" * 23, "/cursor", "malformed"),
                    ("cursor=" + "A" * 128, "/cursor", "malformed"),
                    ("cursor=" + "A" * 200, "/cursor", "malformed"),
                    ("cursor=" + "A" * 201, "/cursor", "too_long"),
                    ("cursor=%00", "/cursor", "malformed"),
                    ("cursor=%ff", "/cursor", "malformed"),
                    ("%zz=1", "", "malformed"),
                    ("line=1", "/line", "unknown")):
                reply = self.refused(asker.get(f"{path}?{query}"), 422,
                                     "invalid_body")
                self.assertEqual(
                    [(e["pointer"], e["code"]) for e in reply.json["errors"]],
                    [(pointer, code)], (path, query))
        self.refused(self.guest.get("/v1/about?x=1"), 422, "invalid_body")
        self.assertEqual(self.operator.get(
            "/v1/operator/rounds?pool=other").json["rounds"], [])

    def test_who_sat_out_comes_behind_the_groups(self):
        house = House(self.build)
        house.import_people(people_csv(9, ["arts/musician"] * 7
                                       + ["food/baker"] * 2))
        path = f"/v1/operator/rounds/{house.run_round()['id']}/groups"
        found, cursor, pages = [], "", 0
        while cursor is not None:
            page = house.operator.get(f"{path}?limit=2{cursor}").json
            found += ["group" for _ in page["groups"]]
            found += [s["member"]["ref"] for s in page["sit_outs"]]
            self.assertTrue(all(s["why"] for s in page["sit_outs"]))
            cursor = page["next"] and "&cursor=" + page["next"]
            pages += 1
        self.assertEqual(found[:2], ["group"] * 2)
        self.assertEqual(len(set(found[2:])), 5, found)
        self.assertGreaterEqual(pages, 4)


if __name__ == "__main__":
    runner.main(Pages)
