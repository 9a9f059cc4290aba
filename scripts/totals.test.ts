import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest } from './totals.mjs';

function report(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'totals-')), 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const page = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 } };
const crashed = { passed: 0, failed: 1, skipped: 0 };

test('counts what the runners counted', () => {
  expect(countVitest(report(unit), true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  expect(countPlaywright(report(page), true)).toEqual({ passed: 4, failed: 0, skipped: 0 });
});

test('no test that passed is a failure, unless all were to be skipped', () => {
  const skipped = { ...unit, numPassedTests: 0 };
  expect(countVitest(report(skipped), true).failed).toBe(1);
  expect(countVitest(report(skipped), true, true)).toEqual({ passed: 0, failed: 0, skipped: 2 });
});

test('a runner that left no results, or half of them, has failed', () => {
  for (const count of [countVitest, countPlaywright]) {
    expect(count('/nowhere/report.json', true)).toEqual(crashed);
    expect(count(report('{"stats":'), true)).toEqual(crashed);
  }
});

test('a runner that ended badly has failed, even where every test passed', () => {
  expect(countVitest(report(unit), false).failed).toBe(1);
  expect(countPlaywright(report(page), false).failed).toBe(1);
});

test('a test file that cannot be loaded is a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ];
  expect(countVitest(report({ ...unit, numFailedTests: 1, testResults }), false).failed).toBe(2);
});

test('running no test at all is a failure', () => {
  expect(countVitest(report({ ...unit, numPassedTests: 0 }), true).failed).toBe(1);
  expect(countPlaywright(report({ stats: { ...page.stats, expected: 0 } }), true).failed).toBe(1);
});

test('a page test that passed only at the second try is a failure', () => {
  expect(countPlaywright(report({ stats: { ...page.stats, flaky: 1 } }), true).failed).toBe(1);
});

test('the closing line adds up, and names the skipped only where there are some', () => {
  expect(closingLine([{ passed: 2, failed: 0, skipped: 0 }, crashed])).toBe('2 passed, 1 failed');
  expect(closingLine([{ passed: 2, failed: 0, skipped: 3 }])).toBe('2 passed, 0 failed, 3 skipped');
});
