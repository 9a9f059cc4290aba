export type Group =
  | 'Do'
  | 'Add'
  | 'Panel'
  | 'Object'
  | 'Operation'
  | 'Step'
  | 'Design'
  | 'Yours'
  | 'Scenario'
  | 'Word'
  | 'Not yet';

/** Something that can be done, or gone to. */
export interface Entry {
  readonly group: Group;
  readonly says: string;
  /** More words that find it. */
  readonly also?: string;
  /** The key that does it, or where it is. */
  readonly hint: string;
  run(): void;
}
