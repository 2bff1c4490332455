import { createRoot } from "react-dom/client";
import { labelPage } from "../conference/locale";
import { openHost } from "../outlook/host";
import { App } from "./App";
import { loadLanguage, untilKnown } from "./common/language";

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  root.render(<App host={{ mode: "opening" }} language={untilKnown(navigator.language)} />);
  const host = await openHost();
  const language = await loadLanguage(host.mode === "outside" ? navigator.language : host.language);
  labelPage(language.tag, language.texts.product);
  root.render(<App host={host} language={language} />);
}

const container = document.getElementById("pane");
if (container) void start(container);
