/** A text that the pages of one browser share: a button may run in another page at each press. */
export interface Keeping {
  /** null: nothing was written. */
  read: () => string | null;
  /** False: the browser keeps nothing for this page, and no other page will know. */
  write: (text: string) => boolean;
}

/** For a browser that keeps nothing for a page in a frame. */
const inThisPage = new Map<string, string>();

export function createKeeping(name: string): Keeping {
  return {
    read: () => orNull(() => localStorage.getItem(name)) ?? inThisPage.get(name) ?? null,
    write: (text) => {
      inThisPage.set(name, text);
      return (
        orNull(() => {
          localStorage.setItem(name, text);
          return true;
        }) !== null
      );
    },
  };
}

function orNull<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    return null;
  }
}
