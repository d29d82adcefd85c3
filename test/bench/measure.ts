/** Runs for a second after warming up; calls per second. */
export async function perSecond(call: () => Promise<unknown>): Promise<number> {
  const until = async (ms: number) => {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < ms) {
      await call();
      calls++;
    }
    return (calls * 1000) / (performance.now() - start);
  };
  await until(300);
  return until(1500);
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  console.log([line(head), ...rows.map(line)].join('\n'));
}
