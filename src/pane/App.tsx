import { FluentProvider, makeStyles, tokens, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Host, Theme } from "../outlook/host";
import { Compose } from "./Compose";
import { texts } from "./texts";
import { Working } from "./Working";

const Outside = lazy(() => import("./Outside"));
const ReadView = lazy(() => import("./ReadView"));

const useStyles = makeStyles({
  page: { minHeight: "100vh", backgroundColor: tokens.colorNeutralBackground1 },
});

const rightToLeft = ["ar", "fa", "he", "ur"];

/** The whole page: theme, direction and language around whatever the page is in. */
export function App({ host }: { host: Host | { mode: "opening" } }) {
  const styles = useStyles();
  const theme = useTheme(host);
  const language = "language" in host ? host.language : navigator.language;
  const isRightToLeft = rightToLeft.includes(language.split("-")[0] ?? "");
  return (
    <FluentProvider
      theme={theme === "dark" ? webDarkTheme : webLightTheme}
      dir={isRightToLeft ? "rtl" : "ltr"}
    >
      <div className={styles.page}>
        {host.mode === "opening" && <Working label={texts.opening} />}
        <Suspense fallback={null}>
          {host.mode === "outside" && <Outside />}
          {host.mode === "read" && <ReadView host={host} />}
        </Suspense>
        {host.mode === "compose" && <Compose host={host} />}
      </div>
    </FluentProvider>
  );
}

/** Outlook's theme; until it is known, or where it never is, the browser's preference. */
function useTheme(host: Host | { mode: "opening" }): Theme {
  const [preferred, setPreferred] = useState<Theme>(() => readPreference());
  const [told, setTold] = useState<Theme | null>(null);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setPreferred(readPreference());
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    if ("onThemeChange" in host) host.onThemeChange(setTold);
  }, [host]);
  return told ?? preferred;
}

function readPreference(): Theme {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
