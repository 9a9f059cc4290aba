import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designOf } from '../iommufd/index.ts';
import { type Claim, LIBRARY, SEED } from '../scenario/index.ts';
import { ENGINE } from './claim.ts';
import { checkClaim, claimOf, run } from './index.ts';
import { verdictOf } from './run.fixture.ts';

const leak = run(SEED.ops, designOf('naive'));
const verdict = verdictOf(leak);
const claim = claimOf('naive', leak, verdict);
const check = (more: Partial<Claim>) => checkClaim({ ...claim, ...more }, leak, verdict);

test('what is claimed of a run is reproduced by it, in whichever version', () => {
  expect(check({})).toEqual({
    isReproduced: true,
    says: `ends LEAK in naive; end state identical (engine ${ENGINE})`,
  });
  expect(check({ engine: 77 })).toEqual({
    isReproduced: true,
    says: `ends LEAK in naive; end state identical (claimed by engine 77, run by engine ${ENGINE})`,
  });
});

test('another verdict is said with its reason, and whether the end state differs as well', () => {
  const { isReproduced, says } = check({ verdict: 'FREED' });
  expect(isReproduced).toBe(false);
  expect(says).toBe(
    `FREED claimed in naive, but it ends LEAK: ${verdict.headline.because}; the end state is identical (claimed by engine 1, run by engine ${ENGINE})`,
  );
  expect(check({ verdict: 'FREED', digest: '00000000' }).says).toContain(
    `; the end state differs: 00000000 claimed, ${claim.digest} found (`,
  );
});

test('the same verdict over another end state differs', () => {
  expect(check({ digest: '00000000', engine: 2 })).toEqual({
    isReproduced: false,
    says: `ends LEAK in naive as claimed, but the end state differs: 00000000 claimed, ${claim.digest} found (claimed by engine 2, run by engine ${ENGINE})`,
  });
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
