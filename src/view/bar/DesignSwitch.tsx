import { type DesignName, MAIN_DESIGNS, PRESETS, type Preset } from '../../store/index.ts';
import { useGuides } from '../tour/useGuide.ts';
import { useApp } from '../useApp.ts';

const OTHERS = (Object.keys(PRESETS) as DesignName[]).filter(
  (name) => !MAIN_DESIGNS.some((main) => main === name),
);

/** What the other designs are good for, in the order of the list. */
const GROUPS = {
  version: 'As of a version',
  argument: 'The argument, varied',
  bug: 'One difference from merged (7.3)',
} as const satisfies Record<Preset['group'], string>;

/** Which design runs. Changing it stays at the same operation. */
export function DesignSwitch() {
  const design = useApp(({ document }) => document.design);
  const words = useGuides()?.DESIGN_WORDS;
  const titleOf = (name: DesignName) => words && `${words[name].says} (${words[name].source})`;
  const setDesign = useApp((state) => state.setDesign);
  const isOther = OTHERS.includes(design);
  return (
    <div className="designs" role="group" aria-label="Design">
      {MAIN_DESIGNS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === design}
          title={titleOf(name)}
          onClick={() => setDesign(name)}
        >
          {name}
        </button>
      ))}
      <select
        aria-label="Other designs"
        title={isOther ? titleOf(design) : 'Other designs'}
        data-chosen={isOther || undefined}
        value={isOther ? design : ''}
        onChange={(event) => setDesign(event.target.value as DesignName)}
      >
        <option value="" disabled>
          more
        </option>
        {Object.entries(GROUPS).map(([group, label]) => (
          <optgroup key={group} label={label}>
            {OTHERS.filter((name) => PRESETS[name].group === group).map((name) => (
              <option key={name} value={name} title={words?.[name].says}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
