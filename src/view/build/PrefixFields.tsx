import { type Building, opSpec } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { UntilField } from './UntilField.tsx';

/** More allocations than any operation makes. */
const ALLOCATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** How an operation is done: with a failure inside it, in a second thread. */
export function PrefixFields({ building: { name, prefix } }: { readonly building: Building }) {
  const setPrefix = useApp((state) => state.setPrefix);
  const choose = (value: string) => {
    const { fails: _, ...others } = prefix;
    if (value === '') setPrefix(others);
    else setPrefix({ ...others, fails: value === 'usercopy' ? value : Number(value) });
  };
  const setBackground = (on: boolean) => {
    const { background: _, preempted: __, ...others } = prefix;
    setPrefix(on ? { ...others, background: true } : others);
  };
  if (name === 'resume') return <UntilField prefix={prefix} />;
  return (
    <>
      <div className="field">
        <label>
          <span>failure</span>
          <select
            value={prefix.fails ?? ''}
            title="inject a failure into this operation"
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">none</option>
            {opSpec(name).answers && (
              <option value="usercopy">copying the result to user space: −EFAULT</option>
            )}
            {ALLOCATIONS.map((nth) => (
              <option key={nth} value={nth}>
                allocation {nth}: −ENOMEM
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="field">
        <label>
          <input
            type="checkbox"
            checked={prefix.background ?? false}
            title="bg: in a second thread of the process"
            onChange={(event) => setBackground(event.target.checked)}
          />
          Run in a background thread
        </label>
      </div>
      {prefix.background && <UntilField prefix={prefix} />}
    </>
  );
}
