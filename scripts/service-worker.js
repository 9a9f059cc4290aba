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

async function fetchFile([path, integrity]) {
  // A file that is not of this build, because another one is being put in its place, is refused.
  const answer = await fetch(path, { integrity, cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  // Made anew, since a page may not be answered with what a server has redirected.
  return [path, new Response(await answer.blob(), { headers: answer.headers })];
}

/** All or nothing. */
async function keepBuild() {
  const answers = await Promise.all(Object.entries(FILES).map(fetchFile));
  const cache = await caches.open(NAME);
  try {
    await Promise.all(answers.map(([path, answer]) => cache.put(path, answer)));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
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
  const builds = Object.hasOwn(FILES, path) ? [NAME] : await otherBuilds();
  for (const name of builds) {
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
});
