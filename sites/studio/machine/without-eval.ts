import * as z from "zod";

// Zod asks whether it may make code of text by trying to. The page's policy forbids it, and each try would be reported.
z.config({ jitless: true });
