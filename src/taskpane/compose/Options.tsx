import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import type { ConferenceOptions } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";
import { useTexts } from "../common/language";
import { describeOptions } from "./describeOptions";

// The icon library is larger than the rest of this file.
const Chevron = lazy(() => import("../common/Chevron"));
const OptionsForm = lazy(() => import("./OptionsForm"));

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  toggle: { justifyContent: "space-between", textAlign: "start" },
  line: { display: "flex", flexDirection: "column", alignItems: "start" },
  up: { transform: "rotate(180deg)" },
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

interface OptionsProps {
  options: ConferenceOptions;
  site: SiteConfiguration | null;
  choose: (options: ConferenceOptions) => void;
  isDisabled: boolean;
  isOpen: boolean;
  setIsOpen: (isOpen: boolean) => void;
  /** How often somebody was led to the empty key. */
  keyAsked: number;
}

/** The options, folded to one line that says what is set. */
export function Options({ isOpen, setIsOpen, ...form }: OptionsProps) {
  const texts = useTexts();
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Button
        appearance="outline"
        className={styles.toggle}
        aria-expanded={isOpen}
        icon={
          <Suspense fallback={null}>
            <Chevron className={isOpen ? styles.up : ""} />
          </Suspense>
        }
        iconPosition="after"
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={styles.line}>
          <span>{texts.options}</span>
          <span className={styles.quiet}>{describeOptions(form.options, texts)}</span>
        </span>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <OptionsForm {...form} />
        </Suspense>
      )}
    </section>
  );
}
