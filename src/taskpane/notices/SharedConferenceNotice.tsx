import { useContext } from "react";
import type { ComposeController } from "../compose/composeController";
import CopiedNotice from "./CopiedNotice";
import { OccurrenceConflicts } from "./OccurrenceConflicts";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";
import { otherTexts } from "../../locales/messages";
import type { PaneState, Phase } from "../compose/paneState";

interface SharedConferenceNoticeProps {
  phase: Extract<Phase, { status: "copied" | "occurrence" }>;
  /** The appointment as it was last seen; null until Outlook has answered. */
  seen: Pick<PaneState, "snapshot" | "lookedAt">;
  controller: Pick<ComposeController, "separate" | "share" | "leave">;
  formats: Formats;
}

/** The conference that is there is that of the series, or may be another appointment's. */
export default function SharedConferenceNotice({
  phase,
  seen,
  controller,
  formats,
}: SharedConferenceNoticeProps) {
  const other = otherTexts(useContext(LanguageContext).tag);
  if (phase.status === "copied")
    return <CopiedNotice phase={phase} controller={controller} formats={formats} />;
  const { conference } = phase;
  const { snapshot, lookedAt: now } = seen;
  return (
    <>
      <Notice intent="info">{conference ? other.occurrence : other.occurrenceNone}</Notice>
      {conference && snapshot && <OccurrenceConflicts {...{ snapshot, conference, now, formats }} />}
    </>
  );
}
