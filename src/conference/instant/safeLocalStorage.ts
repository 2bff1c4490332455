/** A text that the pages of one browser share: a button may run in another page at each press. */
export interface SafeStorage {
  /** null: nothing was written. */
  read: () => string | null;
  /** False: the browser keeps nothing for this page, and no other page will know. */
  write: (text: string) => boolean;
  remove: () => void;
}

/** In-memory fallback when localStorage is blocked. */
const inThisPage = new Map<string, string>();

export function createSafeStorage(name: string): SafeStorage {
  return {
    read: () => inThisPage.get(name) ?? nullIfBlocked(() => localStorage.getItem(name)),
    write: (text) => {
      const isKept = nullIfBlocked(() => {
        localStorage.setItem(name, text);
        return true;
      });
      if (isKept) inThisPage.delete(name);
      else inThisPage.set(name, text);
      return isKept !== null;
    },
    remove: () => {
      inThisPage.delete(name);
      nullIfBlocked(() => localStorage.removeItem(name));
    },
  };
}

function nullIfBlocked<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    return null;
  }
}
