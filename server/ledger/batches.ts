/** A row that is to be written, and what its writer waits for. */
interface Waiting<Row> {
  row: Row;
  resolve: (isWritten: boolean) => void;
  reject: (failure: unknown) => void;
}

interface BatchesOptions {
  /** How many batches are written at once: one that waits for a locked row does not hold up all others. */
  atOnce?: number;
  maxRows?: number;
}

/**
 * Writes rows together that come while others are being written. `write` writes all of them or none; it answers which were
 * written, in their order. Where it fails because of a row (`isAboutRow`), each is written alone.
 */
export function createBatches<Row>(
  write: (rows: readonly Row[]) => Promise<readonly boolean[]>,
  isAboutRow: (failure: unknown) => boolean,
  { atOnce = 2, maxRows = 100 }: BatchesOptions = {},
): (row: Row) => Promise<boolean> {
  let underWay = 0;
  const waiting: Waiting<Row>[] = [];

  async function writeBatch(batch: readonly Waiting<Row>[]): Promise<void> {
    try {
      const written = await write(batch.map(({ row }) => row));
      batch.forEach(({ resolve }, n) => resolve(written[n] === true));
    } catch (failure) {
      if (batch.length > 1 && isAboutRow(failure)) for (const one of batch) await writeBatch([one]);
      else for (const { reject } of batch) reject(failure);
    }
  }

  function begin(): void {
    if (underWay >= atOnce || waiting.length === 0) return;
    underWay += 1;
    void writeBatch(waiting.splice(0, maxRows)).finally(() => {
      underWay -= 1;
      begin();
    });
  }

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      // Rows of the same turn go together.
      if (waiting.length === 1) setImmediate(begin);
    });
}
