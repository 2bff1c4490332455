import { translated } from "../../conference/translated";

/** The words for what became of copying. */
const english = {
  copied: "Copied",
  notCopied: "Could not copy. Select the text and copy it yourself.",
};

type CopyTexts = typeof english;

const german: CopyTexts = {
  copied: "Kopiert",
  notCopied: "Kopieren ging nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
};

const arabic: CopyTexts = {
  copied: "نُسخ",
  notCopied: "تعذّر النسخ. حدّد النص وانسخه بنفسك.",
};

export const copyTexts = translated(english, german, arabic);
