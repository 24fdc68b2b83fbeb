import { busConformance } from "./conformance.ts";
import { inProcessBus } from "./in-process.ts";

busConformance("in-process", async (limits) => inProcessBus(limits));
