import { render, screen, waitFor } from "@testing-library/react";
import { Suspense } from "react";
import { lazyComponent } from "../../src/taskpane/common/lazyComponent";

test("a part whose file cannot be loaded is missing, and the rest of the pane stays", async () => {
  const load = jest.fn(() => Promise.reject(new Error("ChunkLoadError")));
  const Part = lazyComponent(load);
  render(
    <main>
      The rest
      <Suspense fallback={null}>
        <Part />
      </Suspense>
    </main>,
  );
  await waitFor(() => expect(load).toHaveBeenCalled());
  await waitFor(() => expect(screen.getByRole("main")).toHaveTextContent(/^The rest$/));
});
