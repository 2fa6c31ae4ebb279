#!/usr/bin/env python3
"""The export of a member: every column that is about one is in it or has a
reason not to be, nothing of others is that they were not shown, and the schema in
docs/ is its own. `export.py BUILD --write` writes that schema."""
import json
import re
import subprocess
import sys
import unittest

from harness import client, runner
from harness.house import COMMUNITY, House

SCHEMA = runner.SOURCE / "docs/export.schema.json"

# The table of each section, where a table is one's.
SECTIONS = {
    "members": "member", "member_attributes": "attributes",
    "memberships": "memberships", "letter_choices": "letter_choices",
    "sessions": "sessions", "signins": "sign_ins", "calendars": "calendar",
    "address_changes": "address_change", "invitations": "invitations",
    "known_people": "people_known", "ties": "relations", "blocks": "blocks",
    "reports": "reports", "round_members": "rounds",
    "introduction_members": "answers", "outcomes": "outcomes",
    "messages": "messages", "prompts_given": "prompts",
    "meetings": "meetings_proposed", "meeting_answers": "meeting_answers",
    "outbox": "letters", "suggestions": "suggestions",
}
# Columns whose field has another name.
NAMED = {
    ("members", "email_sealed"): "email",
    ("members", "is_operator"): "operator",
    ("signins", "created_at"): "asked_at",
    ("address_changes", "email_sealed"): "email",
    ("address_changes", "new_at"): "new_confirmed_at",
    ("address_changes", "old_at"): "old_confirmed_at",
    ("known_people", "email_sealed"): "email",
    ("blocks", "sealed"): "who",
    ("reports", "sealed"): "text", ("reports", "words_sealed"): "words",
    ("introduction_members", "response"): "answer",
    ("messages", "sealed"): "text",
    ("suggestions", "because_sealed"): "because",
    ("meetings", "place_sealed"): "where",
}
HASH = "a hash of what is in it"
SECRET = "a hash of a secret"
OTHER = "about somebody else"
OWN = "it is the member, who is asked for"
INNER = "bookkeeping that says nothing of the member"
REASONS = {
    ("members", "email_index"): HASH, ("members", "person"): HASH,
    ("members", "ref_hash"): "a hash of ref, which is in it",
    ("members", "seen_at"): "the newest of sessions and sign-ins",
    ("members", "goes_at"): INNER, ("members", "rest_told"): INNER, ("members", "review_told"): INNER,
    ("sessions", "hash"): SECRET,
    ("signins", "attempt"): SECRET, ("signins", "code"): SECRET,
    ("signins", "token"): SECRET, ("signins", "email_index"): HASH,
    ("signins", "code_until"): "minutes after asked_at",
    ("signins", "token_until"): "a day after asked_at",
    ("calendars", "hash"): SECRET,
    ("address_changes", "id"): INNER,
    ("address_changes", "email_index"): HASH,
    ("address_changes", "person"): HASH,
    ("address_changes", "new_code"): SECRET,
    ("address_changes", "old_code"): SECRET,
    ("address_changes", "objection"): SECRET,
    ("address_changes", "session"): SECRET,
    ("address_changes", "tries"): INNER,
    ("invitations", "hash"): SECRET,
    ("invitations", "email_index"): "a hash of somebody else's address",
    ("invitations", "inviter"): OWN,
    ("known_people", "person"): HASH,
    ("ties", "low"): OTHER, ("ties", "high"): OTHER, ("ties", "by"): OWN,
    ("blocks", "blocked"): OTHER, ("blocks", "address"): HASH,
    ("blocks", "left_at"): "of those who left",
    ("reports", "reporter"): OWN, ("reports", "reporter_person"): HASH,
    ("reports", "reported"): OTHER,
    ("reports", "reported_person"): OTHER,
    ("reports", "snapshot_sealed"): OTHER,
    ("introduction_members", "round"): "in introductions and rounds",
    ("introduction_members", "handle"): "names me to partners alone",
    ("prompts_given", "place"): INNER,
    ("meetings", "by"): OWN,
    ("suggestions", "people"): HASH,
    ("suggestions", "state"): "what operators made of it, which nobody is told",
    ("outbox", "email_sealed"): "of letters to whoever is no member",
    ("outbox", "key"): INNER, ("outbox", "language"): INNER, ("outbox", "sealed"): "went to the member",
    ("outbox", "next_at"): INNER, ("outbox", "expires_at"): INNER,
    ("outbox", "owner"): INNER, ("outbox", "lease_until"): INNER,
    ("outbox", "reason"): "words of a mail server",
    ("outbox", "webhook"): "of letters to operators' programs", ("outbox", "body"): "likewise",
    ("outbox", "due_at"): INNER,
}
# Tables without a section.
TABLES = {
    "audit": "section audit, by actor, subject and to whom letters went",
    "introductions": "section introductions",
    "idempotency": "copies of what was answered, for a day",
    "block_people": "hashes of whom blocks are between",
    "signups": "proposals that are no member yet, under hashed secrets",
    "import_members": "the operator's file, for an hour",
    "import_ties": "likewise",
    "imports": "likewise",
    "invitation_refusals": "hashes of addresses that want no invitations",
    "events": "that something happened which stands elsewhere; seven days",
    "network_counts": "sums; whom they rest on is what diversity shows",
    "rounds": "the last who was reminded, as a place in an order",
    "limits": "keyed hashes, for hours",
    "erased_refs": "keyed hashes of those who left",
    "draws": "what a draw was made of, of all members together",
    "draw_slots": "of a draw that waits for an operator's yes, until it is known",
    "suggested_people": "the two, in section suggestions of who named them",
    "pairs": "an operator's word on two members; its reason is about both",
}
# That a table is about members is seen by its foreign keys, and by names.
NAMES = {"member", "inviter", "by", "low", "high", "reporter", "reported",
         "blocked", "person", "email_index", "email_sealed", "ref", "subject",
         "actor", "reminded_to", "by_person", "of_person", "low_only"}


def schema(build):
    """The export's part of the OpenAPI document, as a schema of its own."""
    document = json.loads(subprocess.run(
        [f"{build}/tests/print_openapi"], capture_output=True,
        check=True).stdout)
    all_, found, wanted = document["components"]["schemas"], {}, ["Export"]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = all_[name]
            wanted += re.findall(r'"#/components/schemas/(\w+)"',
                                 json.dumps(all_[name]))
    text = json.dumps({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What Serendip keeps of a member: GET /v1/me/export",
        "$ref": "#/$defs/Export",
        "$defs": {name: found[name] for name in sorted(found)}}, indent=1)
    return text.replace("#/components/schemas/", "#/$defs/") + "\n"


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY.replace(
            "reveal: at_once", "reveal: on_accept"))
        cls.schema = json.loads(schema(cls.build))

    def sql(self, text):
        return [tuple(row) for row in self.house.sql(text)]

    def fields(self, section):
        """Names of the fields of a section's entries."""
        found = self.schema["$defs"]["Export"]["properties"][section]
        name = re.search(r"#/\$defs/(\w+)", json.dumps(found)).group(1)
        return set(self.schema["$defs"][name]["properties"])

    def test_schema_of_the_documents(self):
        self.assertEqual(SCHEMA.read_text(), schema(self.build),
                         "write it: tests/api/export.py BUILD --write")

    def test_every_column(self):
        columns = self.sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = 'serendip' AND table_type = 'BASE TABLE'")
        keyed = {table for table, column in columns if column in NAMES}
        keyed |= {table for table, in self.sql(
            "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'f' AND confrelid IN ('members'::regclass, "
            "'introduction_members'::regclass)")}
        self.assertGreater(len(keyed), 20)
        left = []
        for table, column in columns:
            if table not in keyed or table in TABLES:
                continue
            if table not in SECTIONS:
                left.append(table)
            elif (table, column) not in REASONS and column != "member" and (
                    NAMED.get((table, column), column)
                    not in self.fields(SECTIONS[table])):
                left.append(f"{table}.{column}")
        self.assertEqual(left, [], "neither exported nor said why not")
        known = set(columns)
        self.assertEqual([c for c in [*REASONS, *NAMED] if c not in known], [])
        self.assertLessEqual(set(TABLES) | set(SECTIONS),
                             {table for table, _ in columns})

    def pair(self, one, other):
        """Two members of different fields, introduced to each other."""
        house = self.house
        self.sql("DELETE FROM memberships")
        a = house.join(f"{one.lower()}@example.org", one, {
            "domain": "law/judge", "languages": ["en"]}, pitch=f"{one}-pitch")
        b = house.join(f"{other.lower()}@example.org", other, {
            "domain": "food/baker", "languages": ["en"]},
            pitch=f"{other}-pitch")
        house.run_round()
        return a, b, a.get("/v1/me/introductions").json["introductions"][0]

    def test_what_is_in_it(self):
        house = self.house
        ana, bo, intro = self.pair("Ana", "Bo")
        path = "/v1/introductions/" + intro["id"]
        handle = {"introduction": intro["id"],
                  "handle": intro["partners"][0]["handle"]}
        first = ana.get("/v1/me/export").json
        self.assertNotIn("email", first["introductions"][0]["partners"][0])
        self.assertEqual(first["introductions"][0]["why"], intro["why"])
        self.assertNotIn("bo@example.org", json.dumps(first).lower())
        for who, words in ((ana, "Mine."), (bo, "Theirs.")):
            who.post(path + "/response", {"accept": True})
        for who, words in ((ana, "Mine."), (bo, "Theirs.")):
            self.assertEqual(who.post(path + "/messages", {
                "text": words}).status, 201)
        ana.post(path + "/outcome", {"met": "yes", "learned": "Much."})
        bo.post(path + "/outcome", {"met": "yes", "learned": "Secret."})
        ana.put(path + "/meeting", {"where": "Here", "starts_at": self.sql(
            "SELECT to_char((clock() + interval '3 days') AT TIME ZONE 'UTC',"
            "'YYYY-MM-DD\"T\"HH24:MI:00\"Z\"')")[0][0]})
        theirs = bo.get(path).json["partners"][0]["handle"]
        ana.post("/v1/me/ties", {"emails": ["friend@example.org"]})
        ana.post("/v1/me/blocks", {"email": "foe@example.org"})
        ana.post("/v1/me/suggestions", {
            "because": "Both fish.",
            "people": [handle, {"email": "cy@example.org"}]})
        bo.post("/v1/me/suggestions", {
            "because": "A secret reason.",
            "people": [{"introduction": intro["id"], "handle": theirs},
                       {"email": "cy@example.org"}]})
        ana.post("/v1/me/invitations", {})
        ana.post("/v1/me/calendar")
        ana.post("/v1/me/email", {"email": "new@example.org"})
        ana.patch("/v1/me/letters", {"weekly_max": 9})
        ana.post("/v1/reports", {**handle, "category": "other",
                                 "text": "A report of mine."})
        bo.post("/v1/reports", {"introduction": intro["id"], "handle": theirs,
                                "category": "spam", "text": "About Ana."})
        bo.post("/v1/me/ties", {"emails": ["ana@example.org"]})
        got = ana.get("/v1/me/export")
        self.assertEqual(got.status, 200)
        all_ = got.json
        self.assertEqual(all_["member"]["email"], "ana@example.org")
        self.assertEqual(all_["member"]["pitch"], "Ana-pitch")
        self.assertIn({"attribute": "domain", "value": "law/judge"},
                      all_["attributes"])
        partner = all_["introductions"][0]["partners"][0]
        self.assertEqual((partner["name"], partner["email"],
                          partner["attributes"]["domain"]),
                         ("Bo", "bo@example.org", "food/baker"))
        self.assertEqual([m["text"] for m in all_["messages"]], ["Mine."])
        self.assertEqual([o["learned"] for o in all_["outcomes"]], ["Much."])
        self.assertEqual(all_["meetings_proposed"][0]["where"], "Here")
        self.assertEqual(all_["people_known"][0]["email"],
                         "friend@example.org")
        self.assertEqual(all_["blocks"][0]["who"], "foe@example.org")
        self.assertEqual(all_["address_change"]["email"], "new@example.org")
        self.assertEqual(all_["letter_choices"]["weekly_max"], 9)
        self.assertEqual([r["text"] for r in all_["reports"]],
                         ["A report of mine."])
        self.assertEqual([(s["because"], [p["who"] for p in s["people"]])
                          for s in all_["suggestions"]],
                         [("Both fish.", ["Bo", "cy@example.org"])])
        self.assertIn("report", {line["action"] for line in all_["audit"]})
        self.assertIn("introduction", {x["kind"] for x in all_["letters"]})
        empty = {name for name, found in all_.items() if found in ([], None)}
        self.assertEqual(empty, {"meeting_answers", "relations"})
        # Nothing of who reported her, or says that they know her.
        text = json.dumps(all_)
        for word in ("Theirs.", "Secret.", "About Ana.", "Bo-ref", "secret",
                     bo.get("/v1/me").json["id"], "spam", '"knows"'):
            self.assertNotIn(word, text)
        letters = runner.wait_for("letters that tell of it", lambda: [
            found for found in [[
                x for x in house.letters("ana@example.org")
                if "exported" in x["Subject"]]] if len(found) == 2])[0]
        self.assertIn("serendip sessions",
                      letters[0].get_body(("plain",)).get_content())
        for _ in range(3):
            self.assertEqual(ana.get("/v1/me/export").status, 200)
        many = ana.get("/v1/me/export")
        self.assertEqual((many.status, many.code), (429, "too_many_requests"))
        self.assertEqual(house.client().get("/v1/me/export").status, 401)

    def test_it_fits_into_memory(self):
        flo, gil, intro = self.pair("Flo", "Gil")
        path = "/v1/introductions/" + intro["id"]
        for who in (flo, gil):
            who.post(path + "/response", {"accept": True})
        self.assertEqual(flo.post(path + "/messages", {
            "text": "x" * 2000}).status, 201)
        self.assertEqual(flo.get("/v1/me/export").json["messages_left_out"], 0)
        self.sql("INSERT INTO messages (id, introduction, member, sealed) "
                 "SELECT gen_random_uuid(), introduction, member, sealed FROM "
                 "messages, generate_series(1, 4999) WHERE member = "
                 f"'{flo.get('/v1/me').json['id']}'")
        data = flo.get("/v1/me/export").json
        self.assertEqual(len(data["messages"]), 8000000 // 2040)
        self.assertEqual(data["messages_left_out"],
                         5000 - len(data["messages"]))

    def test_a_block_is_not_told(self):
        dee, eve, intro = self.pair("Dee", "Eve")
        theirs = eve.get("/v1/introductions/" + intro["id"]).json
        self.assertEqual(eve.post("/v1/me/blocks", {
            "introduction": intro["id"],
            "handle": theirs["partners"][0]["handle"]}).status, 200)
        all_ = dee.get("/v1/me/export").json
        self.assertEqual((all_["introductions"], all_["relations"]), ([], []))
        self.assertNotIn("Eve", json.dumps(all_))
        self.assertNotIn("withdrawn", json.dumps(all_))
        self.assertEqual([a["introduction"] for a in all_["answers"]],
                         [intro["id"]])
        self.assertEqual([r["introduction"] for r in all_["rounds"]], [None])

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    if sys.argv[2:] == ["--write"]:
        SCHEMA.write_text(schema(sys.argv[1]))
    else:
        runner.main(Export)
