import { drawnEdges, type Key, type Picture, type Scene } from '../../scene/index.ts';
import { EdgeView } from './EdgeView.tsx';

interface EdgesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly focus: ReadonlySet<Key> | null;
  readonly hovered: string | null;
  /** The reference that is selected. */
  readonly chosen: string | null;
  readonly only?: ReadonlySet<string>;
  readonly idOf: (key: string) => string;
}

interface Ends {
  readonly from: Key;
  readonly to: Key;
}

export function Edges({ scene, picture, selected, focus, hovered, chosen, only, idOf }: EdgesProps) {
  const isNear = (edge: string, { from, to }: Ends) =>
    hovered === edge || selected === from || selected === to;
  const isFar = ({ from, to }: Ends) => (focus ? !(focus.has(from) && focus.has(to)) : selected !== null);
  const drawn = drawnEdges(scene, picture);
  return (
    <>
      {drawn.map((one) => (
        <EdgeView
          key={one.edge}
          {...one}
          only={only?.has(one.edge) ?? false}
          focus={isNear(one.edge, one) ? 'yes' : isFar(one) ? 'no' : ''}
          selected={chosen === one.edge}
          id={idOf(one.edge)}
        />
      ))}
      {/* Once more on top: on a rail, others would cover what is looked at. */}
      {drawn.map(
        (one) =>
          one.shape === 'tap' &&
          one.status === 'held' &&
          isNear(one.edge, one) && <path key={one.edge} className="tap-focus" d={one.path} />,
      )}
    </>
  );
}
