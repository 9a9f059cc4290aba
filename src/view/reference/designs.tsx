import { DESIGN_WORDS, LATER_WORDS, PROVENANCE_WORDS, SWITCHES } from '../../guide/index.ts';
import { type Design, PRESETS, type Preset, type PresetName } from '../../store/index.ts';
import type { Row } from './Section.tsx';
import { Name, Names, Words } from './Words.tsx';

const LINUX_7_3 = PRESETS['7.3'].design;

const changed = (design: Design) =>
  (Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]).filter((name) => design[name] !== LINUX_7_3[name]);

/** What it does not have yet, and how that is known. */
const lacked = ({ lacks = [] }: Design) => lacks.map((name) => LATER_WORDS[name]);

function decided(value: Design[keyof typeof SWITCHES]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `${value}`;
}

function Changed({ design }: { readonly design: Design }) {
  return (
    <ul className="plain muted">
      {changed(design).map((name) => (
        <li key={name}>
          <Words of={`${SWITCHES[name].in}: ${SWITCHES[name].says}`} /> <b>{decided(design[name])}</b> (7.3:{' '}
          {decided(LINUX_7_3[name])})
        </li>
      ))}
      {lacked(design).map(({ says, source }) => (
        <li key={says}>
          {says} ({source})
        </li>
      ))}
    </ul>
  );
}

/** Every design, and what some kernel functions decide otherwise in it. */
export function designs(): readonly Row[] {
  return (Object.keys(PRESETS) as PresetName[]).map((name) => {
    const { says, source } = DESIGN_WORDS[name];
    const { was, design, breaks }: Preset = PRESETS[name];
    return {
      key: name,
      text: [
        name,
        says,
        source,
        PROVENANCE_WORDS[was],
        ...lacked(design).map(({ says: what, source: where }) => `${what} ${where}`),
        ...breaks,
        ...changed(design).map((one) => SWITCHES[one].in),
      ].join(' '),
      cells: [
        <Name key="name" of={name} />,
        <div key="says">
          <Words of={says} />
          {design !== LINUX_7_3 && <Changed design={design} />}
        </div>,
        PROVENANCE_WORDS[was],
        <Words key="source" of={source} />,
        breaks.length > 0 ? <Names key="breaks" of={breaks} /> : 'none',
      ],
    };
  });
}
