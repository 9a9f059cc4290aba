import type { DesignName, Op, Operand, OpName } from '../iommufd/index.ts';
import type { Parsed, Scenario } from '../scenario/index.ts';
import type { Building, Reading } from './state.ts';

/**
 * Everything a user can want. Each intent leaves a state that is whole: what would exceed a limit is not done, and a
 * sentence says so.
 */
export interface Intents {
  /** Has what is still being made ready arrive now. */
  settle(): void;
  seek(frame: number): void;
  step(by: 1 | -1): void;
  stepOp(by: 1 | -1): void;
  over(): void;
  out(): void;
  first(): void;
  last(): void;
  /** Starts at the beginning when there is nothing left to play. Stops at the frame `until`, or at the end. */
  play(on: boolean, until?: number): void;
  /** The next micro-step while playing; stops at the end. */
  tick(): void;
  setSpeed(speed: number): void;
  /** Stays at the same operation. */
  setDesign(design: DesignName): void;
  /** The next of the designs that are compared, or of the main ones. */
  flipDesign(): void;
  /** Shows other designs beside the one that runs; none to see it alone. */
  compare(designs: readonly DesignName[]): void;
  /** Begins a new operation, with what is proposed for it. */
  build(name: OpName, operands: Building['operands']): void;
  setOperand(operand: string, value: Operand | null): void;
  setPrefix(prefix: Building['prefix']): void;
  /** Lets the next click on a node fill an operand with one of some choices, or not. */
  pick(picking: Building['picking']): void;
  cancelBuild(): void;
  /** Changes the operands of an operation that there is. */
  change(index: number): void;
  /** Puts the operation in place, if need be after a `first` one, and runs to its end. */
  finishBuild(first?: Op | null): void;
  insert(...ops: readonly Op[]): void;
  rename(title: string): void;
  remove(at: number): void;
  move(from: number, to: number): void;
  /** Switches an operation off, or on again. */
  switch(at: number): void;
  /**
   * Takes the text over if `read` can understand it, and keeps it as a draft if not. One that is too long is not taken.
   */
  editText(text: string, read: (text: string) => Parsed): void;
  discardDraft(): void;
  undo(): void;
  redo(): void;
  /** With sentences for what of it could not be read. */
  open(scenario: Scenario, sentences?: readonly string[]): void;
  /** Goes on with another scenario in place of this one, as an edit does. */
  imagine(scenario: Scenario): void;
  /** Opens what can be read of a link and says what cannot; if that is nothing, the document stays. True if it opened. */
  openLink(text: string): boolean;
  /** Shows a stop of the tour: its number, its design, and the frame that it is. */
  visit(stop: number, design: DesignName, frame: number): void;
  /** Stays where the tour has come to. */
  leaveTour(): void;
  select(key: string | null): void;
  setReading(reading: Reading): void;
  notify(sentence: string): void;
  /** Says what is wrong with something that somebody gave. */
  complain(sentence: string): void;
  dismiss(): void;
}
