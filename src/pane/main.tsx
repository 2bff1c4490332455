import { createRoot } from "react-dom/client";
import { openHost } from "../outlook/host";
import { App } from "./App";

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  root.render(<App host={{ mode: "opening" }} />);
  root.render(<App host={await openHost()} />);
}

const container = document.getElementById("pane");
if (container) void start(container);
