import { useContext } from "react";
import { findDifferences } from "../../conference/model/differences";
import { Candidates } from "./Candidates";
import type { ComposeController } from "../compose/composeController";
import Differences from "./Differences";
import { failedTexts } from "../../locales/messages";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import type { Phase } from "../compose/paneState";

interface FailureChoiceProps {
  phase: Extract<Phase, { status: "failed" }>;
  decide: ComposeController["decide"];
  formats: Formats;
}

/** The conferences or versions between which the user chooses after a failure. */
export default function FailureChoice({ phase, decide, formats }: FailureChoiceProps) {
  const { tag } = useContext(LanguageContext);
  const { failure, conference } = phase;
  const { current, candidates } = failure.details;
  const changed =
    conference && current && failure.standing === "changedElsewhere"
      ? findDifferences(conference.scheduled, current.scheduled)
      : [];
  return (
    <>
      {changed.length > 0 && (
        <Differences title={failedTexts(tag).changedElsewhere} differences={changed} formats={formats} />
      )}
      {candidates && failure.standing === "undecided" && (
        <Candidates candidates={candidates} decide={decide} formats={formats} />
      )}
    </>
  );
}
