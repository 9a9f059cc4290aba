import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isInstalled, isSupportedNode, missingOptional } from './dependencies.mjs';

const lock = readFileSync('package-lock.json', 'utf8');

describe('the lock file of this project', () => {
  test('holds every binary that a dependency offers for some platform', () => {
    expect(missingOptional(JSON.parse(lock).packages)).toEqual([]);
  });

  test('says what to install, never from where', () => {
    expect(lock).not.toMatch(/"resolved"/);
  });

  test('agrees with the exact versions in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const packages = JSON.parse(lock).packages;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  });
});

test('an optional dependency is found beside its user or above it, and missed elsewhere', () => {
  const user = { optionalDependencies: { near: '1', far: '1', absent: '1' } };
  const packages = {
    '': {},
    'node_modules/a': user,
    'node_modules/a/node_modules/near': {},
    'node_modules/far': {},
    'node_modules/b/node_modules/absent': {},
  };
  expect(missingOptional(packages)).toEqual(['node_modules/a needs absent']);
});

describe('what is installed', () => {
  const here = { platform: 'linux', arch: 'x64' };
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha-a' },
    'node_modules/a-mac': { version: '1.0.0', integrity: 'sha-m', optional: true, os: ['darwin'] },
  };
  const a = { version: '1.0.0', integrity: 'sha-a' };

  test('is enough when only binaries of other platforms are left out', () => {
    expect(isInstalled(wanted, { 'node_modules/a': a }, here)).toBe(true);
  });
  test('is not enough when a package is missing, older or of other bytes', () => {
    expect(isInstalled(wanted, {}, here)).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/a': { ...a, version: '0.9.0' } }, here)).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/a': { ...a, integrity: 'sha-x' } }, here)).toBe(false);
  });
  test('is not enough when it was copied from a machine of another kind', () => {
    const copied = { 'node_modules/a': a, 'node_modules/a-mac': wanted['node_modules/a-mac'] };
    expect(isInstalled(wanted, copied, here)).toBe(false);
    expect(isInstalled(wanted, copied, { platform: 'darwin', arch: 'arm64' })).toBe(true);
  });
});

test('the Node versions of the engines field are accepted, and only they', () => {
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '26.0.0'])
    expect(isSupportedNode(version), version).toBe(true);
  for (const version of ['18.20.0', '20.18.9', '21.7.0', '22.11.0'])
    expect(isSupportedNode(version), version).toBe(false);
});
