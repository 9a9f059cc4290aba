import { type Design, SWITCH_VALUES, type Switches } from '../iommufd/index.ts';

/** A design that notes whether anything in it mattered. */
export interface Consulted {
  readonly design: Design;
  /** Whether a rule looked at a switch that is set otherwise than in 7.3. True of a design that sets none. */
  isConsulted(): boolean;
}

/** Watches which of its own switches the rules look at. References that it adds or leaves out count as looked at. */
export function consulted(design: Design): Consulted {
  const names = Object.keys(SWITCH_VALUES) as (keyof Switches)[];
  const own = names.filter((name) => design[name] !== SWITCH_VALUES[name][0]);
  const changesReferences = [design.added, design.uncounted].some((list) => list && list.length > 0);
  let isConsulted = own.length === 0 || changesReferences;
  const watched = new Proxy(design, {
    get: (target, name) => {
      if ((own as PropertyKey[]).includes(name)) isConsulted = true;
      return Reflect.get(target, name);
    },
  });
  return { design: watched, isConsulted: () => isConsulted };
}
