import { translated } from "../../conference/translated";
import type { WaitReason } from "../common/SlowProgress";

/** The words for work that takes long. */
interface WaitingTexts {
  still: string;
  slow: Record<WaitReason, string>;
  stop: string;
  /** Said after the user has stopped waiting. */
  afterwards: string;
}

const english: WaitingTexts = {
  still: "Still working…",
  slow: {
    outlook: "This is taking longer than usual. Outlook hasn't answered yet.",
    site: "This is taking longer than usual. The conferencing site hasn't answered yet.",
    either: "This is taking longer than usual. Outlook or the web conference service hasn't answered yet.",
  },
  stop: "Stop waiting",
  afterwards:
    "If you stop waiting, it can still finish. You'll see that here, and trying again won't create a second web conference.",
};

const german: WaitingTexts = {
  still: "Noch in Arbeit …",
  slow: {
    outlook: "Das dauert länger als sonst. Outlook hat noch nicht geantwortet.",
    site: "Das dauert länger als sonst. Das Konferenzsystem hat noch nicht geantwortet.",
    either: "Das dauert länger als sonst. Outlook oder der Webkonferenzdienst hat noch nicht geantwortet.",
  },
  stop: "Nicht mehr warten",
  afterwards:
    "Wenn Sie nicht mehr warten, kann es trotzdem noch fertig werden. Sie sehen das dann hier; ein neuer Versuch legt keine zweite Webkonferenz an.",
};

const arabic: WaitingTexts = {
  still: "لا يزال العمل جاريًا…",
  slow: {
    outlook: "يستغرق هذا وقتًا أطول من المعتاد. لم يستجب Outlook بعد.",
    site: "يستغرق هذا وقتًا أطول من المعتاد. لم يستجب موقع المؤتمرات بعد.",
    either: "يستغرق هذا وقتًا أطول من المعتاد. لم يستجب Outlook أو خدمة مؤتمرات الويب بعد.",
  },
  stop: "إيقاف الانتظار",
  afterwards:
    "إذا أوقفت الانتظار فقد يكتمل العمل رغم ذلك، وسترى النتيجة هنا. ولن تنشئ المحاولة مرة أخرى مؤتمر ويب ثانيًا.",
};

export const waitingTexts = translated(english, german, arabic);
