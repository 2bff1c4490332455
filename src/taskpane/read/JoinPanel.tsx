import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { Person } from "../../contract/conference";
import ClientLinks from "../common/ClientLinks";
import { CopyButton } from "../common/CopyButton";
import type { Formats } from "../common/format";
import { useTexts } from "../common/language";
import Notice from "../common/Notice";
import { PresenceBadge, PresenceWords } from "../people/PresenceBadge";
import type { ReadState } from "./readController";
import type { readTexts } from "../../locales/messages";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  name: { overflowWrap: "anywhere", unicodeBidi: "plaintext" },
  // These are known later than the join link: their places are kept.
  state: { display: "flex", flexDirection: "column", minHeight: "32px" },
  label: { flexGrow: 1 },
  leadsTo: { minHeight: "16px" },
  hostButton: { minHeight: "40px" },
});

interface JoinPanelProps {
  state: Pick<
    ReadState,
    "hostUrl" | "isAskingForHost" | "areHostsKnown" | "opensAt" | "progress" | "hostPresence" | "clients"
  >;
  texts: ReturnType<typeof readTexts>;
  formats: Formats;
  /** The organizer; null if Outlook does not say. */
  host: Person | null;
  conferenceId: string;
  joinUrl: string;
  /** Where the join link leads that is not known as the site's; null: to the site. */
  foreignHost: string | null;
  openLink: (url: string) => void;
}

/** How a conference stands that is not over, and the way into it: the host's for whoever may start it. */
export function JoinPanel({
  state,
  texts,
  formats,
  host,
  conferenceId,
  joinUrl,
  foreignHost,
  openLink,
}: JoinPanelProps) {
  const common = useTexts();
  const styles = useStyles();
  const { hostUrl, isAskingForHost, areHostsKnown, opensAt, progress, hostPresence, clients } = state;
  const isForeign = areHostsKnown && foreignHost !== null;
  return (
    <>
      <div role="status" className={styles.state}>
        {progress !== "unknown" && progress !== "over" && <Caption1>{texts[progress]}</Caption1>}
        {opensAt && <Caption1>{texts.opens({ moment: formats.moment(opensAt) })}</Caption1>}
      </div>
      {hostUrl === null && isAskingForHost && <div className={styles.hostButton} />}
      {hostUrl !== null && (
        <Button data-main="" appearance="primary" size="large" onClick={() => openLink(hostUrl)}>
          {texts.startAsHost}
        </Button>
      )}
      <Button
        className={styles.name}
        data-main=""
        appearance={hostUrl === null && !isAskingForHost && !isForeign ? "primary" : "secondary"}
        size="large"
        onClick={() => openLink(joinUrl)}
      >
        {isForeign ? texts.openAt({ host: foreignHost }) : texts.join}
      </Button>
      <div className={styles.leadsTo}>
        {isForeign && <Notice intent="warning">{texts.foreign({ host: foreignHost })}</Notice>}
        {foreignHost !== null && !isForeign && (
          <Caption1 className={styles.name}>{texts.leadsTo({ host: foreignHost })}</Caption1>
        )}
      </div>
      {host && (
        <div className={styles.line}>
          <PresenceBadge show={hostPresence.show} />
          <Caption1 className={styles.name}>{texts.host({ name: host.name || host.address })}</Caption1>
          <PresenceWords {...hostPresence} />
        </div>
      )}
      <div className={styles.line}>
        <Caption1 className={styles.label}>
          {common.conferenceId}: {conferenceId}
        </Caption1>
        <CopyButton label={common.conferenceId} value={conferenceId} appearance="secondary" />
      </div>
      <div className={styles.line}>
        <Caption1 className={styles.label}>{common.join}</Caption1>
        <CopyButton label={common.join} value={joinUrl} appearance="secondary" />
      </div>
      {clients.length > 0 && <ClientLinks clients={clients} openLink={openLink} />}
    </>
  );
}
