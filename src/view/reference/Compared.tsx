import { COMPARED_EVENTS, COMPARED_FIELDS, FIELDS_LEFT_OUT, OTHER_EVENTS } from '../../guide/index.ts';
import { Names } from './Words.tsx';

/** Which fields of a recording are compared, by what they belong to, and which of its events. */
export function Compared() {
  return (
    <section>
      <h3>What is compared</h3>
      <p>
        Every field of every operation, under the names of the recordings, and which contexts were never
        released. Each must be the same, but for what stands below.
      </p>
      <dl className="fields">
        {Object.entries(COMPARED_FIELDS).map(([of, fields]) => (
          <div key={of}>
            <dt>{of}</dt>
            <dd>
              <Names of={fields} />
            </dd>
          </div>
        ))}
        <div>
          <dt>events</dt>
          <dd>
            <Names of={COMPARED_EVENTS} />: in the kernel’s order, with their fields but{' '}
            <Names of={FIELDS_LEFT_OUT} /> and the caller of a put
          </dd>
        </div>
        <div>
          <dt>not compared</dt>
          <dd>
            <Names of={OTHER_EVENTS} />: where a function begins or ends, and with what it was called
          </dd>
        </div>
      </dl>
    </section>
  );
}
