import { Exploration, type Stored, startOf } from '../explorer/index.ts';
import { promelaOf, tlaOf } from '../export/index.ts';
import { type DesignName, designOf, type Op } from '../iommufd/index.ts';

/** What is explored, in the language of another model checker. */
export interface ModelQuestion {
  readonly kind: 'model';
  readonly language: 'Promela' | 'TLA+';
  readonly ops: readonly Op[];
  readonly design: DesignName;
}

export type ModelAnswer =
  | { readonly kind: 'model'; readonly text: string }
  /** Why there is none. */
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'end' };

/** Where the exploration of a model stops in the page; the command line goes further. */
const MOST: Stored = { states: 50_000, bytes: 256 * 2 ** 20 };

/** Writes the model of every order after some operations. */
export function* modelOf({ language, ops, design }: ModelQuestion): Generator<ModelAnswer> {
  const found = new Exploration(startOf(ops, designOf(design)));
  found.explore(Number.POSITIVE_INFINITY, MOST);
  if (found.isComplete)
    yield { kind: 'model', text: language === 'Promela' ? promelaOf(found) : tlaOf(found) };
  else
    yield {
      kind: 'refused',
      because: `It stopped at ${found.bound}: the command line writes larger models.`,
    };
  yield { kind: 'end' };
}
