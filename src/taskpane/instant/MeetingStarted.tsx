import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { StartedMeeting } from "../../conference/instant/instantMeeting";
import { CopyButton } from "../common/CopyButton";
import { useTexts } from "../common/language";
import type { meetTexts } from "../../locales/messages";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  label: { flexGrow: 1 },
});

interface MeetingStartedProps {
  begun: StartedMeeting;
  isCompose: boolean;
  texts: ReturnType<typeof meetTexts>;
  /** Lets the host in. */
  enter: () => void;
  /** Puts the link into the message, or into a reply. */
  offer: () => void;
}

/** A conference that has begun: the host's way in, and the link for the others. */
export function MeetingStarted({ begun, isCompose, texts, enter, offer }: MeetingStartedProps) {
  const common = useTexts();
  const styles = useStyles();
  const { joinUrl, id, conferenceKey } = begun;
  return (
    <>
      <Button data-main="" appearance="primary" size="large" onClick={enter}>
        {texts.joinAsHost}
      </Button>
      {id === null || joinUrl === null ? (
        <Caption1>{texts.noLink}</Caption1>
      ) : (
        <>
          <Button size="large" onClick={offer}>
            {isCompose ? texts.intoMessage : texts.intoReply}
          </Button>
          <div className={styles.line}>
            <Caption1 className={styles.label}>{common.join}</Caption1>
            <CopyButton label={common.join} value={joinUrl} appearance="secondary" />
          </div>
        </>
      )}
      {id !== null && (
        <div className={styles.line}>
          <Caption1 className={styles.label}>
            {common.conferenceId}: {id}
          </Caption1>
          <CopyButton label={common.conferenceId} value={id} appearance="secondary" />
        </div>
      )}
      {conferenceKey !== null && (
        <div className={styles.line}>
          <Caption1 className={styles.label}>
            {common.key}: {conferenceKey}
          </Caption1>
          <CopyButton label={common.key} value={conferenceKey} appearance="secondary" />
        </div>
      )}
    </>
  );
}
