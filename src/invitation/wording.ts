/** The fixed words of an invitation: also the marks by which a block and its lines are known again. */
export const wording = {
  title: "Web conference",
  join: "Join web conference",
  key: "Conference key",
  dialIn: "Dial-in",
  organizer: "Organizer",
  host: "Start as host",
  hostNote: "for the organizer only",
  note: "Note",
  id: "Conference ID",
};
