import type { Scenario } from '../../scenario/index.ts';

interface OpenButtonProps {
  readonly scenario: Scenario;
  readonly onOpen: (scenario: Scenario) => void;
}

/** A scenario by its title and design, which opens when it is pressed. */
export function OpenButton({ scenario, onOpen }: OpenButtonProps) {
  const { title, design, ops } = scenario;
  return (
    <button type="button" onClick={() => onOpen(scenario)}>
      {title || `${ops.length} operations`}, in {design}
    </button>
  );
}
