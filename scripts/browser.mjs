import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, debianInstalls, isRoot } from './debian.mjs';
import { tools } from './tools.mjs';

// Without these a browser on a closed network, as root or without a graphics card stalls or refuses to start.
export const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const commandNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Where Chrome, Chromium and Edge usually stand on this system, whether or not they do. @internal */
export function usualPlaces(platform, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (platform === 'darwin')
    for (const app of ['Google Chrome', 'Chromium', 'Microsoft Edge'])
      found.push(`/Applications/${app}.app/Contents/MacOS/${app}`);
  if (platform === 'win32')
    for (const folder of [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)) {
      found.push(join(folder, 'Google/Chrome/Application/chrome.exe'));
      found.push(join(folder, 'Microsoft/Edge/Application/msedge.exe'));
    }
  return found;
}

// A file of the right name proves nothing (it may be a stub that asks for a package): only a launch does.
async function launched(executablePath, tried) {
  const { chromium } = await import('@playwright/test');
  try {
    const browser = await chromium.launch({ executablePath, args: launchArgs, timeout: 30_000 });
    const version = browser.version();
    await browser.close();
    return { path: executablePath, version };
  } catch (error) {
    tried.push(`${executablePath}: ${String(error.message ?? error).split('\n')[0]}`);
    return undefined;
  }
}

async function firstThatLaunches(tried) {
  const { chromium } = await import('@playwright/test');
  const places = [...usualPlaces(process.platform, process.env), chromium.executablePath()];
  for (const path of places) {
    const browser = path && existsSync(path) ? await launched(path, tried) : undefined;
    if (browser) return browser;
  }
  return undefined;
}

function playwrightInstalls(args, tried) {
  const done = spawnSync(process.execPath, [tools.playwright, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 300_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env },
  });
  if (done.status === 0) return true;
  const reason = /^Error: .*$/m.exec(done.stderr ?? '')?.[0] ?? done.error?.message ?? `exit ${done.status}`;
  tried.push(`playwright ${args.join(' ')}: ${reason}`);
  return false;
}

/** A browser that was just seen to start, installed first if there is none. Throws with the remedy, never skips. */
export async function findBrowser() {
  const tried = [];
  const chosen = process.env.BROWSER_PATH;
  if (chosen) {
    const browser = await launched(chosen, tried);
    if (browser) return browser;
    throw new Error(`BROWSER_PATH is set but does not start.\n  ${tried.join('\n  ')}`);
  }
  const there = await firstThatLaunches(tried);
  if (there) return there;

  console.error('No installed Chrome, Chromium or Edge: installing Chromium by Playwright ...');
  if (playwrightInstalls(['install', 'chromium'], tried)) {
    const browser = await firstThatLaunches(tried);
    if (browser) return browser;
    if (isRoot() && playwrightInstalls(['install-deps', 'chromium'], tried)) {
      const withLibraries = await firstThatLaunches(tried);
      if (withLibraries) return withLibraries;
    }
  }
  if (canInstall()) {
    console.error('Installing Chromium by apt-get ...');
    const browser = debianInstalls(['chromium'], tried) ? await firstThatLaunches(tried) : undefined;
    if (browser) return browser;
  }
  throw new Error(
    [
      'No browser to test the page in. Install Google Chrome, Chromium or Microsoft Edge,',
      'or set BROWSER_PATH to one. Tried:',
      ...(tried.length > 0 ? tried : ['nothing was found']).map((line) => `  ${line}`),
    ].join('\n'),
  );
}
