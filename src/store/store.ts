import { createStore, type StoreApi } from 'zustand/vanilla';
import { type DesignName, MAIN_DESIGNS } from '../iommufd/index.ts';
import {
  decodeLink,
  exceeds,
  formatText,
  freshLabels,
  insertOp,
  LIMITS,
  labelsAt,
  moveOp,
  removeOp,
  replaceOp,
  type Scenario,
  switchOp,
  tooLong,
} from '../scenario/index.ts';
import { FIRST_FRAME, lastFrame, nextOp, placeOf, previousOp, stepOut, stepOver } from '../trace/index.ts';
import { Arrival } from './arrival.ts';
import { isFilled, withOperand } from './building/operands.ts';
import { NO_HISTORY, redone, remember, undone } from './history.ts';
import type { Intents } from './intents.ts';
import { apart } from './listeners.ts';
import { frameIn, insertionPoint, sessionIn } from './place.ts';
import { type Session, sessionOf } from './session.ts';
import { INITIAL, type State } from './state.ts';

export type Store = StoreApi<State & Intents>;

/** A text that looks at its end, as one without a cursor does, leaves the user where he is. */
function cursorAfter(now: Scenario, { ops, cursor }: Scenario): Scenario['cursor'] {
  if (cursor.op !== ops.length || cursor.step !== 0) return cursor;
  return now.cursor.op <= ops.length ? now.cursor : cursor;
}

function offTour({ tour: _, ...document }: Scenario): Scenario {
  return document;
}

export const SPEEDS = [2, 5, 12, 30] as const;

export function createAppStore(): Store {
  const arrival = new Arrival();
  /** What is to come was typed: the next key says more. */
  let isTyped = false;
  const store = createStore<State & Intents>()((set, get) => {
    const at = (frame: number, more: Partial<State> = {}): void => {
      const { document } = get();
      const cursor = placeOf(sessionIn(get()).run, frame);
      set({ document: { ...document, cursor }, ...more });
    };
    const move = (to: (run: Session['run'], from: number) => number): void =>
      at(to(sessionIn(get()).run, frameIn(get())), { playing: false });
    const isFine = (sentence: string | undefined): boolean => {
      if (sentence) get().complain(sentence);
      return !sentence;
    };
    /** Whether what somebody wants has room; if not, that is said, and everything stays as it was. */
    const fits = (document: Scenario): boolean => isFine(exceeds(document));
    const come = (document: Scenario, more: () => Partial<State>): void => {
      isTyped = false;
      arrival.of(document, () => set({ document, playing: false, ...more() }));
    };
    const edit = (document: Scenario, draft: State['draft'] = null): void => {
      if (document === get().document) return;
      come(offTour(document), () => ({ history: remember(get().history, get().document), draft }));
    };
    const decide = (document: Scenario): void =>
      come(document, () => {
        const { history, draft, document: before } = get();
        // A text that was understood says the other design; one that was not is not lost.
        return { history: remember(history, before), draft: draft?.problems.length ? draft : null };
      });
    const show = (document: Scenario, more: Partial<State>): void =>
      come(document, () => ({
        history: NO_HISTORY,
        draft: null,
        building: null,
        selected: null,
        opened: get().opened + 1,
        ...more,
      }));
    const travel = (result: [Scenario, State['history']] | undefined): void => {
      if (result) come(result[0], () => ({ history: result[1], draft: null }));
    };

    const intents: Intents = {
      settle: () => {},
      seek: (frame) => move((run) => Math.min(Math.max(frame, FIRST_FRAME), lastFrame(run))),
      step: (by) => move((run, from) => Math.min(Math.max(from + by, FIRST_FRAME), lastFrame(run))),
      stepOp: (by) => move(by > 0 ? nextOp : previousOp),
      over: () => move(stepOver),
      out: () => move(stepOut),
      first: () => move(() => FIRST_FRAME),
      last: () => move(lastFrame),
      play: (on, until) => {
        const { run } = sessionIn(get());
        const how = { playing: on, until: until ?? null };
        if (on && frameIn(get()) === lastFrame(run)) at(FIRST_FRAME, how);
        else set(how);
      },
      tick: () => {
        const last = lastFrame(sessionIn(get()).run);
        const end = Math.min(get().until ?? last, last);
        const next = Math.min(frameIn(get()) + 1, end);
        at(next, { playing: get().playing && next < end });
      },
      setSpeed: (speed) => set({ speed }),
      setDesign: (design) => {
        const { document } = get();
        // It is not compared with itself.
        const beside = document.beside?.map((one) => (one === design ? document.design : one));
        const next = { ...document, design, ...(beside && { beside }) };
        if (design !== document.design && fits(next)) decide(next);
      },
      flipDesign: () => {
        const { document, setDesign } = get();
        const [first, ...others] = document.beside ?? [];
        if (first) {
          decide({ ...document, design: first, beside: [...others, document.design] });
          return;
        }
        const next = (MAIN_DESIGNS as readonly DesignName[]).indexOf(document.design) + 1;
        setDesign(MAIN_DESIGNS[next % MAIN_DESIGNS.length] ?? MAIN_DESIGNS[0]);
      },
      compare: (designs) => {
        const { document } = get();
        const { beside: _, ...alone } = document;
        const beside = [...new Set(designs)].filter((one) => one !== document.design).slice(0, LIMITS.beside);
        const next = beside.length > 0 ? { ...document, beside } : alone;
        if (beside.length === 0 || fits(next)) come(next, () => ({ playing: get().playing }));
      },
      build: (name, operands) =>
        set({ building: { name, operands, prefix: {}, picking: null, replaces: null }, playing: false }),
      change: (index) => {
        const op = get().document.ops[index];
        if (!op) return;
        const { name, operands, labels: _, ...prefix } = op;
        set({ building: { name, operands, prefix, picking: null, replaces: index }, playing: false });
      },
      setOperand: (operand, value) => {
        const { building } = get();
        if (!building) return;
        const operands = withOperand(building.name, building.operands, operand, value);
        set({ building: { ...building, operands, picking: null } });
      },
      setPrefix: (prefix) => {
        const { building } = get();
        if (building) set({ building: { ...building, prefix } });
      },
      pick: (picking) => {
        const { building } = get();
        if (building) set({ building: { ...building, picking } });
      },
      cancelBuild: () => set({ building: null }),
      finishBuild: (first) => {
        const { building, document, insert } = get();
        if (!building || !isFilled(building.name, building.operands)) return;
        const { name, operands, prefix, replaces } = building;
        const old = replaces === null ? undefined : document.ops[replaces];
        const taken = new Set(labelsAt(document.ops, document.ops.length).keys());
        const op = { name, operands, labels: old?.labels ?? freshLabels(name, taken), ...prefix };
        if (replaces !== null) {
          const next = replaceOp(document, replaces, op);
          if (fits(next)) edit(next);
        } else insert(...(first ? [first] : []), op);
        set({ building: null });
      },
      insert: (...ops) => {
        const { document } = get();
        const at = insertionPoint(get());
        const next = ops.reduce((to, op, i) => insertOp(to, at + i, op), document);
        if (next.ops.length < document.ops.length + ops.length)
          isFine(`A scenario has at most ${LIMITS.ops} operations, and one exit.`);
        else if (fits(next)) edit(next);
      },
      rename: (title) => {
        const { document } = get();
        if (title !== document.title) decide({ ...document, title: title.slice(0, LIMITS.title) });
      },
      remove: (index) => edit(removeOp(get().document, index)),
      move: (from, to) => edit(moveOp(get().document, from, to)),
      switch: (index) => {
        const { document } = get();
        const next = switchOp(document, index);
        if (next === document)
          isFine('What ends the process can only stand last: delete what follows it, or move it up.');
        else if (fits(next)) edit(next);
      },
      editText: (text, read) => {
        const { document } = get();
        if (!isFine(tooLong(text))) return;
        const { scenario, problems } = read(text);
        const next = { ...scenario, cursor: cursorAfter(document, scenario) };
        if (problems.length === 0 && formatText(next) !== formatText(document)) {
          if (!fits(next)) return;
          edit(next, { text, problems });
          isTyped = true;
        }
        set({ draft: { text, problems } });
      },
      discardDraft: () => set({ draft: null }),
      undo: () => travel(undone(get().history, get().document)),
      redo: () => travel(redone(get().history, get().document)),
      open: (scenario, sentences = []) => {
        if (!fits(scenario)) return;
        show(scenario, { notice: sentences.length > 0 ? { tone: 'problem', sentences } : null });
      },
      imagine: (scenario) => {
        if (fits(scenario)) edit(scenario);
      },
      openLink: (text) => {
        const { scenario, problems } = decodeLink(text);
        const notice = problems.length ? { tone: 'problem' as const, sentences: problems } : null;
        if (scenario) show(scenario, { notice });
        else set({ notice });
        return scenario !== undefined;
      },
      visit: (tour, design, frame) => {
        const { document } = get();
        const cursor = placeOf(sessionOf(document.ops, design).run, frame);
        set({
          document: { ...document, design, cursor, tour },
          playing: false,
          selected: null,
          building: null,
        });
      },
      leaveTour: () => set({ document: offTour(get().document) }),
      select: (selected) => set({ selected }),
      setReading: (reading) => set({ reading }),
      notify: (sentence) => set({ notice: { tone: 'info', sentences: [sentence] } }),
      complain: (sentence) => set({ notice: { tone: 'problem', sentences: [sentence] } }),
      dismiss: () => set({ notice: null }),
    };
    // Nothing is asked of what is about to go, but for a text that says more of what is to come.
    for (const [name, intent] of Object.entries(intents) as [keyof Intents, (...given: never[]) => unknown][])
      Object.assign(intents, {
        [name]: (...given: never[]) => {
          if (name === 'editText' && isTyped) arrival.drop();
          else arrival.settle();
          return intent(...given);
        },
      });
    return { ...INITIAL, ...intents };
  });
  const { subscribe } = store;
  store.subscribe = (listener) => subscribe(apart(listener));
  return store;
}
