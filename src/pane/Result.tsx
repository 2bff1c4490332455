import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Conference } from "../contract/conference";
import type { SiteConfiguration } from "../contract/services";
import { useContext } from "react";
import { translated } from "../conference/translated";
import Clients from "./Clients";
import { CopyButton } from "./CopyButton";
import { LanguageContext, useTexts } from "./language";
import type { PaneState } from "./state";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  row: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  value: {
    ...typographyStyles.body1,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    userSelect: "all",
    unicodeBidi: "plaintext",
  },
  actions: {
    ...typographyStyles.caption1,
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
});

const resultTexts = translated(
  { host: "Lets you in as the host.", alsoIn: "Also in the invitation." },
  { host: "Lässt Sie als Gastgeber ein.", alsoIn: "Auch in der Einladung." },
  { host: "يُدخلك بصفة مضيف.", alsoIn: "مذكور أيضًا في الدعوة." },
);

/** The links and numbers of a conference, each with copy, the links with open. */
export default function Result({
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
  const hints = resultTexts(tag);
  const styles = useStyles();
  const { id, joinUrl, hostUrl, scheduled } = conference;
  const key = scheduled.options.conferenceKey;
  return (
    <section className={styles.section} aria-label={texts.product}>
      <Row label={texts.join} value={joinUrl} openLink={openLink} isMain />
      {hostUrl !== null && (
        <Row
          label={texts.host}
          value={hostUrl}
          openLink={openLink}
          hint={text.hasHostLink ? `${hints.host} ${hints.alsoIn}` : hints.host}
        />
      )}
      <Row label={texts.conferenceId} value={id} />
      {key !== null && <Row label={texts.key} value={key} />}
      {site && site.clients.length > 0 && <Clients clients={site.clients} openLink={openLink} />}
    </section>
  );
}

interface RowProps {
  label: string;
  value: string;
  hint?: string;
  isMain?: boolean;
  openLink?: (url: string) => void;
}

function Row({ label, value, hint, isMain = false, openLink }: RowProps) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} title={value}>
        {value}
      </span>
      {hint !== undefined && <span className={styles.label}>{hint}</span>}
      <div className={styles.actions}>
        <CopyButton label={label} value={value} appearance={isMain ? "secondary" : "subtle"} />
        {openLink && (
          <Button
            size="small"
            appearance={isMain ? "secondary" : "subtle"}
            aria-label={texts.openThis(label)}
            onClick={() => openLink(value)}
          >
            {texts.open}
          </Button>
        )}
      </div>
    </div>
  );
}
