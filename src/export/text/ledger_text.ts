import { roleOf } from '../../iommufd/index.ts';
import { entries } from '../../machine/index.ts';
import {
  COUNT_WORDS,
  countsOf,
  formatCount,
  isExplained,
  NO_LEDGER,
  nameOf,
  notTaken,
  type Row,
  takenIn,
} from '../../trace/index.ts';
import type { Look } from '../picture/look.ts';
import type { Moment } from '../picture/moment.ts';
import { saidOf } from '../picture/said.ts';
import { footOf } from './foot.ts';
import { ascii, paragraph } from './plain.ts';

/** Who has a reference, where it was taken and who will put it. */
function rowText(state: Moment['run']['frames'][number]['state'], row: Row): readonly string[] {
  const { role, by, nth } = row.ref;
  // Everybody knows of these.
  if (role === 'xarray' || role === 'bias') return [`  ${role}`];
  const role_ = roleOf(role);
  const who = role === 'fd' ? `fd ${nth}` : nameOf(state, by);
  return paragraph(
    `${role.includes('->') ? `[${role}], ` : ''}taken in ${takenIn(row) ?? role_.taken}, put by ${role_.put}`,
    16,
    `  ${ascii(who).padEnd(13)} `,
  );
}

/** Every count that is not what it starts from, as the sum of who holds it. */
export function ledgerTextOf(moment: Moment, look: Pick<Look, 'link'>): string {
  const { run, ledgers, frame } = moment;
  const state = run.frames[frame]?.state ?? [];
  const ledger = ledgers[frame] ?? NO_LEDGER;
  const counts = [...entries(state)].flatMap(([address]) =>
    countsOf(state, ledger, address)
      .filter(({ name, value, rows }) => name !== 'wait' || value !== 1 || rows.length !== 1)
      .flatMap((count) => [
        ascii(
          `${nameOf(state, address)}: ${COUNT_WORDS[count.name]} ${formatCount(count.value)}${isExplained(count) ? '' : `, of which ${count.rows.length} are explained`}`,
        ),
        ...count.rows.flatMap((row) => rowText(state, row)),
      ]),
  );
  const skipped = ledger.uncounted.flatMap((row) =>
    paragraph(
      `[${row.ref.role}] of ${nameOf(state, row.ref.by)} on ${nameOf(state, row.of)}: ${notTaken(row)}`,
      2,
    ),
  );
  return [
    ...paragraph(`${saidOf(moment).place}.`),
    '',
    ...counts,
    ...skipped,
    '',
    ...footOf(moment, look),
  ].join('\n');
}
