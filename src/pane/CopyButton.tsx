import { Button, type ButtonProps } from "@fluentui/react-components";
import { useContext, useState } from "react";
import { copyTexts } from "./copyTexts";
import { LanguageContext } from "./language";

interface CopyButtonProps {
  /** What is copied, for those who cannot see the button's place: "Copy join link". */
  label: string;
  value: string;
  appearance?: NonNullable<ButtonProps["appearance"]>;
}

/** Copies a value and says whether that worked. */
export function CopyButton({ label, value, appearance = "subtle" }: CopyButtonProps) {
  const { tag, texts } = useContext(LanguageContext);
  const words = copyTexts(tag);
  // Remembered with the value: another value has not been copied yet.
  const [outcome, setOutcome] = useState<{ value: string; isCopied: boolean } | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setOutcome({ value, isCopied: true }),
      () => setOutcome({ value, isCopied: false }),
    );
  };
  const current = outcome?.value === value ? outcome : null;
  return (
    <>
      <Button size="small" appearance={appearance} aria-label={texts.copyThis(label)} onClick={copy}>
        {current?.isCopied ? words.copied : texts.copy}
      </Button>
      <span role="status">{current?.isCopied === false ? words.notCopied : ""}</span>
    </>
  );
}
