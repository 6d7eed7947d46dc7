export { handle as default } from "./handler.ts";
