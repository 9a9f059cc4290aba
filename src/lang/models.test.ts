import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, formatProblem, patchFiles, type SourceFile } from './index.ts';

const read = (folder: string, ends: RegExp): SourceFile[] =>
  readdirSync(folder)
    .filter((name) => ends.test(name))
    .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));

const MODELS = readdirSync('models', { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name);

test.each(MODELS)('the model %s has no mistake, and has each of its designs', (name) => {
  const files = read(`models/${name}`, /\.[ch]$/);
  const designs = read(`models/${name}/designs`, /\.patch$/);
  expect(check(files).problems.map(formatProblem)).toEqual([]);
  expect(designs.length).toBeGreaterThan(0);
  for (const design of designs) {
    const patched = patchFiles(files, [design]);
    const problems = 'problems' in patched ? patched.problems : check(patched).problems;
    expect([design.name, problems.map(formatProblem)]).toEqual([design.name, []]);
    expect(patched).not.toEqual(files);
  }
});

test.each(MODELS)(
  'the model %s says from what it was written, and that it is not from the source of the kernel',
  (name) => {
    const [head = ''] = read(`models/${name}`, /\.c$/).map(({ text }) => text.slice(0, text.indexOf('*/')));
    expect(head.replace(/\s*\n \*\s*/g, ' ')).toMatch(
      /Source: .*not from the kernel's source.*What it leaves out:/,
    );
  },
);
