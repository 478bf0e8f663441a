import type { HouseRule } from "./HouseRule.ts";

const ERROR_CLASS = /^(?:export )?(?:abstract )?class (\w+) extends (?:Error|AggregateError)\b/gm;
const CODE = /^ {2}(?:abstract |override )*readonly code\b/m;

/** Habit 11: an error is told from others by a literal `code`. */
export const errorClasses: HouseRule = {
  name: "error-classes",
  advice:
    'Give the error class a literal code (`readonly code = "…"`): callers compare it, and a message may be worded anew.',
  find({ sources }) {
    return sources.flatMap(({ path, text }) => {
      const names = [...text.matchAll(ERROR_CLASS)].map(([, name = ""]) => name);
      return names.length === 0 || CODE.test(text)
        ? []
        : [{ where: path, what: `${names.join(", ")} has no code` }];
    });
  },
};
