import { type Design, designOf } from '../../iommufd/index.ts';
import { watched } from './watched.ts';

/** A design that notes whether anything in it mattered. */
interface Consulted {
  readonly design: Design;
  /** Whether a rule asked for something that is otherwise than in 7.3. True of a design in which nothing is. */
  isConsulted(): boolean;
}

/** Watches whether the rules ask a design for what it decides otherwise than 7.3. */
export function consulted(design: Design): Consulted {
  const base = designOf('7.3');
  let isConsulted = JSON.stringify(design) === JSON.stringify(base);
  const noted = watched(design, base, () => {
    isConsulted = true;
  });
  return { design: noted, isConsulted: () => isConsulted };
}
