declare const brand: unique symbol;

/** The number by which a context finds an object: an index of its xarray. */
export type ObjectId = number & { readonly [brand]: never };

/** ID 0 is never given: it stands for no object. */
export const NO_ID = 0 as ObjectId;
