import { ActionIcon, Button, Kbd, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { IconKeyboard, IconLogout, IconMenu2, IconSearch, IconUser } from "@tabler/icons-react";
import { useNeeds } from "@cordon/command/ui/procedures";
import { Age, type Link, type Tone, ToneMark, useFormat, useNowMs, useShellWords } from "@cordon/ui";
import { useUnreadMessages } from "@cordon/command/ui/messages";
import { useLocation } from "wouter";
import classes from "../console.module.css";
import { useHouse, useLink } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";
import { type Destination, DESTINATIONS } from "./destinations.ts";
import { LanguageSwitch, SoundSwitch, ThemeSwitch } from "./switches.tsx";

export interface TopBarProps {
  readonly name: string;
  readonly waiting: number | null;
  /** Whether the lists of signals and incidents are there to be gone to. */
  readonly lists: boolean;
  readonly destinations: readonly Destination[];
  readonly onPalette: () => void;
  readonly onShortcuts: () => void;
}

/** The one line that is always there: what, whether it is live, the time, what waits, and who you are. */
export function TopBar({ name, waiting, lists, destinations, onPalette, onShortcuts }: TopBarProps) {
  const words = useConsoleWords();
  const { me } = useHouse();
  const needs = useNeeds();
  const [path, go] = useLocation();
  const messages = useUnreadMessages();
  return (
    <header className={classes.top}>
      <a className={classes.skip} href={lists ? "#lists" : "#page"}>
        {lists ? words.top.skip : words.top.skipToPage}
      </a>
      <UnstyledButton className={classes.brand} onClick={() => go("/")} aria-label={`${name}, ${words.go.room}`}>
        <img src="/cordon.svg" alt="" width={20} height={20} />
        <span className={classes.brandName} title={name}>
          {name}
        </span>
      </UnstyledButton>
      <LinkState />
      <OperationClockFace />
      {waiting !== null && (
        <UnstyledButton className={classes.waiting} data-some={waiting > 0 || undefined} onClick={() => go("/")}>
          {waiting > 0 && <ToneMark tone="attention" />}
          {words.top.waiting(waiting)}
        </UnstyledButton>
      )}
      {needs !== null && needs > 0 && (
        <UnstyledButton
          className={classes.waiting}
          data-some
          title={words.go.needs}
          onClick={() => go(DESTINATIONS.needs.path)}
        >
          <ToneMark tone="urgent" />
          {words.top.needs(needs)}
        </UnstyledButton>
      )}
      {messages.unread > 0 && (
        <UnstyledButton className={classes.waiting} data-some onClick={() => go("/messages")}>
          <ToneMark tone={messages.urgent > 0 ? "urgent" : "notice"} />
          {words.top.unread(messages.unread)}
        </UnstyledButton>
      )}
      <Button
        className={classes.search}
        variant="default"
        aria-label={`${words.top.search}, Ctrl K`}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={onPalette}
      >
        {words.top.search}
      </Button>
      <span className={classes.grow} />
      <nav className={classes.nav} aria-label={words.go.menu}>
        {destinations.filter(inBar).map(({ path: to, name: label, Icon, key }) => (
          <Tooltip key={to} label={`${words.go[label]} (G ${key.toUpperCase()})`}>
            <ActionIcon
              size="md"
              aria-label={words.go[label]}
              aria-current={path === to ? "page" : undefined}
              className={classes.navItem}
              onClick={() => go(to)}
            >
              <Icon size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        ))}
      </nav>
      <span className={classes.wide}>
        <Tooltip label={`${words.top.shortcuts} (?)`}>
          <ActionIcon size="md" aria-label={words.top.shortcuts} onClick={onShortcuts}>
            <IconKeyboard size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <SoundSwitch />
        <ThemeSwitch />
        <LanguageSwitch />
      </span>
      <WhoMenu destinations={destinations} onPalette={onPalette} onShortcuts={onShortcuts} />
      <span className={classes.visuallyHidden}>{`${words.top.who} ${me.name ?? words.top.rehearsalOperator}`}</span>
    </header>
  );
}

const inBar = ({ aside }: Destination) => aside !== true;

const LINK_TONE: Readonly<Record<Link["state"], Tone>> = {
  live: "calm",
  opening: "notice",
  "catching-up": "notice",
  waiting: "urgent",
  ended: "urgent",
};

function LinkState() {
  const shell = useShellWords();
  const words = useConsoleWords().top;
  const { link, heardAtMs } = useLink();
  const text = link.state === "catching-up" ? shell.link.catchingUp : shell.link[link.state];
  return (
    <Tooltip label={heardAtMs === null ? text : <>{text}</>}>
      <span className={classes.link} data-state={link.state} role="status">
        {link.state === "live" ? (
          <span className={classes.liveDot} aria-hidden />
        ) : (
          <ToneMark tone={LINK_TONE[link.state]} />
        )}
        <span className={classes.linkWord}>{text}</span>
        {link.state === "waiting" && heardAtMs !== null && (
          <span className={classes.wide}>
            {words.heard("")} <Age at={heardAtMs} />
          </span>
        )}
      </span>
    </Tooltip>
  );
}

function OperationClockFace() {
  const format = useFormat();
  const nowMs = useNowMs();
  return (
    <Tooltip label={format.date(nowMs)}>
      <time className={classes.clock} dateTime={new Date(nowMs).toISOString()}>
        {format.clock(nowMs)}
      </time>
    </Tooltip>
  );
}

function WhoMenu({
  destinations,
  onPalette,
  onShortcuts,
}: Pick<TopBarProps, "destinations" | "onPalette" | "onShortcuts">) {
  const words = useConsoleWords();
  const { me, signOut } = useHouse();
  const [, go] = useLocation();
  const name = me.name ?? (me.rehearsal ? words.top.rehearsalOperator : me.id.slice(-6));
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <Button
          className={classes.who}
          variant="subtle"
          color="gray"
          leftSection={<IconUser size={16} stroke={1.5} aria-hidden />}
          aria-label={`${words.go.menu}: ${name}`}
        >
          <span className={classes.whoName}>{name}</span>
          <IconMenu2 className={classes.narrow} size={16} stroke={1.5} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {words.top.who} {name}
        </Menu.Label>
        {/* On a phone the bar has no room for it, and there are no keys. */}
        <Menu.Item leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />} onClick={onPalette}>
          {words.top.search}
        </Menu.Item>
        <Menu.Divider />
        {[DESTINATIONS.room, ...destinations].map(({ path, name: label, Icon }) => (
          <Menu.Item key={path} leftSection={<Icon size={16} stroke={1.5} aria-hidden />} onClick={() => go(path)}>
            {words.go[label]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <div className={classes.menuSwitches}>
          <ThemeSwitch />
          <LanguageSwitch />
        </div>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.5} aria-hidden />} onClick={onShortcuts}>
          {words.top.shortcuts}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden />} onClick={signOut}>
          {words.top.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
