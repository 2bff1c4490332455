import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useContext, useEffect, useRef } from "react";
import {
  chooseAccess,
  chooseEnrollment,
  chooseKey,
  createConferenceKey,
} from "../../conference/model/options";
import type { Access, ConferenceOptions } from "../../contract/conference";
import { limits } from "../../contract/limits";
import type { SiteConfiguration } from "../../contract/services";
import { CopyButton } from "../common/CopyButton";
import { LanguageContext, useTexts } from "../common/language";
import { optionsFormTexts } from "../../locales/messages";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  key: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  keyInput: { flexGrow: 1, minWidth: "8em" },
});

interface OptionsFormProps {
  options: ConferenceOptions;
  site: SiteConfiguration | null;
  choose: (options: ConferenceOptions) => void;
  isDisabled: boolean;
  /** How often somebody was led to the empty key. */
  keyAsked: number;
}

const accesses: Access[] = ["invited", "registered", "anyone"];

/** The guide's options with its rules built in: what it rules out cannot be chosen (Table 3-22). */
export default function OptionsForm({ options, site, choose, isDisabled, keyAsked }: OptionsFormProps) {
  const texts = useTexts();
  const own = optionsFormTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  const isKeyRequired = site?.conferenceKeyRequired === true;
  const offered = accesses.filter((access) => access !== "anyone" || site?.guestAccessEnabled !== false);
  const set = (change: Partial<ConferenceOptions>) => choose({ ...options, ...change });
  const isKeyEmpty = options.conferenceKey?.trim() === "";
  const keyInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (keyAsked > 0) keyInput.current?.focus();
  }, [keyAsked]);
  return (
    <div className={styles.form}>
      <Field label={own.accessLabel} hint={own.accessHint[options.access]}>
        <RadioGroup
          value={options.access}
          disabled={isDisabled}
          onChange={(_, { value }) => {
            const access = accesses.find((known) => known === value);
            if (access) choose(chooseAccess(options, access));
          }}
        >
          {offered.map((access) => (
            <Radio key={access} value={access} label={texts.access[access]} />
          ))}
        </RadioGroup>
      </Field>
      <Field hint={own.enrollmentHint}>
        <Checkbox
          label={own.enrollment}
          checked={options.enrollment}
          disabled={isDisabled}
          onChange={(_, { checked }) => choose(chooseEnrollment(options, checked === true))}
        />
      </Field>
      <Field hint={isKeyRequired ? own.keyRequired : own.keyHint}>
        <Checkbox
          label={own.keyWanted}
          checked={options.conferenceKey !== null}
          disabled={isDisabled || options.enrollment || isKeyRequired}
          onChange={(_, { checked }) => choose(chooseKey(options, checked === true))}
        />
      </Field>
      {options.conferenceKey !== null && (
        <div className={styles.key}>
          <Field
            className={styles.keyInput}
            label={texts.key}
            {...(isKeyEmpty && { validationState: "error", validationMessage: own.keyEmpty })}
          >
            <Input
              input={{ ref: keyInput }}
              value={options.conferenceKey}
              maxLength={limits.conferenceKey}
              disabled={isDisabled}
              onChange={(_, { value }) => set({ conferenceKey: value })}
            />
          </Field>
          <Button
            size="small"
            disabled={isDisabled}
            onClick={() => set({ conferenceKey: createConferenceKey() })}
          >
            {own.newKey}
          </Button>
          <CopyButton label={texts.key} value={options.conferenceKey} appearance="secondary" />
        </div>
      )}
      <Field label={own.dialIn} hint={own.dialInHint}>
        <Textarea
          value={options.dialIn}
          maxLength={limits.dialIn}
          disabled={isDisabled}
          resize="vertical"
          onChange={(_, { value }) => set({ dialIn: value })}
        />
      </Field>
      <Checkbox
        label={own.publiclyListed}
        checked={options.publiclyListed}
        disabled={isDisabled}
        onChange={(_, { checked }) => set({ publiclyListed: checked === true })}
      />
      <Field hint={own.sendEmailHint}>
        <Checkbox
          label={own.sendEmail}
          checked={options.sendEmail}
          disabled={isDisabled}
          onChange={(_, { checked }) =>
            set({
              sendEmail: checked === true,
              publishAttendees: options.publishAttendees && checked === true,
            })
          }
        />
      </Field>
      {options.sendEmail && (
        <Checkbox
          label={own.publishAttendees}
          checked={options.publishAttendees}
          disabled={isDisabled}
          onChange={(_, { checked }) => set({ publishAttendees: checked === true })}
        />
      )}
    </div>
  );
}
