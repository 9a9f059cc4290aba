// Vitest runs every test once as it is, and this runner once more for each mutant that the test can see.
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { TestRunner } from 'vitest';

const { numbers, caughtFile } = JSON.parse(process.env.MUTANTS);

/** A mutant may make a test this much longer, and some: what runs on has no end. */
const LONGER = 3;
const SOME = 100_000;

const asleep = () => false;
globalThis.mutant = asleep;

/** Runs something without a mutant: the mutants that it comes to, and how often it comes to any. */
async function observe(run) {
  const reached = new Set();
  let visits = 0;
  globalThis.mutant = (number) => {
    visits++;
    reached.add(number);
    return false;
  };
  await run();
  globalThis.mutant = asleep;
  return { reached, visits };
}

/** Does it fail while this mutant lives? */
async function fails(run, alive, visits) {
  let left = LONGER * visits + SOME;
  globalThis.mutant = (number) => {
    if (--left < 0) throw new Error(`mutant ${alive} has no end`);
    return number === alive;
  };
  try {
    await run();
    return left < 0;
  } catch {
    return true;
  } finally {
    globalThis.mutant = asleep;
  }
}

export default class MutantRunner extends TestRunner {
  left = new Set(numbers);

  onBeforeRunFiles() {
    for (const line of readFileSync(caughtFile, 'utf8').split('\n'))
      if (line) this.left.delete(JSON.parse(line).number);
  }

  async runTask(test) {
    const run = TestRunner.getTestFn(test);
    const { reached, visits } = await observe(run);
    for (const number of this.left) {
      if (!reached.has(number) || !(await fails(run, number, visits))) continue;
      this.left.delete(number);
      const by = relative(process.cwd(), test.file.filepath);
      appendFileSync(caughtFile, `${JSON.stringify({ number, by, test: test.name })}\n`);
    }
  }
}
