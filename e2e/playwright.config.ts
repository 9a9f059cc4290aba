import { defineConfig, devices } from '@playwright/test';
import { launchArgs } from '../scripts/browser.mjs';

const port = process.env.E2E_PORT ?? '4319';
const executablePath = process.env.BROWSER_PATH;
// Below a path of its own, as on a project page: an absolute address in the build would fail here.
const path = '/some/where/';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A slow machine fails no test: only what never comes does.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalTimeout: 40 * 60_000,
  use: {
    baseURL: `http://127.0.0.1:${port}${path}`,
    actionTimeout: 30_000,
    // Only what is about them has them: each test would begin by fetching the whole build.
    serviceWorkers: 'block',
    // Without pictures of every step, which take longer than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: { args: launchArgs, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --base ${path} --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: '..',
    url: `http://127.0.0.1:${port}${path}`,
    reuseExistingServer: false,
  },
});
