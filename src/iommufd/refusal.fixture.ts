import { expect } from 'vitest';
import { snapshot } from '../machine/memory/memory.ts';
import { designOf } from './custom_design.ts';
import { brokenLaws } from './laws.ts';
import { createProcess, type Process } from './process.fixture.ts';

/** Live cells, each with its address: what a refused operation must leave as it was. */
const live = ({ k }: Process) => snapshot(k).flatMap((cell, at) => (cell.freed ? [] : [{ ...cell, at }]));

/** Runs `setup`, and says what `line` is refused with; a refusal that leaves a trace fails. */
export function refusal(setup: string, line: string, design = designOf('7.3')): string | null {
  const process = createProcess(design);
  process.script(setup);
  const before = live(process);
  const errno = process.errno(line);
  if (errno) expect(live(process)).toEqual(before);
  expect(brokenLaws(process.k.cells, true).filter(({ law }) => law !== 'I7' && law !== 'I8')).toEqual([]);
  return errno;
}
