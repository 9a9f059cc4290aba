import { DESIGN_WORDS, SWITCHES } from '../../guide/index.ts';
import { type Design, PRESETS, type Preset, type PresetName } from '../../store/index.ts';
import type { Row } from './Section.tsx';
import { Name, Names, Words } from './Words.tsx';

/** What a design is good for. */
const GROUPS = {
  argument: 'the argument',
  version: 'a version',
  bug: 'one difference',
} as const satisfies Record<Preset['group'], string>;

const MERGED = PRESETS.merged.design;

const changed = (design: Design) =>
  (Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]).filter((name) => design[name] !== MERGED[name]);

function decided(value: Design[keyof typeof SWITCHES]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `${value}`;
}

function Changed({ design }: { readonly design: Design }) {
  return (
    <ul className="plain muted">
      {changed(design).map((name) => (
        <li key={name}>
          <Words of={`${SWITCHES[name].in}: ${SWITCHES[name].says}`} /> <b>{decided(design[name])}</b>{' '}
          (merged: {decided(MERGED[name])})
        </li>
      ))}
    </ul>
  );
}

/** Every design, and what some kernel functions decide otherwise in it. */
export function designs(): readonly Row[] {
  return (Object.keys(PRESETS) as PresetName[]).map((name) => {
    const { says, source } = DESIGN_WORDS[name];
    const { group, design, breaks }: Preset = PRESETS[name];
    return {
      key: name,
      text: [
        name,
        says,
        source,
        GROUPS[group],
        ...breaks,
        ...changed(design).map((one) => SWITCHES[one].in),
      ].join(' '),
      cells: [
        <Name key="name" of={name} />,
        <div key="says">
          <Words of={says} />
          {design !== MERGED && <Changed design={design} />}
        </div>,
        GROUPS[group],
        <Words key="source" of={source} />,
        breaks.length > 0 ? <Names key="breaks" of={breaks} /> : 'none',
      ],
    };
  });
}
