import { useRef } from 'react';
import { formatText, type Problem } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** The scenario as text. What can be understood becomes the document at once; what cannot is marked, and nothing is lost. */
export function TextEditor() {
  const document = useApp((state) => state.document);
  const draft = useApp((state) => state.draft);
  const editText = useApp((state) => state.editText);
  const discard = useApp((state) => state.discardDraft);
  const field = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const text = draft?.text ?? formatText({ ...document, cursor: { op: document.ops.length, step: 0 } });
  const problems = draft?.problems ?? [];
  const show = ({ line, column, length }: Problem) => {
    const start =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length +
      (line > 1 ? 1 : 0) +
      column -
      1;
    field.current?.focus();
    field.current?.setSelectionRange(start, start + length);
  };
  return (
    <section className="panel text-editor" aria-label="Text">
      <div className="text-field">
        <div className="text-marks mono" ref={marks} aria-hidden="true">
          {text.split('\n').map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <MarkedLine key={i} line={line} problem={problems.find((one) => one.line === i + 1)} />
          ))}
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
            <p className="muted">The scenario stays as it was until this can be understood.</p>
            <ul className="problems">
              {problems.slice(0, 20).map((problem) => (
                <li key={`${problem.line}.${problem.column}.${problem.message}`}>
                  <button type="button" className="step-link" onClick={() => show(problem)}>
                    {problem.line}:{problem.column}
                  </button>{' '}
                  {problem.message}; expected {problem.expected}
                </li>
              ))}
            </ul>
          </>
        )}
        {draft && (
          <button type="button" onClick={discard}>
            {problems.length > 0 ? 'Back to the scenario' : 'Show the canonical text'}
          </button>
        )}
      </div>
    </section>
  );
}

function MarkedLine({ line, problem }: { readonly line: string; readonly problem: Problem | undefined }) {
  if (!problem) return <div>{line || '​'}</div>;
  const start = problem.column - 1;
  return (
    <div>
      {line.slice(0, start)}
      <mark>{line.slice(start, start + problem.length) || ' '}</mark>
      {line.slice(start + problem.length)}
    </div>
  );
}
