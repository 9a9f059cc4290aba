import type { NodePicture, Picture } from '../picture.ts';
import type { Scene, SceneNode } from '../scene.ts';
import { type Mark, markOf } from './mark.ts';
import { pipMarks } from './pips.ts';
import { countWord, stateWord } from './words.ts';

/** One node, all of it in plain values, so that whoever draws it can tell whether one of them changed. */
export interface DrawnNode {
  readonly node: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name, and the ID after it. */
  readonly name: string;
  readonly id: string;
  /** What the scenario calls it. */
  readonly label: string;
  readonly status: string;
  readonly pinned: boolean;
  readonly stranded: boolean;
  readonly touch: string;
  readonly tag: string;
  readonly counts: string;
  readonly wait: string;
  readonly pips: string;
}

const PAD = 10;
const RADIUS = 7;
const MONO = 7.25;

function pipLetters({ pips }: NodePicture): string {
  return pips
    .map(({ row }) => {
      if (!row) return 'h';
      if (row.ref.role === 'xarray') return 'x';
      return row.ref.role === 'lock_obj' ? 's' : 'r';
    })
    .join('');
}

function countsText({ kind }: SceneNode, { status, users, file }: NodePicture): string {
  if (status === 'freed') return '';
  if (users !== null) return countWord('users', users);
  if (file === null || kind === 'fd') return '';
  return countWord('file', file);
}

function waitText({ wait, status }: NodePicture): string {
  return wait !== null && wait !== 1 && status !== 'freed' ? countWord('wait_cnt', wait) : '';
}

/** Who is seen of those that share a place: who lives, or else the latest ghost. */
function seenIn(scene: Scene, picture: Picture): ReadonlySet<string> {
  const isGhost = (i: number) => picture.nodes[i]?.status === 'freed';
  const seen = new Map<string, number>();
  for (const [i, { x, y }] of scene.nodes.entries()) {
    if ((picture.nodes[i]?.status ?? 'future') === 'future') continue;
    const before = seen.get(`${x} ${y}`);
    if (before === undefined || isGhost(before) || !isGhost(i)) seen.set(`${x} ${y}`, i);
  }
  return new Set([...seen.values()].map((i) => scene.nodes[i]?.key ?? ''));
}

/** What is drawn of the nodes that there are by now. */
export function drawnNodes(scene: Scene, picture: Picture): readonly DrawnNode[] {
  const isSingle = scene.nodes.filter(({ kind }) => kind === 'ictx').length < 2;
  const seen = seenIn(scene, picture);
  return scene.nodes.flatMap((node, i): DrawnNode[] => {
    const shown = picture.nodes[i];
    if (!shown || !seen.has(node.key)) return [];
    const { key, kind, label, file, x, y, width, height } = node;
    const isFd = kind === 'fd';
    return [
      {
        node: key,
        kind,
        x,
        y,
        width,
        height,
        name: kind,
        id: isFd ? (label ?? '') : kind === 'ictx' && isSingle ? '' : String(shown.id ?? ''),
        label: (isFd ? file : label) ?? '',
        status: shown.status,
        pinned: shown.pinned,
        stranded: shown.stranded,
        touch: shown.touch ?? '',
        tag: stateWord(shown, kind),
        counts: countsText(node, shown),
        wait: waitText(shown),
        pips: pipLetters(shown),
      },
    ];
  });
}

function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  return room < 2 ? '' : `${text.slice(0, room - 1)}…`;
}

/** The outline of a node, that much further out. */
function frame({ width, height }: DrawnNode, by: number, className: string): Mark {
  const [w, h] = [width + 2 * by, height + 2 * by];
  const rx = Math.max((height < 40 ? height / 2 : RADIUS) + by, 2);
  return markOf('rect', { className, x: -w / 2, y: -h / 2, width: w, height: h, rx });
}

function tagMark(text: string, x: number, y: number): Mark {
  const width = text.length * 6.6 + 10;
  return markOf(
    'g',
    { className: 'tag', transform: `translate(${x - width},${y})` },
    markOf('rect', { width, height: 15, rx: 4 }),
    markOf('text', { x: width / 2, y: 11.3, textAnchor: 'middle' }, text),
  );
}

export function nodeMark(node: DrawnNode): Mark {
  const { kind, x, y, width, height, name, id, label, status, tag, counts, wait, pips } = node;
  const [left, right] = [-width / 2 + PAD, width / 2 - PAD];
  const isFlat = kind === 'fd';
  const room = Math.floor((width - 2 * PAD - (name.length + id.length + 1) * MONO) / 6.4);
  const base = isFlat ? 4.5 : -4;
  const atEnd = (className: string, at: number, text: string) =>
    markOf('text', { className, x: right, y: at, textAnchor: 'end' }, text);
  return markOf(
    'g',
    {
      className: 'node',
      transform: `translate(${x},${y})`,
      'data-node': node.node,
      'data-kind': kind,
      'data-status': status,
      'data-pinned': node.pinned || undefined,
      'data-stranded': node.stranded || undefined,
      'data-touch': node.touch || undefined,
    },
    frame(node, 5, 'ring'),
    frame(node, 0, 'body'),
    node.pinned ? frame(node, -1, 'hatch') : null,
    status === 'dying' ? frame(node, -3.5, 'inner') : null,
    markOf(
      'text',
      { className: 'name', x: left, y: base },
      name,
      markOf('tspan', { className: 'id', dx: id ? 5 : 0 }, id),
    ),
    atEnd('label', base, shorten(label, room)),
    pips && !isFlat ? pipMarks(pips, left + 3, 12) : null,
    atEnd('counts', isFlat ? 4.5 : 16, counts),
    wait ? atEnd('wait', height / 2 + 12, wait) : null,
    tag ? tagMark(tag, width / 2 - 8, -height / 2 - 9) : null,
  );
}
