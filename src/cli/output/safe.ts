/** Controls but for the tab and the end of a line: a terminal would obey them. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** Text of somebody else as a terminal can show it. An escaped control is the same in JSON as it was. */
export function safe(text: string): string {
  return text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same in one line. */
export function safeLine(text: string): string {
  return safe(text).replace(/\n/g, '\\u000a');
}
