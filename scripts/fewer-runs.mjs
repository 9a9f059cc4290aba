// In place of fast-check while mutants are tried: properties with fewer runs, and without a search for a smaller failure.
import { createRequire } from 'node:module';

const fc = createRequire(import.meta.url)('fast-check');

const SHARE = 10;

const assert = (property, { numRuns = 100, ...given } = {}) =>
  fc.assert(property, { ...given, numRuns: Math.ceil(numRuns / SHARE), endOnFailure: true });

export default { ...fc, assert };
