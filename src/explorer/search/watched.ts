import type { Design } from '../../iommufd/index.ts';

/** A design that says when a rule asks it for what another decides otherwise. */
export function watched(design: Design, other: Design, asked: () => void): Design {
  const names = [...new Set([...Object.keys(design), ...Object.keys(other)])] as (keyof Design)[];
  // Whose log was recorded is no rule.
  const differing = names.filter(
    (name) => name !== 'older' && JSON.stringify(design[name]) !== JSON.stringify(other[name]),
  );
  const getters = differing.map((name) => {
    const get = () => {
      asked();
      return design[name];
    };
    return [name, { get, enumerable: true }];
  });
  return Object.defineProperties({ ...design }, Object.fromEntries(getters));
}
