import { FluentProvider, makeStyles, tokens, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { startTexts } from "../locales/messages";
import type { Host, Theme } from "../outlook/host";
import { Compose } from "./compose/Compose";
import { inEnglish, LanguageContext, type Language } from "./common/language";
import { Progress } from "./common/Progress";

const PopupBlockedNotice = lazy(() => import("./notices/PopupBlockedNotice"));
const Instant = lazy(() => import("./instant/Instant"));
const NotInOutlook = lazy(() => import("./notices/NotInOutlook"));
const Read = lazy(() => import("./read/Read"));

const useStyles = makeStyles({
  page: { minHeight: "100vh", backgroundColor: tokens.colorNeutralBackground1 },
  opening: { padding: tokens.spacingHorizontalL },
});

interface AppProps {
  host: Host | { mode: "opening" };
  language?: Language;
}

/** The whole page: theme, direction and language around whatever the page is in. */
export function App({ host: given, language = inEnglish }: AppProps) {
  const styles = useStyles();
  const theme = useTheme(given);
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => keepFocusIn(page.current), []);
  const [blockedPopup, setBlockedPopup] = useState<string | null>(null);
  const host = useMemo(() => {
    if (!("openLink" in given)) return given;
    const openLink = (url: string) => {
      const hasOpened = given.openLink(url);
      setBlockedPopup(hasOpened ? null : url);
      return hasOpened;
    };
    // Clearing the bar's message clears this notice too.
    const clearNotification = () => {
      setBlockedPopup(null);
      return given.clearNotification();
    };
    return { ...given, openLink, clearNotification };
  }, [given]);
  return (
    <LanguageContext.Provider value={language}>
      <FluentProvider theme={theme === "dark" ? webDarkTheme : webLightTheme} dir={language.direction}>
        <div ref={page} className={styles.page}>
          {host.mode === "opening" && (
            <div className={styles.opening}>
              <Progress label={startTexts(language.tag).opening} waitsFor="outlook" />
            </div>
          )}
          {/* Of its own: while it loads, what the user has pressed stays where it is. */}
          <Suspense fallback={null}>
            {blockedPopup !== null && (
              <PopupBlockedNotice url={blockedPopup} close={() => setBlockedPopup(null)} />
            )}
          </Suspense>
          <Suspense fallback={null}>
            {host.mode === "outside" && <NotInOutlook />}
            {host.mode === "read" && <Read host={host} />}
            {host.mode === "message" && <Instant host={host} />}
          </Suspense>
          {host.mode === "compose" && <Compose host={host} />}
        </div>
      </FluentProvider>
    </LanguageContext.Provider>
  );
}

/** Keeps the focus in the page, as soon as what does it is loaded. */
function keepFocusIn(page: HTMLElement | null): () => void {
  let stop: (() => void) | undefined;
  const loading = import("./common/keepFocus").then(
    ({ keepFocus }) => page && (stop = keepFocus(page)),
    () => undefined,
  );
  return () => void loading.then(() => stop?.());
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
