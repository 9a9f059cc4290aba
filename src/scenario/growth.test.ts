import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { OpName } from '../iommufd/index.ts';
import { decodeLink, encodeLink, formatText, parseText, type Scenario } from './index.ts';

/*
 * The table as it may be one day: an operation that makes an object and its file, and an optional operand that names
 * such an object, behind the others of an operation that there was before.
 */

vi.mock('../iommufd/op_table.ts', async (original) => {
  const { OPS } = await original<typeof import('../iommufd/op_table.ts')>();
  const ctx = OPS.ioas_alloc.operands[0];
  const labels = [
    { stem: 'ev', names: 'event' },
    { stem: 'efd', names: 'vfio' },
  ];
  const event = { name: 'event', type: 'id', default: 0n, accepts: ['event'], says: 'its events' };
  return {
    OPS: {
      event_alloc: { entry: '', says: '', operands: [ctx], labels },
      ...OPS,
      hwpt_alloc: { ...OPS.hwpt_alloc, operands: [...OPS.hwpt_alloc.operands, event] },
    },
  };
});

vi.mock('./link/codes.ts', async (original) => {
  const codes = await original<typeof import('./link/codes.ts')>();
  const { OP_CODES } = codes;
  const grown = { hwpt_alloc: [...OP_CODES.hwpt_alloc, 'event'], event_alloc: ['Y', 'ctx'] };
  return { ...codes, OP_CODES: { ...OP_CODES, ...grown } };
});

test('old links say what they said when there are more operations and operands', () => {
  const golden = JSON.parse(readFileSync(new URL('./link/golden.json', import.meta.url), 'utf8')) as object;
  for (const [link, lines] of Object.entries(golden)) {
    const { scenario, problems } = decodeLink(link);
    expect(problems).toEqual([]);
    expect(formatText(scenario as Scenario).trim()).toBe(lines.join('\n'));
  }
});

test.each([
  ['left out', ''],
  ['the nearest label', ' event=ev2'],
  ['a label further off', ' event=ev'],
  ['a number', ' event=7'],
])('an optional ID goes through text and link: %s', (_, event) => {
  const text = `# design: 7.3
open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
event_alloc c > ev efd
event_alloc c > ev2 efd2
hwpt_alloc c dev=dev pt=io${event} > hp
close efd
`;
  const { scenario, problems } = parseText(text);
  expect(problems).toEqual([]);
  expect(scenario.ops[3]?.name).toBe('event_alloc' as OpName);
  expect(formatText(scenario)).toBe(text);
  expect(decodeLink(encodeLink(scenario))).toEqual({ scenario, problems: [] });
});
