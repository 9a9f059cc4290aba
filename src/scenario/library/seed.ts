import { decodeLink } from '../link/decode.ts';
import type { Scenario } from '../scenario.ts';

/** What the app opens on: the first scenario of the library, as a link, which is read sooner than text. */
export const SEED = decodeLink('1anaehj2E3Efklc.H.~cycleD2').scenario as Scenario;
