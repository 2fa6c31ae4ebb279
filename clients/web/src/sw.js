// The shell, and what was seen last of this week, without a network. Only these
// few answers are kept, and they go when the member signs out (main.tsx).
const SHELL = "shell-%version%";
const SEEN = "seen";
const FILES = %shell%;
const KEPT = /^\/v1\/(about|me|pools|me\/introductions|me\/rounds|introductions\/[0-9a-f-]+)$/;

// What the first page asked for before there was a worker; no shell goes without it.
const about = () => caches.open(SEEN).then((cache) => cache.add("/v1/about")).catch(() => undefined);

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([caches.open(SHELL).then((cache) => cache.addAll(FILES)), about()])
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((keys) => Promise.all(keys
      .filter((key) => key !== SHELL && key !== SEEN)
      .map((key) => caches.delete(key))))
    .then(() => self.clients.claim()));
});

// The network first: nobody shall read old news while there are new ones.
async function fresh(request, name) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    else if (answer.status === 404 || answer.status === 401) await cache.delete(request);
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/"))
    event.respondWith(caches.match(event.request, { ignoreVary: true })
      .then((kept) => kept || fetch(event.request)));
  else if (url.pathname === "/")
    event.respondWith(fresh(event.request, SHELL));
  else if (KEPT.test(url.pathname))
    event.respondWith(fresh(event.request, SEEN));
});
