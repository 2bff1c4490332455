import type { Access } from "../../contract/conference";
import type { Step } from "../../conference/useCases";

/** A count with its word. */
export const plural = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

/** Every text of the pane but the failures', in English. */
export const english = {
  product: "Web conference",
  opening: "Looking at the appointment…",
  summary: "What will be scheduled",
  scheduledSummary: "Scheduled",
  asItIs: "The appointment",
  titleFallback: (organizer: string) =>
    organizer === "" ? "Web conference" : `Web conference with ${organizer}`,
  organizer: (name: string) => `Organized by ${name}`,
  organizerForOther: (name: string) => `You are scheduling for ${name}`,
  hostIsOwner: (name: string) => `Only ${name} can start it as the host.`,
  attendees: (count: number) =>
    count === 0 ? "Nobody is invited yet" : plural(count, "person invited", "people invited"),
  moreAttendees: (count: number) => `and ${plural(count, "other", "others")}`,
  options: "Options",
  /** Between the entries of a list. */
  comma: ", ",
  access: {
    invited: "People invited",
    registered: "Registered people",
    anyone: "Anyone with the link",
  } satisfies Record<Access, string>,
  key: "Conference key",
  optionsLine: {
    enrollment: "with enrollment",
    key: "with a key",
    dialIn: "with dial-in",
    sendEmail: "sends e-mails",
    publiclyListed: "listed publicly",
  },
  add: "Add web conference",
  update: "Update conference",
  remove: "Remove",
  steps: {
    reading: "Reading the appointment…",
    scheduling: "Scheduling at the conferencing site…",
    updating: "Updating at the conferencing site…",
    removing: "Deleting at the conferencing site…",
    writing: "Writing into the appointment…",
  } satisfies Record<Step, string>,
  upToDate: "Up to date",
  outOfDate: "Out of date",
  changed: "Changed since it was scheduled",
  join: "Join link",
  host: "Host link",
  conferenceId: "Conference ID",
  copy: "Copy",
  copyThis: (what: string) => `Copy ${what.toLowerCase()}`,
  open: "Open",
  openThis: (what: string) => `Open ${what.toLowerCase()}`,
  removedDone: "The web conference was deleted.",
  retry: "Try again",
  dismiss: "Close",
  toThis: (action: string, what: string) => `${action}: ${what}`,
  requestId: (id: string) => `For your administrator: request ${id}`,
  undo: "Undo",
};

/** The shape of a translation. */
export type Texts = typeof english;
