import { existsSync, readFileSync } from 'node:fs';

// A runner that left no results, or failed without naming a test, has failed once: silence is never a pass.
function settled(count, ok) {
  return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function read(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** Where no test passes the run has failed, unless they were all to be skipped. */
export function countVitest(file, ok, isSkipped = false) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A test file that cannot be loaded fails as a file and holds no test.
  const unloaded = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return settled(count, ok && (isSkipped || count.passed > 0));
}

export function countPlaywright(file, ok) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settled({ passed: expected, failed: unexpected + flaky, skipped }, ok && expected > 0);
}

/** "N passed, N failed", and the skipped ones where there are any. */
export function closingLine(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
