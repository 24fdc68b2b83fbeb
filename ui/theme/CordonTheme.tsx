import { localStorageColorSchemeManager, MantineProvider, useMantineColorScheme } from "@mantine/core";
import { useColorScheme } from "@mantine/hooks";
import type { ReactNode } from "react";
import "@mantine/core/styles.css";
import { cssVariables, theme } from "./mantine.ts";
import "./theme.css";
import { day, night, type Tokens } from "./tokens.ts";

const remembered = localStorageColorSchemeManager({ key: "cordon.theme" });

/** Puts the two themes around a page: follows the system until the person chooses, then remembers the choice. */
export function CordonTheme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={remembered}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  );
}

export type ThemeName = "night" | "day";

export interface ThemeChoice {
  readonly name: ThemeName;
  readonly tokens: Tokens;
  readonly toggle: () => void;
  readonly followSystem: () => void;
  readonly followsSystem: boolean;
}

export function useTheme(): ThemeChoice {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const system = useColorScheme("dark", { getInitialValueInEffect: false });
  const shown = colorScheme === "auto" ? system : colorScheme;
  const name: ThemeName = shown === "dark" ? "night" : "day";
  return {
    name,
    tokens: name === "night" ? night : day,
    toggle: () => setColorScheme(name === "night" ? "light" : "dark"),
    followSystem: () => setColorScheme("auto"),
    followsSystem: colorScheme === "auto",
  };
}
