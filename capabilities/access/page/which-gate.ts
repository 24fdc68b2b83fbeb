import {
  type Clock,
  Kept,
  type MandateBook,
  publicBody,
  type PublicAnswer,
  type PublicBody,
  type PublicSite,
  type Schema,
  tablesOf,
} from "@cordon/ground";
import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { laneNow, type Posted } from "../operations/scans/gate-now.ts";
import type { AccessTables } from "../tables.ts";
import { publishedRules, type PublishedRules, type RuleTables } from "../tables/rules.ts";
import type { Gate } from "../words.ts";
import { processingOf } from "../rules.ts";
import { checkAt, type GateBoard } from "../workers/board.ts";
import { type Asked, askedBy, type AskedMeans, type Language, PAGE_PATH, pathOf } from "./asked.ts";
import { jsonOf } from "./json.ts";
import { gatesPage, messagePage, startPage } from "./page.ts";
import { type Standing, type View, viewOf } from "./view.ts";

/** One answer a few seconds, however many ask for it. */
const SLOT_MS = 5_000;
/** More than there are pages: of two hundred zones for fifteen ways to come, in two languages and for machines. */
const MOST_KEPT = 10_000;
const MOST_VIEWS = 100;
/**
 * A phone asks again after ten seconds and a shared cache after five; one that cannot reach us goes on for five minutes with a page that
 * says of when it is (RFC 5861).
 */
const CACHING = "public, max-age=10, s-maxage=5, stale-while-revalidate=30, stale-if-error=300";

const NO_SUCH_ZONE = publicBody("json", JSON.stringify({ problem: "not-found", because: "There is no such zone." }));

export interface WhichGateParts {
  readonly read: Kysely<Schema>;
  readonly board: GateBoard;
  readonly mandates: Pick<MandateBook, "permits">;
  readonly clock: Pick<Clock, "now">;
  /** IANA name: what is shown before there are rules. */
  readonly timeZone: string;
}

/** `/which-gate`, open to anyone: which gates let somebody of a kind in now, and how long they wait there. */
export function whichGate(parts: WhichGateParts): PublicSite {
  const { clock, timeZone } = parts;
  const standings = new Kept<StandingNow>({ slotMs: SLOT_MS, most: 1 });
  const views = new Kept<View>({ slotMs: SLOT_MS, most: MOST_VIEWS });
  const answers = new Kept<PublicAnswer>({ slotMs: SLOT_MS, most: MOST_KEPT });
  const starts = { fr: publicBody("html", startPage("fr")), en: publicBody("html", startPage("en")) };
  const lost = { fr: lostPage("fr"), en: lostPage("en") };

  async function answerTo({ form, visitor, zone }: GatesAsked): Promise<PublicAnswer> {
    const now = clock.now();
    const ms = millisecondsOf(now);
    const known = await standings.of("", ms, () => standingNow(parts, now));
    const zones = known.rules?.ruleSet.zones ?? [];
    // Without rules there are no zones: a page of one says so, as the address may be on a poster.
    const seen = known.rules === null ? null : zone;
    // Before anything is kept, so that invented zones fill no memory.
    if (seen !== null && !zones.some(({ code }) => code === seen))
      return form === "json" ? { is: "not-found", body: NO_SUCH_ZONE, caching: CACHING } : notFound(form);
    const name = `${visitor.kind} ${visitor.means} ${seen ?? ""}`;
    return answers.of(`${form} ${name}`, ms, async () => {
      const view = await views.of(name, ms, async () => viewOf(known.standing, visitor, seen));
      return { is: "found", body: bodyOf({ form, visitor, zone: seen }, view, known, timeZone), caching: CACHING };
    });
  }

  const notFound = (language: Language): PublicAnswer => ({ is: "not-found", body: lost[language], caching: CACHING });

  return {
    path: PAGE_PATH,
    async answer({ below, language }) {
      const asked = askedBy(below);
      if (asked === null) return notFound(languageOf(below) ?? language);
      if (asked.is === "unsaid-language") return { is: "elsewhere", location: pathOf(language) };
      if (asked.is === "start") return { is: "found", body: starts[asked.language], caching: "public, max-age=300" };
      return answerTo(asked);
    },
    unavailable({ below, language }) {
      const known = askedBy(below) === null ? "" : `/${below}`;
      return messagePage(languageOf(below) ?? language, "unavailable", `${PAGE_PATH}${known}`);
    },
  };
}

type GatesAsked = Pick<Extract<Asked, { is: "gates" }>, "form" | "visitor" | "zone">;

interface StandingNow {
  readonly rules: PublishedRules | null;
  readonly standing: Standing;
}

function bodyOf({ form, visitor, zone }: GatesAsked, view: View, known: StandingNow, timeZone: string): PublicBody {
  const { rules, standing } = known;
  if (form === "json") return publicBody("json", jsonOf(visitor, zone, view, standing.now));
  const ruleSet = rules?.ruleSet;
  const data = {
    view,
    zones: ruleSet?.zones ?? [],
    now: onTheMinute(standing.now),
    timeZone: ruleSet?.timeZone ?? timeZone,
  };
  return publicBody("html", gatesPage({ language: form, visitor, zone }, data));
}

function lostPage(language: Language): PublicBody {
  return publicBody("html", messagePage(language, "notFound", pathOf(language)));
}

function languageOf(below: string): Language | null {
  return /^en(\/|$)/.test(below) ? "en" : /^fr(\/|$)/.test(below) ? "fr" : null;
}

/** A page of the same minute with the same news is the same page, with the same validator. */
function onTheMinute(now: Instant): Instant {
  return instantOf(Math.floor(millisecondsOf(now) / 60_000) * 60_000);
}

async function standingNow({ read, board, mandates }: WhichGateParts, now: Instant): Promise<StandingNow> {
  const tables = tablesOf<AccessTables>(read);
  // The board knows them once it has read what there is; a server that has only just opened asks.
  const rules = board.rules() ?? (await publishedRules(tables.$pickTables<keyof RuleTables>()));
  const posted = await tables
    .selectFrom("access_device")
    .select(["device", "label", "gate", "lane"])
    .where("revoked", "=", false)
    .where("gate", "is not", null)
    .execute();
  const devices = Map.groupBy<Posted["gate"], Posted>(posted, ({ gate }) => gate);
  return {
    rules,
    standing: {
      rules: rules?.prepared ?? null,
      now,
      mandateUntil(position, means) {
        const permission = mandates.permits(checkAt(processingOf(means), [position], now));
        return permission.permitted ? permission.until : null;
      },
      waits: (gate, means) =>
        lanesIn(gate, means).map((lane) => laneNow(board, gate.place, lane, devices.get(gate.place) ?? [], now).wait),
    },
  };
}

/** The lanes that take somebody in who comes like this: those without means are for who walks or cycles. */
function lanesIn({ lanes }: Gate, means: AskedMeans): Gate["lanes"] {
  const isWalker = means === "foot" || means === "bicycle";
  return lanes.filter(
    (lane) => lane.direction !== "out" && (lane.means.length === 0 ? isWalker : lane.means.includes(means)),
  );
}
