import type { Key, NodePicture, Picture, Scene, SceneNode } from '../../scene/index.ts';
import { NodeView } from './NodeView.tsx';
import { countWord, stateWord } from './words.ts';

interface NodesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly pickable: ReadonlySet<Key> | undefined;
  readonly pinned: ReadonlySet<Key> | undefined;
  readonly focus: ReadonlySet<Key> | null;
}

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

export function Nodes({ scene, picture, selected, pickable, pinned, focus }: NodesProps) {
  const lit = new Set(picture.cycles.flatMap((cycle) => cycle.nodes));
  const isSingle = scene.nodes.filter(({ kind }) => kind === 'ictx').length < 2;
  return scene.nodes.map((node, i) => {
    const shown = picture.nodes[i];
    if (!shown || shown.status === 'future') return null;
    const { key, kind, label } = node;
    const isFd = kind === 'fd';
    const id = isFd ? (label ?? '') : kind === 'ictx' && isSingle ? '' : String(shown.id ?? '');
    return (
      <NodeView
        key={key}
        node={key}
        kind={kind}
        x={node.x}
        y={node.y}
        width={node.width}
        height={node.height}
        name={isFd ? 'fd' : kind}
        id={id}
        label={isFd ? (node.file ?? '') : (label ?? '')}
        status={shown.status}
        pinned={shown.pinned}
        stranded={shown.stranded}
        touch={shown.touch ?? ''}
        dim={focus !== null && !focus.has(key) && !lit.has(key) && shown.touch === null}
        tag={stateWord(shown, kind)}
        counts={countsText(node, shown)}
        wait={
          shown.wait !== null && shown.wait !== 1 && shown.status !== 'freed'
            ? countWord('wait_cnt', shown.wait)
            : ''
        }
        pips={pipLetters(shown)}
        selected={selected === key}
        fixed={pinned?.has(key) ?? false}
        pick={pickable ? (pickable.has(key) ? 'yes' : 'no') : ''}
      />
    );
  });
}
