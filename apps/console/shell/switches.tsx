import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { LANGUAGES, speak, useLanguage, useShellWords, useTheme } from "@cordon/ui";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";

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
