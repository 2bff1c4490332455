/** All use cases: one script, loaded with the first of them. */
export { adoptConference, discardConference } from "./adopt";
export { openAppointment } from "./open";
export { removeConference, removeInvitation } from "./remove";
export { chooseCandidate, scheduleConference } from "./schedule";
export { leaveConferences, separateConference, shareConference } from "./separate";
export { undoLastChange } from "./undo";
export { isInStep, updateConference } from "./update";
export { findUndoable, writeAgain } from "./write";
export { readText } from "../writing/writeConference";
