// Whoever comes with a link after the # gets the frames, and the HTML for them, with what it opens.
const fragment = /^#[\w.~-]{1,16384}$/.test(window.location.hash) ? window.location.hash : '';

for (const section of document.querySelectorAll('section')) {
  const frame = section.querySelector('iframe');
  const shown = frame.cloneNode();
  const address = new URL(frame.getAttribute('src'), window.location.href);
  address.hash = fragment;
  shown.src = address.href;
  // Another element, since a frame that is loading may miss that only the end of its address has changed.
  if (fragment) frame.replaceWith(shown);
  const copy = shown.cloneNode();
  copy.width = '100%';
  section.querySelector('textarea').value = copy.outerHTML;
}
