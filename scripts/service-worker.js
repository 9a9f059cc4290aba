// One build of the app, kept whole: it is there without a network, and never mixed with another build. Which files it is
// made of, and their hashes, is filled in at the end of the build.
const BUILD = '';
const FILES = {};

// Several copies of the app may live on one host, each below a path of its own.
const COPY = `release-graph ${self.registration.scope} `;
const NAME = COPY + BUILD;

/** The address relative to the app, as FILES has it; undefined for what does not belong to the app. */
function pathOf(address) {
  const { scope } = self.registration;
  const [plain] = address.split(/[?#]/, 1);
  if (!plain.startsWith(scope)) return undefined;
  const path = plain.slice(scope.length);
  return path === '' || path === 'index.html' ? './' : path;
}

async function fetchFile(path) {
  const integrity = FILES[path];
  // A file that is not of this build, because another one is being put in its place, is refused.
  const answer = await fetch(path, { integrity, cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  // Made anew, since a page may not be answered with what a server has redirected.
  return new Response(await answer.blob(), { headers: answer.headers });
}

/** What is kept of this build, if it is as it was built: a browser may lose it, and a disk may spoil it. */
async function keptFile(cache, path) {
  const kept = await cache.match(path);
  if (!kept) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await kept.clone().arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...digest))}` === FILES[path] ? kept : undefined;
}

/** All or nothing. */
async function keepBuild() {
  const answers = await Promise.all(Object.keys(FILES).map(async (path) => [path, await fetchFile(path)]));
  const cache = await caches.open(NAME);
  try {
    await Promise.all(answers.map(([path, answer]) => cache.put(path, answer)));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

/** Fetches and keeps a file of this build that is lost or spoilt. */
async function mendFile(cache, path) {
  const answer = await fetchFile(path);
  await cache.put(path, answer.clone()).catch(() => {});
  return answer;
}

/** Goes through the build one by one once the page is there. What cannot be mended now is when it is opened next. */
async function mendBuild() {
  await new Promise((done) => setTimeout(done, 2000));
  const cache = await caches.open(NAME);
  for (const path of Object.keys(FILES)) {
    if (!(await keptFile(cache, path))) await mendFile(cache, path).catch(() => {});
  }
}

async function otherBuilds() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(COPY) && name !== NAME);
}

async function takeOver() {
  // A tab that was not loaded again may still ask for parts of the build before this one.
  const old = (await otherBuilds()).slice(0, -1);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answerTo(request, path) {
  if (Object.hasOwn(FILES, path)) {
    const cache = await caches.open(NAME);
    return (await keptFile(cache, path)) ?? mendFile(cache, path).catch(() => fetch(request));
  }
  for (const name of await otherBuilds()) {
    const kept = await (await caches.open(name)).match(path);
    if (kept) return kept;
  }
  return fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepBuild()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request.url);
  if (event.request.method !== 'GET' || path === undefined) return;
  if (Object.hasOwn(FILES, path) || path.startsWith('assets/'))
    event.respondWith(answerTo(event.request, path));
  if (event.request.mode === 'navigate') event.waitUntil(mendBuild());
});
