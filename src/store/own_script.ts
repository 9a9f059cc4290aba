interface Policies {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(_: string): string };
}

const policies = (globalThis as { readonly trustedTypes?: Policies }).trustedTypes;

/**
 * The address of a script of this page, as a browser takes it where the server demands Trusted Types. The policy of that
 * name, which there can be once, lets nothing through but this address.
 */
export function ownScript(name: string, address: string): string {
  return policies?.createPolicy(name, { createScriptURL: () => address }).createScriptURL('') ?? address;
}
