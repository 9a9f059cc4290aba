import { comingTo, type Offers, outcomeOf, suggesting } from '../../export/index.ts';
import { encodeLink, type Scenario } from '../../scenario/index.ts';
import type { Console } from '../output/console.ts';

const named = (scenario: Scenario) => `${scenario.title}, in ${scenario.design}: ${encodeLink(scenario)}`;

/** The first of several links in a mail, and says so. Drawings and logs are refused, and it is said which scenarios have them. */
export function chosen(
  { links, drawings, report }: Offers,
  input: string,
  console: Console,
): Scenario | undefined {
  const [first, ...others] = links;
  if (first) {
    console.complain(
      `${input}: There are ${links.length} links in it; the first is read: #${first.fragment}`,
    );
    for (const { fragment } of others) console.complain(`${input}: There is another link: #${fragment}`);
    return first.scenario;
  }
  for (const { caption, arrows } of drawings) {
    const what = caption ? `There is a drawing in it (${caption})` : 'There is a drawing in it';
    console.refuse(`${input}: ${what}, but no link and no operation.`);
    const held = outcomeOf(suggesting(arrows));
    if (held)
      console.complain(`${input}: Exactly these references, among these kinds, are held in ${named(held)}`);
  }
  if (!report) return undefined;
  console.refuse(
    `${input}: There is a log of a kernel in it, a ${report.trouble} in ${report.named}, but no link and no operation; expected its reproducer: a syzkaller program, or operations one a line`,
  );
  for (const { scenario } of outcomeOf(comingTo(report)))
    console.complain(`${input}: A scenario of the library leads to it: ${named(scenario)}`);
  return undefined;
}
