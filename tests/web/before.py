"""What has been in a house before a browser comes to it, for the tests that
need it. Each says what the test is told of it, in house.before."""
from harness import runner

# A language that one person shares with Ana alone: a week has one draw that
# is possible.
NEWCOMERS = (("bo", "arts/musician", "fr"), ("cy", "law/judge", "de"),
             ("di", "health/nurse", "pt"))


def weeks_of_meetings(house):
    """Ana meets somebody of another field in each of three weeks."""
    ana = house.join("ana@example.org", "Ana", {
        "domain": "food/cook", "languages": ["fr", "de", "pt"]})

    def offered():
        return [i for i in ana.get("/v1/me/introductions").json[
            "introductions"] if i["state"] == "offered"]

    for week, (name, domain, language) in enumerate(NEWCOMERS):
        other = house.join(f"{name}@example.org", name.title(), {
            "domain": domain, "languages": [language]})
        if week == 0:
            house.run_round()
        else:
            house.let_pass(days=7)
        [one] = runner.wait_for(f"{name}'s week", offered)
        path = "/v1/introductions/" + one["id"]
        for who in (ana, other):
            answer = who.post(path + "/response", {"accept": True})
            assert answer.status == 200, answer
        said = ana.post(path + "/outcome", {"met": "yes"})
        assert said.status == 200, said
    return {"token": ana.token}


BEFORE = {"slider": weeks_of_meetings}
