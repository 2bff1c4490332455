import {
  makeStyles,
  PresenceBadge as FluentPresenceBadge,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useContext } from "react";
import type { Show } from "../../contract/services";
import { LanguageContext } from "../common/language";
import { presenceTexts } from "../../locales/messages";
import type { Presence } from "../compose/paneState";

const useStyles = makeStyles({
  badge: { flexShrink: 0 },
  place: { flexShrink: 0, width: "10px" },
  words: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    // Where there is little room, a name is worth more than what its owner says.
    flexShrink: 1000,
    minWidth: "4em",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  own: { unicodeBidi: "isolate" },
});

const badges = {
  available: "available",
  away: "away",
  busy: "do-not-disturb",
  offline: "offline",
} as const satisfies Record<Exclude<Show, "unknown">, string>;

/** The sign of somebody's presence, with its name for a screen reader; its place stays free while it is not known. */
export function PresenceBadge({ show }: Pick<Presence, "show">) {
  const words = presenceTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  return show === "unknown" ? (
    <span className={styles.place} />
  ) : (
    <FluentPresenceBadge
      className={styles.badge}
      size="small"
      status={badges[show]}
      aria-label={words[show]}
    />
  );
}

/** The presence in a word, for whoever cannot tell the colours apart, and what the person says of it. */
export function PresenceWords({ show, status }: Presence) {
  const words = presenceTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  if (show === "unknown" && status === "") return null;
  return (
    <span className={styles.words} title={status}>
      {/* A screen reader has heard it from the sign. */}
      {show !== "unknown" && <span aria-hidden>{words[show]}</span>}
      {show !== "unknown" && status !== "" && " · "}
      {status !== "" && <bdi className={styles.own}>{status}</bdi>}
    </span>
  );
}
