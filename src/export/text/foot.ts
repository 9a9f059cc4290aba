import { formatClaim } from '../../scenario/index.ts';
import type { Look } from '../picture/look.ts';
import type { Moment } from '../picture/moment.ts';
import { saidOf } from '../picture/said.ts';
import { paragraph } from './plain.ts';

/**
 * What every text ends with, so that a reader can check it: the design, the verdict, the claim if there is one, and
 * the link. The line of the link is as long as the link.
 */
export function footOf(moment: Moment, { link }: Pick<Look, 'link'>): readonly string[] {
  const { scenario, design } = moment;
  const { verdict, because } = saidOf(moment);
  const { claim } = scenario;
  return [
    ...paragraph(`design: ${design}`, 2),
    ...paragraph(`${verdict} ${because}.`),
    ...(claim?.design === design ? [`claims: ${formatClaim(claim)}`] : []),
    link.startsWith('#') ? `release-graph link: ${link}` : link,
    '',
  ];
}
