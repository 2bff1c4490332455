import { translated } from "../../conference/translated";
import type { SiteConfiguration } from "../../contract/services";

/** The words for the programs that the conferencing site offers. */
interface ClientTexts {
  title: string;
  name: Record<SiteConfiguration["clients"][number]["name"], string>;
  get: (name: string) => string;
}

const english: ClientTexts = {
  title: "On Windows you may need:",
  name: { addIn: "Conferencing add-in", messenger: "Oracle Messenger" },
  get: (name) => `Get ${name}`,
};

const german: ClientTexts = {
  title: "Unter Windows brauchen Sie vielleicht:",
  name: { addIn: "Konferenz-Add-In", messenger: "Oracle Messenger" },
  get: (name) => `${name} herunterladen`,
};

const arabic: ClientTexts = {
  title: "قد تحتاج على Windows إلى:",
  name: { addIn: "وظيفة المؤتمرات الإضافية", messenger: "Oracle Messenger" },
  get: (name) => `تنزيل ${name}`,
};

export const clientTexts = translated(english, german, arabic);
