import { type ClipboardEvent, type ReactNode, useRef } from 'react';
import { formatText, LIMITS, type Problem, parseText, sayProblem } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** More problems than anybody reads at once. */
const MOST = 20;

/** The scenario as text. What can be understood becomes the document at once; what cannot is marked, and nothing is lost. */
export function TextEditor() {
  const document = useApp((state) => state.document);
  const draft = useApp((state) => state.draft);
  const take = useApp((state) => state.editText);
  const editText = (typed: string) => take(typed, parseText);
  const discard = useApp((state) => state.discardDraft);
  const field = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const text = draft?.text ?? formatText({ ...document, cursor: { op: document.ops.length, step: 0 } });
  const problems = draft?.problems ?? [];
  const show = (problem: Problem) => {
    const start = placeOf(text, problem);
    field.current?.focus();
    field.current?.setSelectionRange(start, start + problem.length);
  };
  // Before it is laid out: a megabyte of lines would hold the browser up for longer than it takes to refuse it.
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const pasted = event.clipboardData.getData('text');
    if (value.length - (selectionEnd - selectionStart) + pasted.length <= LIMITS.text) return;
    event.preventDefault();
    editText(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
  };
  return (
    <section className="panel text-editor" aria-label="Text">
      <div className="text-field">
        <div className="text-marks mono" ref={marks} aria-hidden="true">
          {marked(text, problems)}
        </div>
        <textarea
          ref={field}
          className="mono"
          aria-label="Scenario as text"
          aria-invalid={problems.length > 0}
          aria-describedby="text-problems"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          onChange={(event) => editText(event.target.value)}
          onPaste={paste}
          onScroll={(event) => {
            if (!marks.current) return;
            marks.current.scrollTop = event.currentTarget.scrollTop;
            marks.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        />
      </div>
      <div id="text-problems" aria-live="polite">
        {problems.length > 0 && (
          <>
            <p className="muted">The scenario is unchanged until this is fixed.</p>
            <ul className="problems">
              {problems.slice(0, MOST).map((problem) => (
                <li key={`${problem.line}.${problem.column}.${problem.message}`}>
                  <button type="button" className="step-link" onClick={() => show(problem)}>
                    {problem.line}:{problem.column}
                  </button>{' '}
                  {sayProblem(problem)}
                </li>
              ))}
            </ul>
          </>
        )}
        {draft && (
          <button type="button" onClick={discard}>
            {problems.length > 0 ? 'Discard my edit' : 'Show the canonical text'}
          </button>
        )}
      </div>
    </section>
  );
}

/** Where a problem begins, in characters. */
function placeOf(text: string, { line, column }: Problem): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** The text with a mark for each problem that is told; under a problem at the end of a line there is a blank. */
function marked(text: string, problems: readonly Problem[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const problem of problems.slice(0, MOST)) {
    const start = placeOf(text, problem);
    if (start < done) continue;
    const bad = text.slice(start, start + problem.length).split('\n', 1)[0] ?? '';
    parts.push(text.slice(done, start), <mark key={start}>{bad || ' '}</mark>);
    done = start + bad.length;
  }
  return [...parts, text.slice(done), '\n'];
}
