import { type Key, namer, pictureAt, type Reading } from '../../scene/index.ts';
import { type Frame, findCycles, holds, type Ledger } from '../../trace/index.ts';
import type { Look } from '../picture/look.ts';
import { type Moment, pictureOf } from '../picture/moment.ts';
import { referencesOf } from '../picture/references.ts';
import { saidOf } from '../picture/said.ts';
import { footOf } from './foot.ts';
import { ascii, paragraph } from './plain.ts';
import { ringOf } from './ring.ts';

type Name = (key: Key) => string;

/** What each node is called, with its ID. */
export function callerOf(moment: Moment): Name {
  const name = namer(moment.scene, pictureOf(moment).nodes);
  return (key) => ascii(name(key));
}

/** The same by its kind alone, as people draw it, where there is one of it. */
function drawerOf(moment: Moment): Name {
  const { nodes } = moment.scene;
  const full = callerOf(moment);
  const kinds = new Map(nodes.map(({ key, kind }) => [key, kind]));
  return (key) => {
    const kind = kinds.get(key);
    const isOnly = kind !== 'fd' && nodes.filter((node) => node.kind === kind).length === 1;
    return ascii(isOnly && kind ? kind : full(key));
  };
}

/** Each cycle as a ring, those that pin themselves first. Nothing where there is none. */
function ringsOf(moment: Moment, reading: Reading, name: Name): readonly string[] {
  return pictureOf(moment)
    .cycles.toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
    .flatMap(({ nodes }) => [...ringOf(nodes.map(name), reading), '']);
}

/** Whether a step may close a cycle: something is taken, changes hands, or is pointed to. */
function mayClose({ step }: Frame): boolean {
  const effect = step?.effect;
  if (effect?.do === 'count') return effect.to > effect.from || effect.op === 'set';
  return effect?.do === 'handover' || effect?.do === 'alloc' || effect?.do === 'set';
}

/** That there is no cycle at a moment, and which step is the next to close one; if none is, the first that did. */
function noCycle({ scene, run, ledgers, frame }: Moment): string {
  const has = (at: number) => {
    const { state } = run.frames[at] as Frame;
    const edges = holds(state, ledgers[at] as Ledger);
    return findCycles(edges).length > 0 && pictureAt(scene, run, ledgers, at).cycles.length > 0;
  };
  const steps = [...run.frames.entries()].flatMap(([at, one]) => (mayClose(one) ? [at] : []));
  const near = steps.filter((at) => at > frame).find(has) ?? steps.filter((at) => at < frame).find(has);
  const here = `There is no cycle at step ${frame} of ${run.frames.length - 1}`;
  return near === undefined ? `${here}, or at any other step.` : `${here}; step ${near} has one.`;
}

/** Each cycle at a moment as reviewers draw it; where there is none, a sentence that says so. */
export function cyclesTextOf(moment: Moment, look: Pick<Look, 'reading' | 'link'>): string {
  const rings = ringsOf(moment, look.reading, drawerOf(moment));
  return [...(rings.length > 0 ? rings : [...paragraph(noCycle(moment)), '']), ...footOf(moment, look)].join(
    '\n',
  );
}

/**
 * The graph at a moment for a mail: its cycles as rings; then each node with its counts, and below it what it holds;
 * what is gone in the last line.
 */
export function graphTextOf(moment: Moment, look: Pick<Look, 'reading' | 'link'>): string {
  const { place } = saidOf(moment);
  const name = callerOf(moment);
  const { nodes, edges } = referencesOf(moment);
  const ids = new Map(nodes.map(({ node, id }) => [node, Number(id)]));
  const alive = nodes.filter(({ status }) => status !== 'freed');
  const freed = nodes.filter(({ status }) => status === 'freed');
  const told = alive.flatMap(({ node: key, counts, wait, tag }): readonly string[] => {
    const said = [counts, wait, tag].filter(Boolean).join(', ');
    const held = edges.filter(({ from, status }) => from === key && status !== 'none');
    const inXarray = held
      .filter(({ role }) => role === 'xarray')
      .toSorted((a, b) => (ids.get(a.to) ?? 0) - (ids.get(b.to) ?? 0))
      .map(({ to }) => name(to));
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
  const ghosts = freed.map(({ node }) => name(node)).join(', ');
  return [
    ...paragraph(`${place}.`),
    '',
    ...ringsOf(moment, look.reading, name),
    ...told,
    ...(ghosts ? ['', ...paragraph(`freed: ${ghosts}`, 2)] : []),
    '',
    ...footOf(moment, look),
  ].join('\n');
}
