import { Fragment } from 'react';
import {
  KERNEL_WORDS,
  KIND_WORDS,
  LAWS,
  type LawName,
  MAKERS,
  MISSING,
  NOT_EMULATED_WORDS,
  OBJECT_KINDS,
  RELATIONS,
  VERDICT_WORDS,
} from '../../guide/index.ts';
import {
  OF_THE_FREED,
  PRESETS,
  PROPERTIES,
  type Preset,
  type PresetName,
  type PropertyName,
  ROLES,
  type RoleName,
} from '../../store/index.ts';
import { COUNT_WORDS, type Count, VERDICTS } from '../../trace/index.ts';
import { designs } from './designs.tsx';
import { operations } from './operations.tsx';
import type { Row, SectionProps } from './Section.tsx';
import { Name, Names, Words } from './Words.tsx';

const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];

/** A reference that any object can be held by says nothing about its kind. */
const isSpecific = (role: RoleName) => RELATIONS[role].of.length < OBJECT_KINDS.length;

const everyObject = ROLE_NAMES.filter((role) => !isSpecific(role));

/** The root: it is held by its file alone, and what holds that file keeps it. */
function context(): Row {
  const held = ROLE_NAMES.filter((role) => RELATIONS[role].of.includes('context file'));
  return {
    key: 'context',
    text: ['context ictx open', KIND_WORDS.context, ...held].join(' '),
    cells: [
      <Name key="kind" of="context" />,
      <Functions key="says" of={KIND_WORDS.context} />,
      <Name key="makers" of="open" />,
      <Fragment key="holds">
        every object (<Name of="xarray" />)
      </Fragment>,
      <Fragment key="held">
        its file: <Names of={held} />
      </Fragment>,
    ],
  };
}

function words(): readonly Row[] {
  const others = Object.entries(KERNEL_WORDS).filter(([word]) => !(word in KIND_WORDS));
  return others.map(([word, { says, also = [] }]) => ({
    key: word,
    text: [word, says, ...also].join(' '),
    cells: [word, says, also.join(', ')],
  }));
}

function kinds(): readonly Row[] {
  const objects = OBJECT_KINDS.map((kind) => {
    const holds = ROLE_NAMES.filter((role) => RELATIONS[role].by.includes(kind));
    const held = ROLE_NAMES.filter((role) => isSpecific(role) && RELATIONS[role].of.includes(kind));
    return {
      key: kind,
      text: [kind, KIND_WORDS[kind], ...MAKERS[kind], ...holds, ...held].join(' '),
      cells: [
        <Name key="kind" of={kind} />,
        KIND_WORDS[kind],
        <Names key="makers" of={MAKERS[kind]} />,
        holds.length > 0 ? <Holds key="holds" roles={holds} /> : 'nothing',
        held.length > 0 ? <Names key="held" of={held} /> : 'only what holds every object',
      ],
    };
  });
  return [context(), ...objects];
}

function Holds({ roles }: { readonly roles: readonly RoleName[] }) {
  return roles.map((role, i) => (
    <span key={role}>
      {i > 0 && ', '}
      {RELATIONS[role].of.join(' or ')}{' '}
      <span className="unbroken">
        (<Name of={role} />)
      </span>
    </span>
  ));
}

/** Function names among words: `a, b or c`. */
function Functions({ of }: { readonly of: string }) {
  return <Words of={of.replace(/\w*_\w+|\b(?:close|fput|fdget|fdput)\b/g, '`$&`')} />;
}

function references(): readonly Row[] {
  return ROLE_NAMES.map((role) => {
    const { count, taken, put, says } = ROLES[role];
    const { by, of } = RELATIONS[role];
    const counts = count.split(' and ').map((name) => COUNT_WORDS[name as Count['name']]);
    const held = isSpecific(role) ? of.join(', ') : 'any object';
    return {
      key: role,
      text: [role, ...counts, ...by, held, taken, put, says].join(' '),
      cells: [
        <Name key="role" of={role} />,
        says,
        counts.join(' and '),
        by.join(', '),
        held,
        <Functions key="taken" of={taken} />,
        <Functions key="put" of={put} />,
      ],
    };
  });
}

function properties(): readonly Row[] {
  return (Object.keys(PROPERTIES) as PropertyName[]).map((name) => ({
    key: name,
    text: `${name} ${PROPERTIES[name]}`,
    cells: [<Name key="property" of={name} />, PROPERTIES[name]],
  }));
}

function laws(): readonly Row[] {
  const breaking = (law: LawName) =>
    (Object.keys(PRESETS) as PresetName[]).filter((name) => (PRESETS[name] as Preset).breaks.includes(law));
  return (Object.keys(LAWS) as LawName[]).map((law) => ({
    key: law,
    text: [law, LAWS[law], ...breaking(law)].join(' '),
    cells: [
      <Name key="law" of={law} />,
      LAWS[law],
      breaking(law).length > 0 ? <Names key="designs" of={breaking(law)} /> : 'none',
    ],
  }));
}

function verdicts(): readonly Row[] {
  return VERDICTS.map((name) => ({
    key: name,
    text: `${name} ${VERDICT_WORDS[name]}`,
    cells: [<Name key="verdict" of={name} />, VERDICT_WORDS[name]],
  }));
}

function notEmulated(): readonly Row[] {
  return Object.entries({ ...NOT_EMULATED_WORDS, ...MISSING }).map(([name, says]) => ({
    key: name,
    text: `${name} ${says}`,
    cells: [name in MISSING ? name : <Name key="name" of={name} />, <Words key="says" of={says} />],
  }));
}

/** Everything that the tables of the engine say, for people. */
export function sections(): readonly SectionProps[] {
  return [
    {
      id: 'kinds',
      title: 'Kinds of objects',
      note: `Every object has two counts: users, which must be 1 for IOMMU_DESTROY, and wait_cnt, which a destroyer waits for. The context has neither. Every object can also be held as ${everyObject.join(', ')}.`,
      head: ['kind', 'what it is', 'made by', 'holds', 'held as'],
      rows: kinds(),
    },
    {
      id: 'words',
      title: 'Words',
      note: 'Words with dots below them on the page are these, and the kinds of objects: point at one or focus it to read what it is.',
      head: ['word', 'what it is', 'also written'],
      rows: words(),
    },
    {
      id: 'references',
      title: 'Counted references',
      note: 'Named by the pointer that stands for them. The ledger and the arrows of the graph are made of these.',
      head: ['reference', 'in words', 'counts in', 'held by', 'on', 'taken in', 'put in'],
      rows: references(),
    },
    {
      id: 'operations',
      title: 'Operations',
      note: 'As they are written in the text. What is in brackets can be left out; after > come labels of your choice. In front of any of them, failslab and a number make that allocation fail.',
      head: ['operation', 'stands for', 'what it does'],
      rows: operations(),
    },
    {
      id: 'not-emulated',
      title: 'Not emulated yet',
      note: 'What a 7.3 kernel can do besides. Each ioctl holds the object it is given while it works; hold and unhold stand for that. The table says what else it would mean for lifetimes.',
      head: ['asked for by', 'what it means for lifetimes'],
      rows: notEmulated(),
    },
    {
      id: 'properties',
      title: 'Properties',
      note: 'What the proof asks of every teardown order, and of the operations before.',
      head: ['property', 'what it says'],
      rows: properties(),
    },
    {
      id: 'laws',
      title: 'Laws',
      note: `What holds in a sound design, some of it after every step, the rest when no operation is in flight; and which designs break it. The proof asks each of the states at rest, but for ${OF_THE_FREED.join(', ')}: no state keeps freed memory, and P3 tells it of the step that frees.`,
      head: ['law', 'what it says', 'broken by'],
      rows: laws(),
    },
    {
      id: 'designs',
      title: 'Designs',
      note: 'Each is 7.3 with some decisions changed, and without what its version does not have yet.',
      head: ['design', 'what is different', 'was there such a kernel?', 'where it comes from', 'laws broken'],
      rows: designs(),
    },
    {
      id: 'verdicts',
      title: 'Verdicts',
      note: 'From worst to best; the headline is the worst that was found.',
      head: ['verdict', 'what it means'],
      rows: verdicts(),
    },
  ];
}
