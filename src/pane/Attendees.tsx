import { Button, makeStyles, PresenceBadge, tokens, typographyStyles } from "@fluentui/react-components";
import { useState } from "react";
import type { Person } from "../contract/conference";
import type { Show } from "../contract/services";
import { useTexts } from "./language";
import type { Presence } from "./state";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  person: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "24px" },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", unicodeBidi: "plaintext" },
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  more: { alignSelf: "start" },
});

interface AttendeesProps {
  attendees: readonly Person[];
  /** By address, in small letters; a person of whom nothing is known has no badge. */
  presence: ReadonlyMap<string, Presence>;
}

const shownAtFirst = 5;

export const badges = {
  available: "available",
  away: "away",
  busy: "do-not-disturb",
  offline: "offline",
} as const satisfies Record<Exclude<Show, "unknown">, string>;

/** Who is invited, and who of them is there right now. */
export default function Attendees({ attendees, presence }: AttendeesProps) {
  const texts = useTexts();
  const styles = useStyles();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? attendees : attendees.slice(0, shownAtFirst);
  const hidden = attendees.length - shown.length;
  return (
    <>
      <ul className={styles.list}>
        {shown.map(({ name, address }) => {
          const { show, status } = presence.get(address.toLowerCase()) ?? { show: "unknown", status: "" };
          return (
            <li key={address} className={styles.person}>
              {show !== "unknown" && (
                <PresenceBadge size="small" status={badges[show]} aria-label={texts.presence[show]} />
              )}
              <span className={styles.name} title={address}>
                {name || address}
              </span>
              {status !== "" && <span className={styles.quiet}>{status}</span>}
            </li>
          );
        })}
      </ul>
      {hidden > 0 && (
        <Button
          size="small"
          appearance="transparent"
          className={styles.more}
          onClick={() => setIsWhole(true)}
        >
          {texts.moreAttendees(hidden)}
        </Button>
      )}
    </>
  );
}
