import { useSyncExternalStore } from "react";

const query = () => matchMedia("(max-width: 640px)");

/** Whether the window is as narrow as a phone, or enlarged to that. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const width = query();
      width.addEventListener("change", listener);
      return () => width.removeEventListener("change", listener);
    },
    () => query().matches,
  );
}
