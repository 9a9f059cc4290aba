export const LEFT = ['Operations', 'Text', 'Objects'] as const;
export const RIGHT = ['Ledger', 'Stack', 'Log'] as const;

export type PanelName = (typeof LEFT)[number] | (typeof RIGHT)[number];
