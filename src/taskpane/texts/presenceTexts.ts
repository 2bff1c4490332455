import { translated } from "../../conference/translated";

/** The words for who is there. */
const english = { available: "Available", away: "Away", busy: "Do not disturb", offline: "Offline" };

type PresenceTexts = typeof english;

const german: PresenceTexts = {
  available: "Verfügbar",
  away: "Abwesend",
  busy: "Bitte nicht stören",
  offline: "Offline",
};

const arabic: PresenceTexts = {
  available: "متاح",
  away: "بعيد",
  busy: "الرجاء عدم الإزعاج",
  offline: "غير متصل",
};

export const presenceTexts = translated(english, german, arabic);
