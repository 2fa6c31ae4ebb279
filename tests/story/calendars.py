#!/usr/bin/env python3
"""Calendars that show the hour to meet."""
from harness import meetings, runner
from harness.meetings import utc

NASTY = ["a;b,c:d\\e \"f\"", "END:VEVENT BEGIN:VALARM", "\\", "שלום مرحبا",
         "🦉" * 200, "=?utf-8?q?x?=", "<b>&amp;</b>", "x\\nATTENDEE:mailto:e@x"]


class Calendars(meetings.Meetings):
    def test_calendars(self):
        ana, bo, id_ = self.pair()
        made = self.propose(ana, id_, where="x").json["meeting"]
        one = bo.get(f"/v1/introductions/{id_}/calendar.ics")
        self.assertTrue(one.headers["content-type"].startswith(
            "text/calendar"))
        feed = bo.post("/v1/me/calendar")
        self.assertEqual(feed.status, 201, feed)
        path = feed.json["url"].split("localhost", 1)[1]
        guest = self.house.client()
        first = guest.get(path)
        self.assertEqual(first.status, 200, first)
        self.assertEqual(guest.get(path, headers={
            "If-None-Match": first.headers["etag"]}).status, 304)
        self.assertNotIn("m%d@" % self.count, first.body)
        self.assertIn("REFRESH-INTERVAL", first.body)

        read = self.judge(first.body)
        event = read["events"][0]
        self.assertEqual((read["method"], read["name"], read["zones"]), (
            "PUBLISH", "The Test House", ["Europe/Paris"]))
        self.assertEqual(
            (event["uid"], event["sequence"], event["status"],
             event["zone"], event["minutes"], event["organizer"]),
            (id_, 0, "TENTATIVE", "Europe/Paris", 30,
             "mailto:house@localhost"))
        self.assertEqual(utc(event["starts"]), utc(made["starts_at"]))
        self.assertIn("Ana", event["summary"])
        self.assertEqual(self.judge(one.body)["events"][0]["uid"], id_)

        ana.delete(f"/v1/introductions/{id_}/meeting")
        event = self.judge(guest.get(path).body)["events"][0]
        self.assertEqual((event["status"], event["sequence"]),
                         ("CANCELLED", 1))
        again = bo.post("/v1/me/calendar").json["token"]
        for token, status in ((feed.json["token"], 404), (again, 200),
                              (bo.token, 404), ("x", 404)):
            self.assertEqual(guest.get(
                f"/v1/me/calendar.ics?token={token}").status, status)
        self.assertEqual(bo.delete("/v1/me/calendar").status, 204)
        self.assertEqual(guest.get(
            f"/v1/me/calendar.ics?token={again}").status, 404)
        self.assertEqual(guest.get("/v1/me/calendar.ics").status, 404)

    def test_a_block_ends_the_meeting(self):
        ana, bo, id_ = self.pair()
        self.assertEqual(self.propose(ana, id_).status, 200)
        path = bo.post("/v1/me/calendar").json["url"].split("localhost", 1)[1]
        partner = self.see(ana, id_)["partners"][0]
        blocked = ana.post("/v1/me/blocks", {
            "introduction": id_, "handle": partner["handle"]})
        self.assertEqual(blocked.status, 200, blocked)
        event = self.judge(self.house.client().get(path).body)["events"][0]
        self.assertEqual((event["status"], event["sequence"]),
                         ("CANCELLED", 1))
        for reply in (self.propose(bo, id_), self.answer(bo, id_, True)):
            self.assertEqual((reply.status, reply.code), (404, "not_found"))

    def test_no_text_breaks_a_calendar(self):
        ana, bo, id_ = self.pair()
        properties = None
        for text in ["x"] + NASTY:
            self.assertEqual(self.propose(ana, id_, where=text).json[
                "meeting"]["where"], text)
            reply = bo.get(f"/v1/introductions/{id_}/calendar.ics")
            self.assertFalse([line for line in reply.body.encode().split(
                b"\r\n") if len(line) > 75])
            read = self.judge(reply.body)
            event = read["events"][0]
            self.assertEqual(event["location"], text)
            self.assertEqual((len(read["events"]), read["components"]),
                             (1, 2))
            properties = properties or event["properties"]
            self.assertEqual(event["properties"], properties)


if __name__ == "__main__":
    runner.main(Calendars)
