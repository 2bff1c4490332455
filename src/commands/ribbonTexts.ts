/** What the ribbon's functions say in an item's own bar: 150 characters at most. */
export const english = {
  adding: "Adding a web conference…",
  added: "The web conference was added. Its links are in the appointment.",
  already: "This appointment's web conference is up to date.",
  copied: "This appointment was copied, and holds another one's links.",
  openPane: "Open “Conference options” to go on.",
  open: "Open",
  late: "This takes longer than Outlook waits. Open “Conference options” to see what was done.",
  lateElsewhere: "This takes longer than Outlook waits. Try again.",
  removing: "Removing the web conference…",
  removed: "The web conference was deleted, and its links were taken out.",
  askRemove:
    "Delete this web conference? Its link will stop working for everybody. Press “Remove web conference” again to delete it.",
  none: "This appointment has no web conference.",
  check: "Outlook changed something else in it, too: check text and location.",
  opening: "Opening the web conference…",
  opened: "The web conference opens in a window of its own.",
  heldBack:
    "If no window has opened, your browser held it back. Use the link in the text, or allow pop-ups for Outlook and press again.",
  hostHeldBack:
    "If no window has opened, your browser held it back. Press “Start as host” in “Conference details”.",
  notHost:
    "Only the organizer, and who may act for the organizer, can start this web conference as its host.",
  starting: "Starting a web conference…",
  met: "The web conference has begun. Its link is in the message.",
  metReply: "The web conference has begun. Its link is in the reply.",
  metAlone: "The web conference has begun. The conferencing site gave no link for others.",
  metAlready: "The web conference has begun already.",
  metHeldBack:
    "The web conference has begun. If no window has opened, your browser held it back: open “Conference options” to get in.",
  notInserted:
    "The web conference has begun, but Outlook did not take its link. Copy it from the conference's own page.",
  titleFallback: (organizer: string) =>
    organizer === "" ? "Web conference" : `Web conference with ${organizer}`,
};

/** What a translation must have. */
export type RibbonTexts = typeof english;
