/**
 * A scenario of about so many objects: hardware queues with all that each needs, and devices. A thousand are as many as
 * the operations of a scenario can make, and most of them are devices then.
 */
export function grown(objects) {
  const devices = objects < 50 ? 0 : objects < 1000 ? 3 : 160;
  const lines = ['open > c', 'ioas_alloc c > io', 'mock_domain c pt=io > sd dev hw', 'ioas_map c ioas=io'];
  for (let i = 0, count = 5; count + devices <= objects; i++, count += 4 + 2 * devices)
    lines.push(
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i}`,
      `viommu_alloc c dev=dev hwpt=hp${i} > vi${i}`,
      `hw_queue_alloc c viommu=vi${i} > q${i}`,
      ...Array.from(
        { length: devices },
        (_, j) => `mock_domain c pt=io > sd${i}_${j} dev${i}_${j} hw${i}_${j}`,
      ),
    );
  return [...lines, 'close c'].join('\n');
}

/** A scenario of a number of operations, cut from one that goes round what people do. */
export function sized(operations) {
  const lines = ['open > c', 'ioas_alloc c > io', 'mock_domain c pt=io > sd dev hw', 'ioas_map c ioas=io'];
  for (let i = 0; lines.length < operations; i++)
    lines.push(
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i + 1}`,
      `viommu_alloc c dev=dev hwpt=hp${i + 1} > vi${i + 1}`,
      `hw_queue_alloc c viommu=vi${i + 1} > q${i}`,
      `access_create c ioas=io > acc${i + 1}`,
      `close acc${i + 1}`,
      `destroy c q${i}`,
    );
  return lines.slice(0, operations).join('\n');
}
