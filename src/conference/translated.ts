/** Texts in each of our languages, found by the tag of the language that Outlook shows; English where there is no translation. */
export const translated =
  <Texts>(english: Texts, german: NoInfer<Texts>, arabic: NoInfer<Texts>) =>
  (tag: string): Texts => {
    const [language] = tag.toLowerCase().split("-");
    return language === "de" ? german : language === "ar" ? arabic : english;
  };
