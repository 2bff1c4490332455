import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { memo, useEffect, useRef, useState } from "react";
import type { Person } from "../../contract/conference";
import { useTexts } from "../common/language";
import { PresenceBadge, PresenceWords } from "./PresenceBadge";
import type { Presence } from "../compose/paneState";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  person: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "24px" },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", unicodeBidi: "plaintext" },
  more: { alignSelf: "start" },
});

interface AttendeesProps {
  attendees: readonly Person[];
  /** By address, in small letters; a person of whom nothing is known has no badge. */
  presence: ReadonlyMap<string, Presence>;
}

const shownAtFirst = 5;

/** The attendees with their presence. Memoized: a long list renders only when it or the presence changes. */
export default memo(function Attendees({ attendees, presence }: AttendeesProps) {
  const texts = useTexts();
  const styles = useStyles();
  const [isWhole, setIsWhole] = useState(false);
  const firstHidden = useRef<HTMLLIElement>(null);
  // The pressed button is gone: who reads on, reads on here.
  useEffect(() => firstHidden.current?.focus(), [isWhole]);
  const shown = isWhole ? attendees : attendees.slice(0, shownAtFirst);
  const hidden = attendees.length - shown.length;
  return (
    <>
      <ul className={styles.list}>
        {shown.map(({ name, address }, index) => {
          const seen = presence.get(address.toLowerCase()) ?? { show: "unknown", status: "" };
          return (
            <li
              key={address}
              className={styles.person}
              {...(isWhole && index === shownAtFirst && { ref: firstHidden, tabIndex: -1 })}
            >
              <PresenceBadge show={seen.show} />
              <span className={styles.name} title={address}>
                {name || address}
              </span>
              <PresenceWords {...seen} />
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
          {texts.moreAttendees({ count: hidden })}
        </Button>
      )}
    </>
  );
});
