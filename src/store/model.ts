import { Exploration, startOf } from '../explorer/index.ts';
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

/** States beyond which a page does not wait for a model; the command line goes further. */
const MOST_STATES = 50_000;

/** Writes the model of every order after some operations. */
export function* modelOf({ language, ops, design }: ModelQuestion): Generator<ModelAnswer> {
  const found = new Exploration(startOf(ops, designOf(design)));
  found.explore(MOST_STATES);
  if (found.isComplete)
    yield { kind: 'model', text: language === 'Promela' ? promelaOf(found) : tlaOf(found) };
  else
    yield {
      kind: 'refused',
      because: `There are more than ${MOST_STATES.toLocaleString('en-US')} states: the command line writes larger models.`,
    };
  yield { kind: 'end' };
}
