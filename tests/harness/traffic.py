"""Clients who sign up and change their profiles while things break, and
remember what was acknowledged."""
import http.client
import threading

# What a client may see of a daemon that is killed: its connection ends.
CUT = (OSError, http.client.HTTPException)


class Stop(Exception):
    pass


class Traffic:
    """`odd`: every reply that is neither a success nor 503 database_gone with
    Retry-After. `is_cut_allowed`: the daemon itself may die."""

    def __init__(self, house, members, sign_ups=3, is_cut_allowed=False):
        self.house, self.is_cut_allowed = house, is_cut_allowed
        self.lock = threading.Lock()
        self.odd, self.gone, self.acknowledged = [], 0, []
        self.editors = [Editor(self, m) for m in members]
        self._ending = threading.Event()
        calls = [e.go_on for e in self.editors]
        calls += [lambda n=n: self._sign_up(n) for n in range(sign_ups)]
        self._threads = [threading.Thread(target=self._run, args=(c,),
                                          daemon=True)
                         for c in calls]
        for thread in self._threads:
            thread.start()

    def end(self):
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def count(self):
        """Acknowledged changes so far."""
        return len(self.acknowledged) + sum(e.count for e in self.editors)

    def _run(self, call):
        try:
            while not self._ending.is_set():
                call()
        except Stop:
            pass

    def ask(self, client, *request, **more):
        """A reply of 2xx, or None where the outcome is unknown."""
        try:
            reply = client.request(*request, **more)
        except CUT as error:
            if not self.is_cut_allowed:
                self.odd.append(error)
            raise Stop from error
        if reply.status < 300:
            return reply
        with self.lock:
            if (reply.status == 503 and reply.code == "database_gone" and
                    int(reply.headers.get("retry-after", 0)) > 0):
                self.gone += 1
            else:
                self.odd.append((request, reply))
        self._ending.wait(0.02)
        return None

    def _sign_up(self, n):
        client = self.house.client()
        for i in range(10000):
            if self._ending.is_set():
                return
            name = f"New {n} {i} {id(self)}"
            if self.ask(client, "POST", "/v1/signup", {
                    "email": f"new.{n}.{i}.{id(self)}@example.org",
                    "name": name, "attributes": {
                        "domain": "health/nurse", "languages": ["en"]},
                    "consent": {"terms_version": "1", "of_age": True}}):
                with self.lock:
                    self.acknowledged.append(name)

    def missing(self, cluster):
        """Acknowledged sign-ups that are not there, or lack their letter."""
        there = {row[0] for row in cluster.sql(
            "SELECT u.name FROM serendip.signups u "
            "JOIN serendip.signins s USING (attempt) JOIN serendip.outbox o "
            "ON o.key = 'code:' || encode(s.attempt, 'hex')",
            self.house.database)}
        return set(self.acknowledged) - there


class Editor:
    """A member who numbers the changes of their pitch."""

    def __init__(self, traffic, client):
        self.traffic, self.client = traffic, client
        self.number = self.count = 0
        self.sure, self.etag = None, None

    def go_on(self):
        if self.etag is None:
            self.look()
            return
        self.number += 1
        changed = self.traffic.ask(
            self.client, "PATCH", "/v1/me", {"pitch": str(self.number)},
            headers={"If-Match": self.etag})
        self.etag = changed and changed.headers["etag"]
        if changed:
            self.count += 1
            self.sure = self.number

    def look(self):
        """After an unknown outcome: either is allowed, nothing before."""
        me = self.traffic.ask(self.client, "GET", "/v1/me")
        if me is None:
            return
        pitch = int(me.json["pitch"] or 0)
        if pitch not in (self.sure, self.number) and self.sure is not None:
            self.traffic.odd.append(
                f"pitch {pitch}, acknowledged {self.sure}, "
                f"last asked {self.number}")
        self.sure, self.number = pitch, max(pitch, self.number)
        self.etag = me.headers["etag"]
