import type { ReactNode } from 'react';
import {
  DESIGN_WORDS,
  KIND_WORDS,
  LAWS,
  type LawName,
  makers,
  OBJECT_KINDS,
  RELATIONS,
  VERDICT_WORDS,
  VERDICTS,
} from '../../guide/index.ts';
import {
  type DesignName,
  OP_NAMES,
  type OpName,
  opSpec,
  PRESETS,
  type Preset,
  ROLES,
  type RoleName,
} from '../../store/index.ts';
import type { Row, SectionProps } from './Section.tsx';

const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];
const DESIGNS = Object.keys(PRESETS) as readonly DesignName[];

/** The name of a reference is one word, whatever the browser thinks of its arrow. */
function unbroken(text: string): ReactNode {
  const parts = text.split(/(\(?[\w]+->\w+\)?,?)/);
  return parts.map((part, i) =>
    i % 2 === 1 ? (
      <span key={part} className="unbroken">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function row(key: string, cells: readonly string[], code = 1): Row {
  return {
    key,
    cells: cells.map((cell, i) => (i < code ? <code key={cell}>{cell}</code> : unbroken(cell))),
    text: cells.join(' '),
  };
}

/** A reference that any object can be held by says nothing about its kind. */
const isSpecific = (role: RoleName) => RELATIONS[role].of.length < OBJECT_KINDS.length;

function kinds(): readonly Row[] {
  const made = makers();
  return OBJECT_KINDS.map((kind) => {
    const holds = ROLE_NAMES.filter((role) => RELATIONS[role].by.includes(kind)).map(
      (role) => `${RELATIONS[role].of.join(' or ')} (${role})`,
    );
    const held = ROLE_NAMES.filter((role) => isSpecific(role) && RELATIONS[role].of.includes(kind));
    return row(kind, [
      kind,
      KIND_WORDS[kind],
      made.get(kind)?.join(', ') ?? '',
      holds.join(', ') || 'nothing',
      held.join(', ') || 'only what holds every object',
    ]);
  });
}

function references(): readonly Row[] {
  return ROLE_NAMES.map((role) => {
    const { count, taken, put, says } = ROLES[role];
    const { by, of } = RELATIONS[role];
    const held = isSpecific(role) ? of.join(', ') : 'any object';
    return row(role, [role, count, by.join(', '), held, taken, put, says]);
  });
}

function form(name: OpName): string {
  const { operands, labels } = opSpec(name);
  const words = operands.map((one) => {
    if (one.positional) return one.name;
    return one.default === undefined ? `${one.name}=` : `[${one.name}=${one.default}]`;
  });
  const made = labels.length > 0 ? ` > ${labels.map(({ stem }) => stem).join(' ')}` : '';
  return [name, ...words].join(' ') + made;
}

const operations = (): readonly Row[] =>
  OP_NAMES.map((name) => row(name, [form(name), opSpec(name).entry, opSpec(name).says], 2));

const breaking = (law: LawName) =>
  DESIGNS.filter((name) => (PRESETS[name] as Preset).breaks.includes(law)).join(', ');

const laws = (): readonly Row[] =>
  (Object.keys(LAWS) as LawName[]).map((law) => row(law, [law, LAWS[law], breaking(law) || 'none']));

const designs = (): readonly Row[] =>
  DESIGNS.map((name) => {
    const { says, source } = DESIGN_WORDS[name];
    return row(name, [name, says, source, PRESETS[name].breaks.join(' ') || 'nothing']);
  });

const verdicts = (): readonly Row[] => VERDICTS.map((name) => row(name, [name, VERDICT_WORDS[name]]));

/** Everything that the tables of the engine say, for people. */
export function sections(): readonly SectionProps[] {
  return [
    {
      id: 'kinds',
      title: 'Kinds of objects',
      note: 'Every object has users, who decide whether it may die, and wait_cnt, for which its destroyer waits. The xarray of its context holds each.',
      head: ['kind', 'what it is', 'made by', 'holds', 'held as'],
      rows: kinds(),
    },
    {
      id: 'references',
      title: 'Counted references',
      note: 'Named by the pointer that stands for them. The ledger and the arrows of the graph are made of these.',
      head: ['reference', 'counts in', 'held by', 'on', 'taken in', 'put in', 'in words'],
      rows: references(),
    },
    {
      id: 'operations',
      title: 'Operations',
      note: 'As they are written in the text. What stands in brackets may be left out; what stands behind > is a label of your own.',
      head: ['operation', 'stands for', 'what it does'],
      rows: operations(),
    },
    {
      id: 'laws',
      title: 'Laws',
      note: 'What holds after every step in a design that is sound, and which designs break it.',
      head: ['law', 'what it says', 'broken by'],
      rows: laws(),
    },
    {
      id: 'designs',
      title: 'Designs',
      note: 'Each is merged with some functions changed.',
      head: ['design', 'what is different', 'where it comes from', 'laws broken'],
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
