import {
  DESIGN_NAMES,
  type DesignName,
  isCustom,
  MAIN_DESIGNS,
  PRESETS,
  type Preset,
  titleOf,
} from '../../store/index.ts';
import { useGuides } from '../tour/useGuide.ts';
import { useApp } from '../useApp.ts';

const OTHERS = DESIGN_NAMES.filter((name) => !MAIN_DESIGNS.some((main) => main === name));

/** The other designs by whether there was such a kernel, in the order of the list. */
const GROUPS = {
  released: 'As released',
  posted: 'As posted',
  'one old rule': 'One old rule, in the code of 7.3',
  'counter-example': 'Counter-examples: no such kernel',
} as const satisfies Record<Preset['was'], string>;

/** Which design runs, and what it is compared with. Changing it stays at the same operation. */
export function DesignSwitch({ onCustom }: { readonly onCustom: () => void }) {
  const design = useApp(({ document }) => document.design);
  const beside = useApp(({ document }) => document.beside) ?? NONE;
  const setDesign = useApp((state) => state.setDesign);
  const compare = useApp((state) => state.compare);
  const says = useSays();
  const isMain = MAIN_DESIGNS.some((main) => main === design);
  return (
    <div className="designs" role="group" aria-labelledby="designs-label">
      <span id="designs-label">Design</span>
      {MAIN_DESIGNS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === design}
          title={says(name)}
          onClick={() => setDesign(name)}
        >
          {name}
        </button>
      ))}
      <select
        aria-label="Other designs"
        aria-keyshortcuts="d"
        title={isMain ? 'Other designs, and custom ones (d)' : says(design)}
        data-chosen={!isMain || undefined}
        value={isMain ? '' : design}
        onChange={({ target }) => (target.value === OWN ? onCustom() : setDesign(target.value as DesignName))}
      >
        <option value="" disabled>
          more
        </option>
        {isCustom(design) && <option value={design}>{titleOf(design)}</option>}
        <option value={OWN}>{isCustom(design) ? 'change it …' : 'custom design …'}</option>
        <Others />
      </select>
      {[...beside, ''].slice(0, 2).map((name, i) => (
        <select
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is
          key={i}
          className="beside"
          aria-keyshortcuts={i === 0 ? 'c' : undefined}
          aria-label={i === 0 ? 'Compare with' : 'and with'}
          title="Compare with another design at the same operation (c)"
          data-chosen={name !== '' || undefined}
          value={name}
          onChange={({ target }) =>
            compare(
              [...beside.slice(0, i), target.value as DesignName, ...beside.slice(i + 1)].filter(Boolean),
            )
          }
        >
          <option value="">{name ? 'alone' : i === 0 ? 'beside' : '+'}</option>
          {isCustom(name as DesignName) && <option value={name}>{titleOf(name as DesignName)}</option>}
          {MAIN_DESIGNS.map((one) => (
            <option key={one} value={one} disabled={one === design}>
              {one}
            </option>
          ))}
          <Others />
        </select>
      ))}
    </div>
  );
}

const NONE: readonly DesignName[] = [];

/** What the list says for a design that is still to be made. */
const OWN = 'own';

/** A design in words, once they are there. */
function useSays(): (name: DesignName) => string | undefined {
  const words = useGuides()?.DESIGN_WORDS;
  return (name) => (isCustom(name) ? name : words && `${words[name].says} (${words[name].source})`);
}

function Others() {
  const says = useSays();
  return Object.entries(GROUPS).map(([group, label]) => (
    <optgroup key={group} label={label}>
      {OTHERS.filter((name) => PRESETS[name].was === group).map((name) => (
        <option key={name} value={name} title={says(name)}>
          {name}
        </option>
      ))}
    </optgroup>
  ));
}
