declare const brand: unique symbol;

/** An error number as a kernel function returns it: negative. */
export type Errno = number & { readonly [brand]: never };

/** The errno of a number of errno.h. */
export function errno(number: number): Errno {
  return -number as Errno;
}

/** What a kernel function returns that can only succeed or fail: 0 or an errno. */
export type Result = 0 | Errno;

/** IS_ERR(), also for what is no pointer: whether a function returned an errno in place of its value. */
export function isErr(returned: number): returned is Errno {
  return returned < 0;
}
