import { type Key, namer, type Picture, type Scene, stateWord } from '../../scene/index.ts';

interface GraphListProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly onSelect: (key: Key | null) => void;
  /** What can be done with a node, beside the place of its button. */
  readonly onMenu: (key: Key, clientX: number, clientY: number) => void;
}

/** The same graph in words: every node with its state, its counts, what it holds and who holds it. */
export function GraphList({ scene, picture, selected, onSelect, onMenu }: GraphListProps) {
  const name = namer(scene, picture.nodes);
  const held = scene.edges.filter((_, i) => picture.edges[i]?.status === 'held');
  const left = scene.edges.flatMap((edge, i) => {
    const { notTaken = '' } = picture.edges[i] ?? {};
    return notTaken ? [{ ...edge, notTaken }] : [];
  });
  return (
    <ul className="graph-list" aria-label="Objects and who holds them">
      {scene.nodes.map((node, i) => {
        const shown = picture.nodes[i];
        if (!shown || shown.status === 'future') return null;
        const { key, kind } = node;
        const counts = [
          shown.users !== null && `users ${shown.users}`,
          shown.wait !== null && `wait_cnt ${shown.wait}`,
          shown.file !== null && `file count ${shown.file}`,
        ].filter(Boolean);
        const slots = held.filter(({ from, role }) => from === key && role === 'xarray').length;
        const isGone = shown.status === 'freed';
        const parts = [
          stateWord(shown, kind) || 'alive',
          !isGone && counts.join(', '),
          ...held
            .filter(({ from, role }) => from === key && role !== 'xarray')
            .map(({ to, role }) => `holds ${name(to)} (${role})`),
          slots > 0 && `its xarray holds ${slots} ${slots === 1 ? 'object' : 'objects'}`,
          ...left
            .filter(({ from }) => from === key)
            .map(({ to, role, notTaken }) => `${role} on ${name(to)}: ${notTaken}`),
          ...held.filter(({ to }) => to === key).map(({ from, role }) => `held by ${name(from)} (${role})`),
        ].filter(Boolean);
        return (
          <li key={key} data-status={shown.status} data-pinned={shown.pinned || undefined}>
            <button
              type="button"
              aria-pressed={selected === key}
              onClick={() => onSelect(selected === key ? null : key)}
            >
              {name(key)}
            </button>
            <button
              type="button"
              className="graph-list-more"
              aria-haspopup="menu"
              aria-label={`What can be done with ${name(key)}`}
              onClick={({ currentTarget }) => {
                const { left, bottom } = currentTarget.getBoundingClientRect();
                onMenu(key, left, bottom);
              }}
            >
              …
            </button>
            <span>{parts.join('; ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
