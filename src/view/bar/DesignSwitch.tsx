import { type DesignName, MAIN_DESIGNS, PRESETS } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

const OTHERS = (Object.keys(PRESETS) as DesignName[]).filter(
  (name) => !MAIN_DESIGNS.some((main) => main === name),
);

/** Which design runs. Changing it stays at the same operation. */
export function DesignSwitch() {
  const design = useApp(({ document }) => document.design);
  const setDesign = useApp((state) => state.setDesign);
  const isOther = OTHERS.includes(design);
  return (
    <div className="designs" role="group" aria-label="Design">
      {MAIN_DESIGNS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === design}
          title={`${PRESETS[name].says} (${PRESETS[name].source})`}
          onClick={() => setDesign(name)}
        >
          {name}
        </button>
      ))}
      <select
        aria-label="Other designs"
        title={isOther ? PRESETS[design].says : 'Other designs'}
        data-chosen={isOther || undefined}
        value={isOther ? design : ''}
        onChange={(event) => setDesign(event.target.value as DesignName)}
      >
        <option value="" disabled>
          more
        </option>
        {OTHERS.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
