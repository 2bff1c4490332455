/** The words of the question before a conference is deleted. */
const english = {
  removeQuestion: "Delete this web conference? Its link will stop working for everybody.",
  removeYes: "Delete it",
  removeNo: "Keep it",
};

type RemoveTexts = typeof english;

const german: RemoveTexts = {
  removeQuestion: "Diese Webkonferenz löschen? Ihr Link funktioniert dann für niemanden mehr.",
  removeYes: "Löschen",
  removeNo: "Behalten",
};

const arabic: RemoveTexts = {
  removeQuestion: "هل تريد حذف مؤتمر الويب هذا؟ لن يعمل رابطه لأحد بعد ذلك.",
  removeYes: "حذف",
  removeNo: "إبقاء",
};

const byLanguage: Partial<Record<string, RemoveTexts>> = { de: german, ar: arabic };

export function removeTexts(tag: string): RemoveTexts {
  return byLanguage[tag.split("-")[0] ?? ""] ?? english;
}
