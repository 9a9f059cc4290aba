import { claiming, type Store } from '../store/index.ts';

/** What is open, with the claim that it ends as it does, and what to say once its link is copied. */
export function claimIn(store: Store): [scenario: ReturnType<typeof claiming>, sentence: string] {
  const scenario = claiming(store.getState().document);
  const { verdict, design } = scenario.claim;
  return [scenario, `The link is in the clipboard. It claims: ends ${verdict} in ${design}.`];
}
