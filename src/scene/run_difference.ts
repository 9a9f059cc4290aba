import type { Ledger, Run } from '../trace/index.ts';
import type { NodePicture, Picture } from './picture.ts';
import { pictureAt } from './picture.ts';
import type { Scene, SceneNode } from './scene.ts';

/** A run with the ledger of each of its frames, and what its design is called. */
export interface Told {
  readonly name: string;
  readonly run: Run;
  readonly ledgers: readonly Ledger[];
}

/** After an operation the runs differ in more, or in less, than before it. */
export interface RunDifference {
  readonly op: number;
  /** What differs after it: what the operation returns first, then counts, then references. */
  readonly says: readonly string[];
}

/** How each run says something, if they do not all say the same: `2 in naive, 1 in 7.3`. */
function apart(told: readonly Told[], says: readonly string[]): string | null {
  if (new Set(says).size === 1) return null;
  return says.map((one, i) => `${one} in ${told[i]?.name}`).join(', ');
}

function called({ kind, label }: SceneNode, shown: readonly (NodePicture | undefined)[]): string {
  const id = shown.find((one) => one?.id != null)?.id;
  return `${kind}${id == null ? (label ? ` ${label}` : '') : ` ${id}`}`;
}

const isThere = (one: NodePicture | undefined) => one && one.status !== 'future' && one.status !== 'freed';

/** What there is to see of a node, as far as designs can differ in it. */
function seen(one: NodePicture | undefined): string {
  if (!one || one.status === 'future') return 'not there';
  if (one.status === 'freed') return 'freed';
  const counts = [
    one.users === null ? '' : `users ${one.users}`,
    one.wait === null ? '' : `wait_cnt ${one.wait}`,
    one.file === null ? '' : `file count ${one.file}`,
  ].filter(Boolean);
  return counts.join(', ') || 'there';
}

/** How pictures of the same operation in several runs differ, in words. */
function differences(scene: Scene, told: readonly Told[], pictures: readonly Picture[]): readonly string[] {
  const nodes = scene.nodes.flatMap((node, i) => {
    const shown = pictures.map((picture) => picture.nodes[i]);
    const says = apart(told, shown.map(seen));
    return says ? [`${called(node, shown)}: ${says}`] : [];
  });
  const edges = scene.edges.flatMap((edge, i) => {
    const from = scene.nodes.findIndex(({ key }) => key === edge.from);
    // Where the holder itself is not there everywhere, its references go without saying.
    if (!pictures.every((picture) => isThere(picture.nodes[from]))) return [];
    const says = apart(
      told,
      pictures.map((picture) => (picture.edges[i]?.status === 'held' ? 'held' : 'not held')),
    );
    const of = (key: string) => scene.nodes.find((node) => node.key === key)?.kind ?? key;
    return says ? [`${edge.role}, ${of(edge.from)} on ${of(edge.to)}: ${says}`] : [];
  });
  return [...nodes, ...edges];
}

/** Where runs of the same operations part, or come together: operation by operation, as one sees it. */
export function differencesOf(scene: Scene, told: readonly Told[]): readonly RunDifference[] {
  const count = Math.max(...told.map(({ run }) => run.ops.length));
  const found: RunDifference[] = [];
  let before = '';
  for (let op = 0; op < count; op++) {
    const pictures = told.map(({ run, ledgers }) =>
      pictureAt(scene, run, ledgers, run.ops[op]?.last ?? run.frames.length - 1),
    );
    const outcome = apart(
      told,
      told.map(({ run }) => {
        const { ret = 0, errno = null } = run.ops[op]?.outcome ?? {};
        return run.ops[op] ? `returns ${errno ?? ret}` : 'is not reached';
      }),
    );
    const differ = differences(scene, told, pictures);
    const now = differ.join('\n');
    if (outcome !== null || now !== before)
      found.push({ op, says: [...(outcome ? [outcome] : []), ...differ] });
    before = now;
  }
  return found;
}
