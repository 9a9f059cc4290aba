interface Policies {
  createPolicy(name: 'default', rules: { createScriptURL(address: string): string | null }): unknown;
}

const OWN = /^(\.\/sw|.*\/assets\/worker-[\w-]+)\.js$/;

/**
 * Where the server demands Trusted Types, lets the two scripts that the page starts by their address run, its explorer
 * and its service worker, and nothing else.
 */
export function trustOwnScripts(): void {
  (globalThis as { readonly trustedTypes?: Policies }).trustedTypes?.createPolicy('default', {
    createScriptURL: (address) =>
      OWN.test(address) && new URL(address, document.baseURI).origin === window.location.origin
        ? address
        : null,
  });
}
