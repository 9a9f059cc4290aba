import { describe, expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { createProcess } from './process.fixture.ts';
import { refusal } from './refusal.fixture.ts';

const U64 = '0xffffffffffffffff';

describe('ranges', () => {
  const IOAS = 'open > c\nioas_alloc c > io';
  const MAPPED = `${IOAS}\nioas_map c ioas=io len=0x2000\nioas_map c ioas=io iova=0x1003000`;
  test.each([
    ['ioas_map c ioas=io len=0', 'EINVAL', 'nothing to map'],
    ['ioas_map c ioas=io iova=0x1001000', 'EEXIST', 'mapped already'],
    ['ioas_map c ioas=io iova=0x1002000 len=0x1001', 'EEXIST', 'one byte of it mapped already'],
    [`ioas_map c ioas=io iova=${U64}`, 'EOVERFLOW', 'a map at the very end'],
    ['ioas_map c ioas=io iova=0xfffffffffffff000 len=0x2000', 'EOVERFLOW', 'a map beyond the end'],
    ['ioas_map c ioas=99', 'ENOENT', 'a map in nothing'],
    ['ioas_unmap c ioas=io len=0', 'EINVAL', 'nothing to unmap'],
    ['ioas_unmap c ioas=io iova=0x1002000', 'ENOENT', 'an unmap of a hole'],
    ['ioas_unmap c ioas=io', 'ENOENT', 'an unmap of half an area'],
    ['ioas_unmap c ioas=io iova=0x1001000', 'ENOENT', 'an unmap of the other half'],
    [`ioas_unmap c ioas=io iova=1 len=${U64}`, 'EOVERFLOW', 'an unmap of more than there is'],
    ['ioas_unmap c ioas=io iova=0xfffffffffffff000 len=0x2000', 'EOVERFLOW', 'an unmap beyond the end'],
    ['ioas_unmap c ioas=99', 'ENOENT', 'an unmap in nothing'],
    [`ioas_unmap c ioas=99 iova=0 len=${U64}`, 'ENOENT', 'an unmap of all of nothing'],
  ])('%s is %s: %s', (line, errno) => {
    expect(refusal(MAPPED, line)).toBe(errno);
  });

  test('an unmap of several areas says how many bytes it was, and one of all is never refused', () => {
    const { script, call } = createProcess(designOf('7.3'));
    script(MAPPED);
    expect(call('ioas_unmap c ioas=io len=0x4000').outcome?.unmapped).toBe(0x3000);
    expect(call('ioas_unmap c ioas=io all=1').outcome).toMatchObject({ ret: 0, unmapped: 0 });
  });

  test('IOVA 0 with the largest length is all of it, as all=1 is, whatever else is given', () => {
    for (const operands of [`iova=0 len=${U64}`, 'all=1', 'all=1 iova=5 len=0']) {
      const { script, call } = createProcess(designOf('7.3'));
      script(`${MAPPED}\nioas_map c ioas=io iova=0 len=1`);
      expect(call(`ioas_unmap c ioas=io ${operands}`).outcome).toMatchObject({ ret: 0, unmapped: 0x3001 });
      expect(call(`ioas_unmap c ioas=io ${operands}`).outcome).toMatchObject({ ret: 0, unmapped: 0 });
    }
  });

  const TABLE = `${IOAS}\nmock_domain c pt=io > sd dev hw`;
  const PINNING = `${IOAS}\naccess_create c ioas=io > acc`;
  test.each([
    [IOAS, 1, null, 'no one asks for an alignment'],
    [TABLE, 1, 'EINVAL', 'a table wants 2048'],
    [TABLE, 0x400, 'EINVAL', 'a table wants 2048'],
    [TABLE, 0x800, null, 'a table wants 2048'],
    [TABLE, 0x1800, null, 'the offset into its page counts'],
    [PINNING, 0x800, 'EINVAL', 'a pinning access wants 4096'],
    [PINNING, 0x3000, null, 'a pinning access wants 4096'],
    [PINNING.replace('> acc', 'pin=0 > acc'), 1, null, 'an access that only reads wants nothing'],
  ])('%s: user memory at offset %i is mapped with %s: %s', (setup, va, errno, _) => {
    expect(refusal(setup, `ioas_map c ioas=io va=${va}`)).toBe(errno);
  });

  test('nothing joins an IOAS whose user memory is not aligned as it needs: EADDRINUSE', () => {
    const at = (va: string) => `${IOAS}\nioas_map c ioas=io va=${va}`;
    for (const line of ['mock_domain c pt=io > sd dev hw', 'access_create c ioas=io > acc'])
      expect(refusal(at('1'), line)).toBe('EADDRINUSE');
    expect(refusal(at('0x800'), 'mock_domain c pt=io > sd dev hw')).toBeNull();
    expect(refusal(at('0x800'), 'access_create c ioas=io > acc')).toBe('EADDRINUSE');
    expect(refusal(at('0x800'), 'access_create c ioas=io pin=0 > acc')).toBeNull();
  });

  test('a table cannot be built on an IOAS with something mapped that it cannot translate, and nothing stays', () => {
    const unaligned = `${IOAS}\nioas_map c ioas=io iova=0x2000400 len=0x400`;
    const below = `${IOAS}\nioas_map c ioas=io iova=0x1000`;
    for (const setup of [unaligned, below])
      expect(refusal(setup, 'mock_domain c pt=io > sd dev hw')).toBe('EADDRINUSE');
  });
});

describe('a range that an access pins or reads', () => {
  const PINNED =
    'open > c\nioas_alloc c > io\nioas_map c ioas=io len=0x2000000\naccess_create c ioas=io > acc';
  test.each([
    ['pin c access=acc len=0 > p', 'EINVAL', 'nothing to pin'],
    ['access_rw c access=acc len=0', 'EINVAL', 'nothing to read'],
    ['access_rw c access=acc iova=0x5000000 len=0', 'EINVAL', 'nothing to read in a hole'],
    [`pin c access=acc iova=${U64} len=2 > p`, 'EOVERFLOW', 'a pin beyond the end'],
    [`access_rw c access=acc iova=${U64} len=2`, 'EOVERFLOW', 'a read beyond the end'],
    [`access_rw c access=acc iova=${U64} len=1`, 'ENOENT', 'a read at the very end, where nothing is mapped'],
    ['pin c access=acc len=0x1000001 > p', 'ENOMEM', 'more than the mock pins at once'],
    [`pin c access=acc iova=${U64} len=0x2000000 > p`, 'ENOMEM', 'more than that, before anything else'],
    ['pin c access=acc len=0x1000000 > p', null, 'as much as the mock pins at once'],
  ])('%s is %s: %s', (line, errno, _) => {
    expect(refusal(PINNED, line)).toBe(errno);
  });

  test('is looked at before the lock of the access is taken', () => {
    const { script, call } = createProcess(designOf('7.3'));
    script(PINNED);
    const { steps } = call('access_rw c access=acc len=0');
    expect(steps.filter(({ effect }) => effect.do === 'lock')).toEqual([]);
  });
});
