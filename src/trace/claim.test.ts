import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designOf } from '../iommufd/index.ts';
import { type Claim, LIBRARY, SEED } from '../scenario/index.ts';
import { checkClaim, claimOf, run } from './index.ts';
import { verdictOf } from './run/run.fixture.ts';

const leak = run(SEED.ops, designOf('naive'));
const verdict = verdictOf(leak);
const claim = claimOf('naive', leak, verdict);
const { engine: ENGINE } = claim;
/** What is said first of a claim of a version to come. */
const NEWER = `claimed under newer rules (engine 77), checked by older ones (engine ${ENGINE}): `;
const check = (more: Partial<Claim>) => checkClaim({ ...claim, ...more }, leak, verdict);

test('what is claimed of a run is reproduced by it, in whichever version', () => {
  expect(check({})).toEqual({
    isReproduced: true,
    says: 'ends LEAK in naive; end state identical',
    because: null,
  });
  expect(check({ engine: 77 })).toEqual({
    isReproduced: true,
    says: `${NEWER}ends LEAK in naive; end state identical`,
    because: null,
  });
});

test('another verdict is said with its reason, and whether the end state differs as well', () => {
  const { because } = verdict.headline;
  expect(check({ verdict: 'FREED' })).toEqual({
    isReproduced: false,
    says: 'FREED claimed in naive, but it ends LEAK; the end state is identical',
    because,
  });
  expect(check({ verdict: 'FREED', digest: '00000000' })).toEqual({
    isReproduced: false,
    says: `FREED claimed in naive, but it ends LEAK; the end state differs: 00000000 claimed, ${claim.digest} found`,
    because,
  });
});

test('the same verdict over another end state differs', () => {
  expect(check({ digest: '00000000', engine: 77 })).toEqual({
    isReproduced: false,
    says: `${NEWER}ends LEAK in naive as claimed, but the end state differs: 00000000 claimed, ${claim.digest} found`,
    because: null,
  });
});

test('a claim of older rules that is not reproduced says so first: rules that were put right are no false claim', () => {
  expect(check({ verdict: 'UAF', engine: 1 }).says).toBe(
    `claimed under older rules (engine 1), checked by newer ones (engine ${ENGINE}): UAF claimed in naive, but it ends LEAK; the end state is identical`,
  );
});

/** By version of the engine: how each built-in scenario ends. */
const endings = JSON.parse(readFileSync(new URL('./endings.json', import.meta.url), 'utf8'));

test('the built-in scenarios end as this version of the engine has it: where they do not, ENGINE is one more', () => {
  const now = LIBRARY.map(({ id, scenario: { ops, design } }) => {
    const found = run(ops, designOf(design));
    const { verdict: name, digest } = claimOf(design, found, verdictOf(found));
    return [id, `${name} ${digest}`];
  });
  expect(Object.fromEntries(now)).toEqual(endings[ENGINE]);
});
