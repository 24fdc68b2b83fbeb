import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";
import { day, night, type Tokens, TONES } from "./tokens.ts";

/** Mantine wants ten shades of a colour; ours are chosen by role, so the two fills stand at the shades it will ask for. */
const accent: MantineColorsTuple = [
  "#f3f2fd",
  "#e6e4f8",
  "#cdc9f4",
  "#a9a2f5",
  "#8d84ea",
  "#6a5fd0",
  day.accentFill,
  "#3d33a0",
  night.accentFill,
  "#2a2370",
];

/** Mantine's own greys, by the roles its components give them: borders of controls at 4, quiet text at 6 and 2. */
const gray: MantineColorsTuple = [
  day.raised,
  day.sunken,
  day.hover,
  day.line,
  day.controlLine,
  day.controlLine,
  day.dimmed,
  "#343a40",
  "#23282d",
  day.text,
];
const dark: MantineColorsTuple = [
  night.text,
  "#b4bcc4",
  night.dimmed,
  "#8b95a0",
  night.controlLine,
  night.hover,
  night.raised,
  night.panel,
  night.sunken,
  night.ground,
];

/** Compact: 13 px text on a 4 px grid, tabular figures (set in theme.css). */
export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", monospace',
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 8 },
  colors: { accent, gray, dark },
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    // Each theme says what is written on its own fill; Mantine would decide by the day's fill alone.
    return input.variant === "filled" ? { ...colours, color: "var(--mantine-primary-color-contrast)" } : colours;
  },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "14px", xl: "16px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "20px", xl: "24px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "18px", lineHeight: "24px" },
      h2: { fontSize: "15px", lineHeight: "20px" },
      h3: { fontSize: "13px", lineHeight: "20px" },
    },
  },
  shadows: { sm: "0 1px 2px #0006", md: "0 4px 16px #0005", lg: "0 8px 24px #0006", xl: "0 12px 32px #0007" },
  components: {
    Button: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    NumberInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Table: { defaultProps: { verticalSpacing: "xs", horizontalSpacing: "sm", borderColor: "var(--cordon-line)" } },
  },
});

function variables(tokens: Tokens): Record<string, string> {
  const tones = TONES.flatMap((name) => {
    const tone = tokens.tones[name];
    return [
      [`--cordon-${name}`, tone.text],
      [`--cordon-${name}-fill`, tone.fill],
      [`--cordon-${name}-on-fill`, tone.onFill],
      [`--cordon-${name}-soft`, tone.soft],
    ];
  });
  return {
    "--cordon-ground": tokens.ground,
    "--cordon-panel": tokens.panel,
    "--cordon-raised": tokens.raised,
    "--cordon-sunken": tokens.sunken,
    "--cordon-hover": tokens.hover,
    "--cordon-line": tokens.line,
    "--cordon-control-line": tokens.controlLine,
    "--cordon-text": tokens.text,
    "--cordon-dimmed": tokens.dimmed,
    "--cordon-accent": tokens.accent,
    "--cordon-accent-soft": tokens.accentSoft,
    ...Object.fromEntries(tones),
    "--mantine-color-body": tokens.panel,
    "--mantine-color-text": tokens.text,
    "--mantine-color-bright": tokens.text,
    "--mantine-color-dimmed": tokens.dimmed,
    "--mantine-color-placeholder": tokens.dimmed,
    "--mantine-color-anchor": tokens.accent,
    "--mantine-color-default": tokens.raised,
    "--mantine-color-default-hover": tokens.hover,
    "--mantine-color-default-color": tokens.text,
    "--mantine-color-default-border": tokens.controlLine,
    "--mantine-color-disabled": tokens.sunken,
    "--mantine-color-disabled-color": tokens.dimmed,
    "--mantine-color-disabled-border": tokens.line,
    "--mantine-color-error": tokens.tones.urgent.text,
    "--mantine-color-gray-light": tokens.raised,
    "--mantine-color-gray-light-hover": tokens.hover,
    "--mantine-color-gray-light-color": tokens.text,
    "--mantine-color-gray-subtle-color": tokens.text,
    "--mantine-color-gray-outline": tokens.controlLine,
    "--mantine-color-accent-light": tokens.accentSoft,
    "--mantine-color-accent-light-hover": tokens.accentSoft,
    "--mantine-color-accent-light-color": tokens.accent,
    "--mantine-color-accent-text": tokens.accent,
    "--mantine-color-accent-outline": tokens.accent,
    "--mantine-primary-color-contrast": tokens.onAccentFill,
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(day),
  dark: variables(night),
});
