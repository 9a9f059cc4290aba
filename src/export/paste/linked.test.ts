import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink, formatText, LIBRARY, SEED } from '../../scenario/index.ts';
import { readMail } from './mail.ts';

const percent = (link: string) => encodeURIComponent(link);

/** As version 3 of URL Defense does it: what is no plain character is a star, and listed behind. */
const starred = (address: string) => {
  const taken: string[] = [];
  const plain = address.replace(/[#~]/g, (character) => {
    taken.push(character);
    return '*';
  });
  return `https://urldefense.com/v3/__${plain}__;${btoa(taken.join('')).replaceAll('+', '-').replaceAll('/', '_')}!!AbC!xyz$`;
};

test.each<[string, (address: string) => string]>([
  ['percent encoding', percent],
  ['percent encoding, twice', (address) => percent(percent(address))],
  [
    'SafeLinks',
    (address) =>
      `https://eur01.safelinks.protection.outlook.com/?url=${percent(address)}&data=05%7C02&reserved=0`,
  ],
  ['a redirect', (address) => `https://www.example.com/url?q=${percent(address)}&sa=D`],
  [
    'URL Defense 2',
    (address) =>
      `https://urldefense.proofpoint.com/v2/url?u=${percent(address)
        .replaceAll('-', '%2D')
        .replaceAll('_', '%5F')
        .replaceAll('~', '%7E')
        .replaceAll('%2F', '_')
        .replaceAll('%', '-')}&d=DwIFaQ&c=x&r=y&m=z&s=w&e=`,
  ],
  ['URL Defense 3', starred],
  ['quoted-printable', (address) => address.replaceAll('#', '=23').replaceAll('~', '=7E')],
  ['invisible breaks', (address) => address.replace(/(.{30})/g, '$1\u200c')],
  ['initials', (address) => `AB> ${address}`],
])('a link comes through %s', (_, sent) => {
  for (const { scenario } of LIBRARY.slice(0, 20)) {
    const address = `https://example.org/x/#${encodeLink(scenario)}`;
    expect(readMail(`Hi, see\n${sent(address)}\nplease`)).toMatchObject({
      kind: 'scenario',
      of: 'link',
      scenario,
    });
  }
});

describe.each(['1bnaehj2E3Efklc', '2anaehj2E3Efklc.H'])('a link of a newer format, %s', (fragment) => {
  const sentence = `The link #${fragment.slice(0, 12)}... was made by a newer version: this one reads links that begin with 1a.`;
  const address = `https://example.org/#${fragment}`;

  test.each([
    ['in a sentence', `see ${address} there`],
    ['bare', `#${fragment}`],
    ['with its mark on the next line', `https://example.org/\n> #${fragment}`],
    ['percent-encoded', `https://example.org/%23${fragment}`],
    ['in quoted-printable', `https://example.org/=23${fragment}`],
    ['through SafeLinks', `https://nam.safelinks.protection.outlook.com/?url=${percent(address)}&data=05`],
    ['through URL Defense', starred(address)],
  ])('says so %s', (_, text) => {
    expect(readMail(text)).toEqual({ kind: 'nothing', because: sentence });
  });

  test('says so in a link, and is named beside another', () => {
    expect(decodeLink(fragment).problems).toEqual([expect.stringMatching(/made by a newer version/)]);
    const other = encodeLink(SEED);
    expect(readMail(`#${other}\nor ${address}`)).toMatchObject({ of: 'link', notes: [sentence] });
    expect(readMail(`open > c\n\n${address}`)).toMatchObject({
      of: 'text',
      notes: [sentence, expect.stringContaining('Line 3')],
    });
  });
});

test.each(['#2nd-attempt', '#3b4c5d6e7f8091a2', '# 2b3c4d5e two', '#1banaehj'])('%s is no link', (text) => {
  expect(readMail(text)).toMatchObject({ because: expect.stringMatching(/^It has no link/) });
});

test('what stands beside a link is named, unless the link says the same', () => {
  const address = `https://example.org/#${encodeLink(SEED)}`;
  const notesOf = (more: string) => {
    const mail = readMail(`${address}\n\n${more}`);
    if (mail.kind !== 'scenario') throw new Error(`that is ${mail.kind}`);
    expect(mail.scenario).toEqual(SEED);
    return mail.notes;
  };
  expect(notesOf('open > c\nioas_alloc c > io\nclose c')).toEqual([
    'The text has 3 operations as well; only the link is read.',
  ]);
  expect(notesOf('A --holds--> B')).toEqual(['The text has 1 drawing as well; only the link is read.']);
  expect(notesOf('r0 = openat$iommufd(0x0, 0x0)')).toEqual([
    'The text has a syzkaller program as well; only the link is read.',
  ]);
  expect(notesOf('WARNING in iommufd_ctx_put')).toEqual([
    'The text has a log of a kernel as well; only the link is read.',
  ]);
  expect(notesOf(formatText(SEED))).toEqual([]);
  expect(notesOf('regards')).toEqual([]);
  const two = LIBRARY.slice(0, 2).map(({ scenario }) => `#${encodeLink(scenario)}\n`);
  expect(readMail(`${two.join('')}\nopen > c`)).toMatchObject({
    kind: 'offers',
    notes: ['The text has 1 operation as well; only the links are read.'],
  });
});
