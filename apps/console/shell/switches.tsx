import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBell, IconBellOff, IconMoon, IconSun } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { LANGUAGES, speak, useLanguage, useShellWords, useTheme } from "@cordon/ui";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";
import { sound } from "./sound.ts";

export function ThemeSwitch() {
  const words = useConsoleWords().top;
  const theme = useTheme();
  const label = theme.name === "night" ? words.toDay : words.toNight;
  return (
    <Tooltip label={`${label} (⇧ N)`}>
      <ActionIcon size="md" aria-label={label} onClick={theme.toggle}>
        {theme.name === "night" ? <IconMoon size={16} stroke={1.5} /> : <IconSun size={16} stroke={1.5} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Whether a call for help is heard at this desk. */
export function SoundSwitch() {
  const words = useConsoleWords().top;
  const on = useSyncExternalStore(sound.subscribe, sound.allowed, () => false);
  const label = on ? words.soundOff : words.soundOn;
  return (
    <Tooltip label={label}>
      <ActionIcon size="md" aria-label={label} aria-pressed={on} onClick={sound.toggle}>
        {on ? <IconBell size={16} stroke={1.5} /> : <IconBellOff size={16} stroke={1.5} />}
      </ActionIcon>
    </Tooltip>
  );
}

export function LanguageSwitch() {
  const shell = useShellWords();
  const spoken = useLanguage();
  return (
    <fieldset className={classes.languages} aria-label={shell.language}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => speak(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
