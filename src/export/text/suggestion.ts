import { designOf, MAIN_DESIGNS } from '../../iommufd/index.ts';
import { LIBRARY, type Scenario } from '../../scenario/index.ts';
import { holds, keepLedgers, run } from '../../trace/index.ts';
import type { Arrow } from './drawing.ts';

/** What people call kinds of objects, where that is not the name of the kind. */
const KINDS: Readonly<Record<string, string>> = {
  ctx: 'ictx',
  file: 'ictx',
  'ctx file': 'ictx',
  fd: 'task',
  hwpt: 'hwpt_paging',
  hwq: 'hw_queue',
  queue: 'hw_queue',
  vdev: 'vdevice',
  idev: 'device',
  dev: 'device',
};

/** The kind that a name in a drawing stands for, without its ID. */
function kindOf(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/^(?:fd) .*/, 'fd')
    .replace(/\s+\d+$/, '')
    .replace(/^(?:the|an?) /, '');
  return KINDS[word] ?? word;
}

/** A scenario of the library, in the design and at the step where everything that is drawn is held. */
export function suggestionFor(arrows: readonly Arrow[]): Scenario | undefined {
  const wanted = [...new Set(arrows.map(({ from, to }) => `${kindOf(from)} > ${kindOf(to)}`))];
  for (const { scenario } of LIBRARY)
    for (const design of new Set([scenario.design, ...MAIN_DESIGNS])) {
      const found = run(scenario.ops, designOf(design));
      const ledgers = keepLedgers(found);
      for (const [i, { last }] of found.ops.entries()) {
        const state = found.frames[last]?.state ?? [];
        const name = (address: number) => {
          const cell = state[address] as { readonly kind: string; readonly fops?: string } | undefined;
          return cell?.kind === 'ctx' || (cell?.kind === 'file' && cell.fops === 'iommufd')
            ? 'ictx'
            : cell?.kind;
        };
        const ledger = ledgers[last];
        const held = new Set(
          ledger ? holds(state, ledger).map(({ holder, held: of }) => `${name(holder)} > ${name(of)}`) : [],
        );
        if (wanted.every((one) => held.has(one)))
          return { ...scenario, design, cursor: { op: i + 1, step: 0 } };
      }
    }
  return undefined;
}
