import { RelayError } from "../../relay/ask";

/** A report or list that can fail while the rest of the pane works. */
export type Part =
  | "settings"
  | "presence"
  | "unclaimed"
  | "people"
  | "conference"
  | "progress"
  | "report"
  | "recording"
  | "attendees";

/** The parts that could not be loaded, and what was thrown. */
export type MissingData = ReadonlyMap<Part, unknown>;

/** A part that has not come by then counts as missing until it comes. */
const patienceMs = 10_000;

/** Makes a function that waits for a part; null: it could not be loaded, and stands in `missing` until it can. */
export function createOptionalData(
  state: () => { missing: MissingData },
  set: (change: { missing: MissingData }) => void,
) {
  return async <Result>(part: Part, asked: Promise<Result>): Promise<Result | null> => {
    let result: Result | null = null;
    let failure: unknown;
    const mark = () => set({ missing: new Map(state().missing).set(part, new RelayError("RELAY_TIMEOUT")) });
    const timer = setTimeout(mark, patienceMs);
    try {
      result = await asked;
    } catch (cause) {
      failure = cause;
    }
    clearTimeout(timer);
    const missing = new Map(state().missing);
    const wasMissing = missing.delete(part);
    if (failure !== undefined) missing.set(part, failure);
    if (wasMissing || failure !== undefined) set({ missing });
    return result;
  };
}
