/** Says in a sentence for the user what could not be done because a part of the page did not arrive. */
export class PartLost extends Error {}

/** A part of the page that something takes to be done; `undone` says what is not done without it. */
export async function arrived<T>(part: Promise<T>, undone: string, again = 'Try again'): Promise<T> {
  try {
    return await part;
  } catch {
    throw new PartLost(
      `${undone}, because a part of the page could not be loaded. ${again}, or reload the page.`,
    );
  }
}
