/** The front door of the server: how tests, benches and the command line start a real one. */
export { capabilities, type Outside, UNHOUSED } from "./capabilities.ts";
export { type RunningServer, type ServerOptions, type StartProblem, startServer, VERSION } from "./server.ts";
