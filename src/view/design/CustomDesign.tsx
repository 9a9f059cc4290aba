import { useId, useState } from 'react';
import { SWITCHES } from '../../guide/index.ts';
import {
  type Added,
  addableTo,
  CUTTABLE,
  DESIGN_NAMES,
  designOf,
  isCustom,
  OBJECT_KINDS,
  type CustomDesign as Own,
  type PresetName,
  readCustom,
  SWITCH_VALUES,
  type Switches,
  spellCustom,
  spellValue,
  spellWithout,
  wrongWith,
} from '../../store/index.ts';
import { FromHere } from '../bar/Ends.tsx';
import { Dialog } from '../dialogs/Dialog.tsx';
import { Words } from '../reference/Words.tsx';
import { useApp } from '../useApp.ts';
import './custom-design.css';

type SwitchName = keyof Switches;

const SWITCH_NAMES = Object.keys(SWITCHES) as readonly SwitchName[];

interface CustomDesignProps {
  readonly onClose: () => void;
  readonly onProof: () => void;
}

/** A design of one's own out of switches and references. Every change runs at once, and its verdict follows. */
export function CustomDesign({ onClose, onProof }: CustomDesignProps) {
  const design = useApp(({ document }) => document.design);
  const setDesign = useApp((state) => state.setDesign);
  const own: Own = isCustom(design)
    ? readCustom(design)
    : { title: 'my design', base: design, switches: {}, without: [], added: [] };
  const change = (part: Partial<Own>): void => setDesign(spellCustom({ ...own, ...part }));
  return (
    <Dialog title="Custom design" onClose={onClose}>
      <div className="custom-design">
        <div className="own-head">
          <Title of={own} onChange={(title) => change({ title })} />
          <label>
            {' '}
            Based on{' '}
            <select
              value={own.base}
              onChange={({ target }) => change({ base: target.value as PresetName, switches: {} })}
            >
              {DESIGN_NAMES.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          {isCustom(design) && (
            <button type="button" onClick={() => setDesign(own.base)}>
              Back to {own.base}
            </button>
          )}
        </div>
        <FromHere onOpen={onProof} />
        <p className="mono own-name">{isCustom(design) ? design : `${design}, unchanged`}</p>
        <SwitchTable own={own} onChange={(switches) => change({ switches })} />
        <Without own={own} onChange={(without) => change({ without })} />
        <AddedList own={own} onChange={(added) => change({ added })} />
      </div>
    </Dialog>
  );
}

/** The title, taken over once it is one. */
function Title({ of, onChange }: { readonly of: Own; readonly onChange: (title: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const said = useId();
  const problem = typed === null ? null : wrongWith(typed.trim());
  return (
    <label>
      Name
      <input
        value={typed ?? of.title}
        maxLength={60}
        aria-invalid={problem !== null}
        aria-describedby={said}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => {
          if (typed !== null && problem === null) onChange(typed.trim());
          setTyped(null);
        }}
      />
      <span id={said} role="status" className="problem">
        {problem}
      </span>
    </label>
  );
}

interface PartProps<Part> {
  readonly own: Own;
  readonly onChange: (part: Part) => void;
}

function SwitchTable({ own, onChange }: PartProps<Own['switches']>) {
  const base = designOf(own.base);
  return (
    <section aria-label="Rules it changes">
      <h3>Rules it changes</h3>
      <ul className="plain switches">
        {SWITCH_NAMES.map((name) => {
          const values: readonly Switches[SwitchName][] = SWITCH_VALUES[name];
          const chosen = spellValue(own.switches[name] ?? base[name]);
          return (
            <li key={name} data-changed={chosen !== spellValue(base[name]) || undefined}>
              <label>
                <span>
                  <Words of={`${SWITCHES[name].in}: ${SWITCHES[name].says}`} />
                </span>
                <select
                  aria-label={name}
                  value={chosen}
                  onChange={({ target }) => {
                    const value = values.find((one) => spellValue(one) === target.value);
                    onChange({ ...own.switches, [name]: value });
                  }}
                >
                  {values.map((value) => (
                    <option key={spellValue(value)}>{spellValue(value)}</option>
                  ))}
                </select>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Without({ own, onChange }: PartProps<Own['without']>) {
  const chosen = new Set(own.without.map(spellWithout));
  const ofOne = own.without.filter(({ of }) => of);
  return (
    <section aria-label="References it does not take">
      <h3>References it does not take</h3>
      <p className="muted">They are neither taken nor put.</p>
      <ul className="plain roles">
        {[...CUTTABLE.map((role) => ({ role })), ...ofOne].map((one) => {
          const says = spellWithout(one);
          return (
            <li key={says}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.has(says)}
                  onChange={({ target }) =>
                    onChange(
                      target.checked
                        ? [...own.without, one]
                        : own.without.filter((other) => spellWithout(other) !== says),
                    )
                  }
                />
                <code>{says}</code>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function AddedList({ own, onChange }: PartProps<Own['added']>) {
  const [by, setBy] = useState<Added['by']>('hw_queue');
  const [of, setOf] = useState<Added['of']>('ictx');
  return (
    <section aria-label="References it adds">
      <h3>References it adds</h3>
      <p className="muted">
        Taken when the holder is published, on the nearest object of that kind that it points to; put when the
        holder is freed.
      </p>
      <ul className="plain">
        {own.added.map((one) => (
          <li key={`${one.by} ${one.of}`}>
            each <code>{one.by}</code> holds{' '}
            <code>{one.of === 'ictx' ? 'the context file' : `its ${one.of}`}</code>{' '}
            <button type="button" onClick={() => onChange(own.added.filter((other) => other !== one))}>
              remove
            </button>
          </li>
        ))}
      </ul>
      <p className="own-add">
        each
        <select
          aria-label="Holder"
          value={by}
          onChange={({ target }) => {
            setBy(target.value as Added['by']);
            setOf('ictx');
          }}
        >
          {OBJECT_KINDS.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
        holds its
        <select aria-label="Held" value={of} onChange={({ target }) => setOf(target.value as Added['of'])}>
          {addableTo(by).map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
        <button
          type="button"
          onClick={() => onChange([...own.added.filter((one) => one.by !== by || one.of !== of), { by, of }])}
        >
          Add
        </button>
      </p>
    </section>
  );
}
