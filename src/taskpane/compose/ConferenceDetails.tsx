import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import type { Conference } from "../../relay/dates";
import type { SiteConfiguration } from "../../contract/services";
import { useContext } from "react";
import { detailsTexts } from "../../locales/messages";
import ClientLinks from "../common/ClientLinks";
import { CopyButton } from "../common/CopyButton";
import { LanguageContext, useTexts } from "../common/language";
import { areAlike, LinkText } from "../common/LinkText";
import type { PaneState } from "./paneState";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  head: {
    ...typographyStyles.caption1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  name: { flexGrow: 1 },
  value: { ...typographyStyles.body1, overflowWrap: "anywhere", userSelect: "all", unicodeBidi: "plaintext" },
});

/** The links and numbers of a conference, each with copy, the links with open. */
export default function ConferenceDetails({
  conference,
  text,
  site,
  openLink,
}: {
  conference: Conference;
  text: PaneState["text"];
  site: SiteConfiguration | null;
  openLink: (url: string) => void;
}) {
  const { tag, texts } = useContext(LanguageContext);
  const hints = detailsTexts(tag);
  const styles = useStyles();
  const { id, joinUrl, hostUrl, scheduled } = conference;
  const key = scheduled.options.conferenceKey;
  return (
    <section className={styles.section} aria-label={texts.product}>
      <Row label={texts.join} value={joinUrl} other={hostUrl} openLink={openLink} isMain />
      {hostUrl !== null && (
        <Row
          label={texts.host}
          value={hostUrl}
          other={joinUrl}
          openLink={openLink}
          hint={text.hasHostLink ? `${hints.host} ${hints.alsoIn}` : hints.host}
        />
      )}
      <Row label={texts.conferenceId} value={id} />
      {key !== null && <Row label={texts.key} value={key} />}
      {site && site.clients.length > 0 && <ClientLinks clients={site.clients} openLink={openLink} />}
    </section>
  );
}

interface RowProps {
  label: string;
  value: string;
  hint?: string;
  isMain?: boolean;
  /** The other link, from which this one must be told apart. */
  other?: string | null;
  /** Only for a link. */
  openLink?: (url: string) => void;
}

function Row({ label, value, hint, isMain = false, other = null, openLink }: RowProps) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <div>
      <div className={styles.head}>
        <span className={mergeClasses(styles.label, styles.name)}>{label}</span>
        {openLink && (
          <Button
            size="small"
            aria-label={texts.toThis({ action: texts.open, what: label })}
            onClick={() => openLink(value)}
          >
            {texts.open}
          </Button>
        )}
        <CopyButton label={label} value={value} appearance="secondary" isMain={isMain} />
      </div>
      {openLink ? (
        <LinkText url={value} isWhole={areAlike(value, other)} />
      ) : (
        <span className={styles.value}>{value}</span>
      )}
      {hint !== undefined && <div className={styles.label}>{hint}</div>}
    </div>
  );
}
