import type { Key, Reading } from '../../scene/index.ts';
import { namer } from '../../scene/index.ts';
import { type Moment, pictureOf } from '../picture/moment.ts';
import { referencesOf } from '../picture/references.ts';
import { saidOf } from '../picture/said.ts';
import { ascii, paragraph } from './plain.ts';
import { ringOf } from './ring.ts';

/** What each node is called: its kind alone, as people do, where there is one of it. */
export function callerOf(moment: Moment): (key: Key) => string {
  const { nodes } = moment.scene;
  const full = namer(moment.scene, pictureOf(moment).nodes);
  const kinds = new Map(nodes.map(({ key, kind }) => [key, kind]));
  return (key) => {
    const kind = kinds.get(key);
    const isOnly = kind !== 'fd' && nodes.filter((node) => node.kind === kind).length === 1;
    return ascii(isOnly && kind ? kind : full(key));
  };
}

/** Each cycle as a ring, those that pin themselves first. Nothing where there is none. */
export function cyclesTextOf(moment: Moment, { reading }: { readonly reading: Reading }): string {
  const name = callerOf(moment);
  const { cycles } = pictureOf(moment);
  return cycles
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
    .map(({ nodes }) => `${ringOf(nodes.map(name), reading).join('\n')}\n`)
    .join('\n');
}

/**
 * The graph at a moment for a mail: its cycles as rings; then each node with its counts, and below it what it holds;
 * what is gone in the last line.
 */
export function graphTextOf(moment: Moment, look: { readonly reading: Reading }): string {
  const { verdict, because, place } = saidOf(moment);
  const name = callerOf(moment);
  const { nodes, edges } = referencesOf(moment);
  const alive = nodes.filter(({ status }) => status !== 'freed');
  const freed = nodes.filter(({ status }) => status === 'freed');
  const told = alive.flatMap(({ node: key, counts, wait, tag }): readonly string[] => {
    const said = [counts, wait, tag].filter(Boolean).join(', ');
    const held = edges.filter(({ from, status }) => from === key && status !== 'none');
    const inXarray = held.filter(({ role }) => role === 'xarray').map(({ to }) => name(to));
    return [
      said ? `${name(key)}: ${ascii(said)}` : name(key),
      ...held
        .filter(({ role }) => role !== 'xarray')
        .map(({ to, role, notTaken }) =>
          notTaken
            ? `  ..${notTaken}..> ${name(to)}  [${role}]`
            : `  --${look.reading}--> ${name(to)}  [${role}]`,
        ),
      ...(inXarray.length > 0 ? paragraph(inXarray.join(', '), 4, `  --${look.reading}--> [xarray] `) : []),
    ];
  });
  const cycles = cyclesTextOf(moment, look);
  const ghosts = freed.map(({ node }) => name(node)).join(', ');
  return [
    ...paragraph(`${verdict} ${because}.`),
    ...paragraph(`${place}.`),
    '',
    ...(cycles ? [cycles] : []),
    ...told,
    ...(ghosts ? ['', ...paragraph(`freed: ${ghosts}`, 2)] : []),
    '',
  ].join('\n');
}
