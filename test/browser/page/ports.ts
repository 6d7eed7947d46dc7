import { once } from "../../../shared/core/once.ts";
import { openMachine, type PageMachine } from "../../../sites/studio/machine/open-machine.ts";

/** What a server and a page plan and draw with, each with its own. */
export type Ports = PageMachine;

/** Those of the page. */
export const openPagePorts = once(() => openMachine("/fonts.json"));
