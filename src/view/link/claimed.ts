import { claiming, type Store } from '../../store/index.ts';

/** What is open, with the claim that it ends as it does, and a sentence that says so. */
export function claimIn(store: Store): {
  readonly scenario: ReturnType<typeof claiming>;
  readonly says: string;
} {
  const scenario = claiming(store.getState().document);
  const { verdict, design } = scenario.claim;
  return { scenario, says: `It claims: ends ${verdict} in ${design}.` };
}
