import { ActionIcon } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useTheme } from "../theme/CordonTheme.tsx";
import { useLanguage } from "../words/dictionary.ts";
import { speak } from "../words/language.ts";
import classes from "./device.module.css";
import { useDeviceWords } from "./words.ts";

/** Day or night, and the language: the two things one may set. */
export function Settings() {
  const words = useDeviceWords().settings;
  const language = useLanguage();
  const theme = useTheme();
  const other = language === "fr" ? "en" : "fr";
  return (
    <>
      <ActionIcon
        className={classes.icon}
        onClick={theme.toggle}
        aria-label={theme.name === "night" ? words.toDay : words.toNight}
      >
        {theme.name === "night" ? <IconSun size={26} /> : <IconMoon size={26} />}
      </ActionIcon>
      <ActionIcon
        className={classes.icon}
        onClick={() => speak(other)}
        aria-label={`${words.otherLanguageShort} – ${words.otherLanguage}`}
      >
        <span lang={other}>{words.otherLanguageShort}</span>
      </ActionIcon>
    </>
  );
}
