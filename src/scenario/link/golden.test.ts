import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DESIGN_NAMES, OP_NAMES, opSpec } from '../../iommufd/index.ts';
import { decodeLink, encodeLink, formatText, LIBRARY, parseText, type Scenario, SEED } from '../index.ts';
import { formatPrefix } from '../text/prefix.ts';

/** Links that were given out, and what they say. Lines are added here; none is changed or taken away. */
const golden = Object.entries(
  JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8')) as Record<string, string[]>,
);

test.each(golden)('%s still decodes', (link, lines) => {
  const { scenario, problems } = decodeLink(link);
  expect(problems).toEqual([]);
  expect(
    formatText(scenario as Scenario)
      .trim()
      .split('\n'),
  ).toEqual(lines);
});

test('the links of the built-in scenarios are among them, the first in 26 characters', () => {
  const links = golden.map(([link]) => link);
  for (const { id, scenario } of LIBRARY) expect(links, id).toContain(encodeLink(scenario));
  expect(encodeLink(SEED)).toBe('1anaehj2E3Efklc.H.~cycleD2');
});

test.each(['README.md', 'docs/link.md'])('the link that %s shows opens the first scenario', (document) => {
  const text = readFileSync(new URL(`../../../${document}`, import.meta.url), 'utf8');
  const [shown] = /`#(1[\w.~-]+)`/.exec(text)?.slice(1) ?? [];
  expect(decodeLink(shown ?? '')).toEqual({ scenario: SEED, problems: [] });
});

test('every design, operation and operand stands in one of them: add a link for what is new', () => {
  const scenarios = golden.map(([, lines]) => parseText(lines.join('\n')).scenario);
  const said = new Set<string>(scenarios.map(({ design }) => design));
  for (const { name, operands } of scenarios.flatMap(({ ops }) => ops)) {
    said.add(name);
    for (const operand of Object.keys(operands)) said.add(`${name} ${operand}`);
  }
  const known = OP_NAMES.flatMap((name) => [
    name,
    ...opSpec(name).operands.map((operand) => `${name} ${operand.name}`),
  ]);
  expect([...DESIGN_NAMES, ...known].filter((one) => !said.has(one))).toEqual([]);
  const prefixes = new Set(scenarios.flatMap(({ ops }) => ops.map(formatPrefix)));
  expect([...prefixes]).toEqual(
    expect.arrayContaining(['fail_usercopy ', 'bg failslab 1 ', 'bg 5 ', 'bg until get_file:inc(count) ']),
  );
});

test('a number of steps that was given out says the moment that it came to; any other stays a number', () => {
  const was = `bg 1 destroy c q0
bg 14 hw_queue_alloc c viommu=vi index=1 > q1
resume steps=2
resume thread=1 steps=21`;
  const { scenario } = LIBRARY.find(({ id }) => id === 'queue-race') as (typeof LIBRARY)[number];
  const lines = formatText(scenario).split('\n');
  const text = (turns: string, design: string) =>
    lines
      .toSpliced(10, 4, ...turns.split('\n'))
      .toSpliced(1, 1, `# design: ${design}`)
      .join('\n');
  expect(parseText(text(was, '7.3')).scenario).toEqual(scenario);
  for (const other of [text(was, 'v6'), text(was.replace('14', '13'), '7.3')])
    expect(formatText(parseText(other).scenario)).toBe(other);
});
