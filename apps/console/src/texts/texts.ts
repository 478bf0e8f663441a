import { english } from "./english.ts";

/** The texts of the language that the console speaks. */
export const texts = english;
