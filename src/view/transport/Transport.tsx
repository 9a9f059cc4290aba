import { useEffect } from 'react';
import type { Scene } from '../../scene/index.ts';
import { SPEEDS, sessionIn } from '../../store/index.ts';
import { narrate } from '../../trace/index.ts';
import { keyName } from '../keyboard/keys.ts';
import { Explained } from '../terms/Explained.tsx';
import type { Tour } from '../tour/useTour.ts';
import { useApp, useAppStore } from '../useApp.ts';
import { Timeline } from './Timeline.tsx';
import './transport.css';

interface TransportProps {
  readonly frame: number;
  readonly tour: Tour | null;
  readonly scene: Scene;
}

/** The debugger's buttons, the timeline, and one sentence for the step. */
export function Transport({ frame, tour, scene }: TransportProps) {
  const { run } = useApp(sessionIn);
  const playing = useApp((state) => state.playing);
  const speed = useApp((state) => state.speed);
  const tick = useApp((state) => state.tick);
  const setSpeed = useApp((state) => state.setSpeed);
  const { first, last, step, stepOp, play } = useAppStore().getState();
  const { fn, text } = narrate(run, frame);
  const end = run.frames.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(tick, 1000 / speed);
    return () => clearInterval(timer);
  }, [playing, speed, tick]);
  return (
    <footer className="transport">
      <div className="transport-buttons" role="group" aria-label="Step">
        <Button
          label="To the beginning"
          shortcut="Home"
          onClick={first}
          off={frame === 0}
          path="M4 3v10M13 3L6 8l7 5z"
        />
        <Button
          label="Operation back"
          shortcut="Shift+ArrowLeft"
          onClick={() => stepOp(-1)}
          off={frame === 0}
          path="M8 3L3 8l5 5zM14 3L9 8l5 5z"
        />
        <Button
          label="Step back"
          shortcut="ArrowLeft"
          onClick={() => step(-1)}
          off={frame === 0}
          path="M11 3L5 8l6 5z"
        />
        <Button
          label={playing ? 'Pause' : 'Play'}
          shortcut="Space"
          onClick={() => play(!playing)}
          path={playing ? 'M5 3v10M11 3v10' : 'M4 2.5L13 8l-9 5.5z'}
        />
        <Button
          label="Step"
          shortcut="ArrowRight"
          onClick={() => step(1)}
          off={frame === end}
          path="M5 3l6 5-6 5z"
        />
        <Button
          label="Operation forward"
          shortcut="Shift+ArrowRight"
          onClick={() => stepOp(1)}
          off={frame === end}
          path="M2 3l5 5-5 5zM8 3l5 5-5 5z"
        />
        <Button
          label="To the end"
          shortcut="End"
          onClick={last}
          off={frame === end}
          path="M12 3v10M3 3l7 5-7 5z"
        />
        <select
          aria-label="Speed"
          title="Steps a second"
          value={speed}
          onChange={(event) => setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one}/s
            </option>
          ))}
        </select>
      </div>
      <Timeline frame={frame} tour={tour} scene={scene} />
      <p className="narration">
        <span className="counter mono">
          {frame}/{end}
        </span>
        <span aria-live={playing ? 'off' : 'polite'}>
          {fn && <code>{fn}</code>} <Explained of={text} />
        </span>
      </p>
    </footer>
  );
}

interface ButtonProps {
  readonly label: string;
  /** As `aria-keyshortcuts` has it. */
  readonly shortcut: string;
  readonly path: string;
  readonly off?: boolean;
  readonly onClick: () => void;
}

function Button({ label, shortcut, path, off = false, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={`${label} (${keyName(shortcut)})`}
      disabled={off}
      onClick={onClick}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
