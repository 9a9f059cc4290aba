/** Has the browser save a file. */
export function download(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has begun to read it by then; a page that is closed gives it back as well.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
