// The crew's page opens without a network: its files are kept. The network comes first, so that a new version is seen
// at once; the city's data is never kept here, the page does that and says how old it is.

const KEPT = "city-brain-crew-1";
const PATIENCE_MILLIS = 3_000;
const SHELL = [
  "/crew", "/crew.webmanifest", "/style/base.css", "/style/crew.css", "/lang/zh.json", "/lang/en.json",
  "/icons/city-brain.svg", "/icons/crew-192.png",
  "/crew/crew.js", "/crew/order-list.js", "/crew/outbox.js", "/crew/outbox-store.js", "/crew/photo.js",
  "/shared/city.js", "/shared/city-clock.js", "/shared/command.js", "/shared/dom.js", "/shared/door.js", "/shared/format.js",
  "/shared/frame.js", "/shared/marks.js", "/shared/notice.js", "/shared/session.js", "/shared/stream.js", "/shared/sure.js",
  "/shared/theme.js", "/shared/words.js",
];

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && SHELL.includes(pathname)) event.respondWith(answer(event.request, pathname));
});

async function keepAll() {
  const cache = await caches.open(KEPT);
  await cache.addAll(SHELL.map((path) => new Request(path, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("city-brain-crew-") && name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, pathname) {
  const cache = await caches.open(KEPT);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    if (fresh.ok) await cache.put(pathname, fresh.clone());
    return fresh;
  } catch (failure) {
    const kept = await cache.match(pathname);
    if (kept) return kept;
    throw failure;
  }
}
