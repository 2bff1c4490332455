/** The fixed words of an invitation. `title` and `id` are also marks by which a block is found again. */
export const wording = {
  title: "Web conference",
  join: "Join web conference",
  key: "Conference key",
  dialIn: "Dial-in",
  organizer: "Organizer",
  host: "Start as host",
  hostNote: "for the organizer only",
  id: "Conference ID",
};
