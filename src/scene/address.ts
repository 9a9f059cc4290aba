import type { Run } from '../trace/index.ts';
import { type Address, bindingOf } from './binding.ts';
import type { Key } from './keys.ts';

/** The cells a node stands for in one run: an object or a ctx, and a file. None where the run has no such node. */
export function cellsOf(run: Run, key: Key): readonly Address[] {
  const found = bindingOf(run).cells.get(key);
  return [found?.self, found?.file].filter((address) => typeof address === 'number');
}

/** The node that stands for a cell. */
export function keyOf(run: Run, address: Address): Key | undefined {
  return bindingOf(run).keys[address];
}
